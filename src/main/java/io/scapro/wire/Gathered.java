package io.scapro.wire;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way in. Memory grows with what has arrived, whatever was announced: at most
 * twice the bytes received of it, or twice the longest message that this peer has completed, plus
 * {@value #FIRST}.
 */
final class Gathered {

  private static final int FIRST = 8 << 10;
  private static final byte[] NONE = {};

  private final FrameDecoder.Sink sink;
  private byte @Nullable [] array;
  private int filled;
  private int longest; // that was completed

  Gathered(FrameDecoder.Sink sink) {
    this.sink = sink;
  }

  boolean isOpen() {
    return array != null;
  }

  int held() {
    return bytes().length;
  }

  int length() {
    return filled;
  }

  /**
   * Begins a message.
   *
   * @param announced its length, or that of its first part
   * @param here how many bytes of it can be read now, at most
   */
  void open(int announced, int here) {
    filled = 0;
    long proven = Math.max(Math.max(here, FIRST), 2L * longest);
    array = sink.allocate((int) Math.min(announced, proven));
  }

  /**
   * Adds bytes.
   *
   * @param most how long the message may become, as far as is known now
   */
  void add(Buffer chunk, int from, int to, int most) {
    byte[] into = room(to - from, most);
    chunk.getBytes(from, to, into, filled);
    filled += to - from;
  }

  private byte[] room(int more, int most) {
    byte[] into = bytes();
    if (filled + more > into.length) {
      int grown = (int) Math.min(most, Math.max(2L * into.length, filled + (long) more));
      byte[] larger = sink.allocate(grown);
      System.arraycopy(into, 0, larger, 0, filled);
      sink.recycle(into);
      array = larger;
      return larger;
    }
    return into;
  }

  /** What has arrived, in its first {@link #length} bytes. */
  byte[] bytes() {
    return array == null ? NONE : array;
  }

  /** Hands the message to the sink. Returns what it said. */
  boolean deliver() {
    byte[] complete = bytes();
    array = null;
    longest = Math.max(longest, filled);
    return sink.message(complete, filled);
  }

  void discard() {
    byte[] unfinished = array;
    if (unfinished != null) {
      array = null;
      sink.recycle(unfinished);
    }
  }
}
