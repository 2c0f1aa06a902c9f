package io.scapro.wire;

import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into messages, wherever the reads happen to end.
 *
 * <pre>
 *   tcp, tls   length 8 | message
 *   ipc        01 | length 8 | message
 * </pre>
 *
 * <p>A length is checked before it is believed, and memory grows with what has arrived: at most
 * twice the bytes received plus {@value #FIRST}, whatever was announced. Source: wire.md 2 and 3.
 */
public final class Framer {

  private static final int FIRST = 8 << 10;
  private static final int LENGTH = Long.BYTES;
  private static final byte IN_STREAM = 1;

  /** Where the memory comes from and the messages go. */
  public interface Sink {
    /** An array of at least {@code length} bytes, with any content. */
    byte[] allocate(int length);

    /** An array of {@link #allocate} that is not needed any more. */
    void recycle(byte[] array);

    /**
     * A message in the first {@code length} bytes of {@code array}, which is the sink's now.
     *
     * @return false to stop cutting for now
     */
    boolean message(byte[] array, int length);
  }

  private final boolean typed;
  private final long most;
  private final Sink sink;

  // the frame in progress
  private int headerBytes;
  private long header;
  private int length;
  private int filled;
  private byte @Nullable [] body;

  /**
   * @param typed whether each frame starts with the type byte 01 (ipc)
   * @param most longest message in bytes; 0: no limit but the longest array
   */
  public Framer(boolean typed, int most, Sink sink) {
    this.typed = typed;
    this.most = most == 0 ? Integer.MAX_VALUE - 8 : most;
    this.sink = sink;
  }

  /** Whether the bytes so far end inside a frame. */
  public boolean isInside() {
    return headerBytes > 0 || body != null;
  }

  /** Gives back the memory of an unfinished frame. */
  public void discard() {
    byte[] unfinished = body;
    if (unfinished != null) {
      body = null;
      sink.recycle(unfinished);
    }
  }

  /**
   * Cuts the bytes {@code from} (inclusive) {@code to} (exclusive) of {@code chunk}.
   *
   * @return where it stopped: at {@code to}, or behind the message after which the sink said stop
   * @throws SpException TOO_LONG or PROTOCOL; nothing after that can be believed
   */
  public int feed(Buffer chunk, int from, int to) {
    int at = from;
    while (at < to) {
      if (body == null) {
        at = readHeader(chunk, at, to);
        if (headerBytes < headerLength()) {
          return at;
        }
        headerBytes = 0;
        length = checked(header);
        filled = 0;
        body = sink.allocate(Math.min(length, Math.max(to - at, FIRST)));
      }
      at = readBody(chunk, at, to);
      if (filled == length) {
        byte[] complete = body;
        body = null;
        if (!sink.message(complete, length)) {
          return at;
        }
      }
    }
    return at;
  }

  private int headerLength() {
    return typed ? 1 + LENGTH : LENGTH;
  }

  private int readHeader(Buffer chunk, int from, int to) {
    if (headerBytes == 0 && to - from >= headerLength()) {
      if (typed) {
        checkType(chunk.getByte(from));
      }
      headerBytes = headerLength();
      header = chunk.getLong(from + headerBytes - LENGTH);
      return from + headerBytes;
    }
    int at = from;
    for (; at < to && headerBytes < headerLength(); at++) {
      byte next = chunk.getByte(at);
      if (typed && headerBytes == 0) {
        checkType(next);
      } else {
        header = header << Byte.SIZE | next & 0xff;
      }
      headerBytes++;
    }
    return at;
  }

  private int readBody(Buffer chunk, int from, int to) {
    byte[] into = body;
    int count = Math.min(length - filled, to - from);
    if (filled + count > into.length) {
      int grown = (int) Math.min(length, Math.max(2L * into.length, filled + (long) count));
      byte[] larger = sink.allocate(grown);
      System.arraycopy(into, 0, larger, 0, filled);
      sink.recycle(into);
      into = larger;
      body = larger;
    }
    chunk.getBytes(from, from + count, into, filled);
    filled += count;
    return from + count;
  }

  private int checked(long announced) {
    if (announced < 0 || announced > most) {
      throw new SpException(
          Reason.TOO_LONG,
          "expected a message of at most %d bytes, got %s announced"
              .formatted(most, Long.toUnsignedString(announced)));
    }
    return (int) announced;
  }

  private static void checkType(byte type) {
    if (type != IN_STREAM) {
      throw new SpException(Reason.PROTOCOL, "expected message type 01, got %02x".formatted(type));
    }
  }
}
