package io.scapro.wire;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A message that is being received. Its memory grows with the received bytes, whatever length was
 * announced: at most twice the bytes received, or twice the longest message that this peer has
 * completed, plus {@value #FIRST}.
 */
final class Gathered {

  private static final int FIRST = 8 << 10;
  private static final byte[] NONE = {};

  private final FrameDecoder.Sink sink;
  private byte @Nullable [] array;
  private int filled;
  private int longest; // of the completed messages

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
   * Starts a message.
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
   * @param most the maximum length of the message, as far as it is known
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

  /** The received bytes, in the first {@link #length} bytes of the array. */
  byte[] bytes() {
    return array == null ? NONE : array;
  }

  /** Passes the message to the sink; returns its result. */
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
