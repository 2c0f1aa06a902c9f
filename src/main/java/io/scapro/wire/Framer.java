package io.scapro.wire;

import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.buffer.Buffer;

/**
 * Messages with a length before them.
 *
 * <pre>
 *   tcp, tls   length 8 | message
 *   ipc        01 | length 8 | message
 * </pre>
 *
 * <p>A length is checked before it is used. See sp-tcp-mapping-01, sp-ipc-mapping; docs/wire.md,
 * sections 2.2 and 3.
 */
public final class Framer implements FrameDecoder {

  private static final int LENGTH = Long.BYTES;
  private static final byte IN_STREAM = 1;

  private final boolean typed;
  private final long most;
  private final Gathered body;

  // the frame in progress
  private int headerBytes;
  private long header;
  private int length;

  /**
   * @param typed whether each frame starts with the type byte 01 (ipc)
   * @param most maximum length of a message in bytes; 0: only limited by the longest array
   */
  public Framer(boolean typed, int most, Sink sink) {
    this.typed = typed;
    this.most = most == 0 ? Integer.MAX_VALUE - 8 : most;
    this.body = new Gathered(sink);
  }

  @Override
  public boolean isInside() {
    return headerBytes > 0 || body.isOpen();
  }

  @Override
  public int held() {
    return body.held();
  }

  @Override
  public int missing() {
    return body.isOpen() ? length - body.length() : 0;
  }

  @Override
  public void discard() {
    body.discard();
  }

  @Override
  public int feed(Buffer chunk, int from, int to) {
    int at = from;
    while (at < to) {
      if (!body.isOpen()) {
        at = readHeader(chunk, at, to);
        if (headerBytes < headerLength()) {
          return at;
        }
        headerBytes = 0;
        length = checked(header);
        body.open(length, to - at);
      }
      int end = at + Math.min(length - body.length(), to - at);
      body.add(chunk, at, end, length);
      at = end;
      if (body.length() == length && !body.deliver()) {
        return at;
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
        header = (header << Byte.SIZE) | (next & 0xff);
      }
      headerBytes++;
    }
    return at;
  }

  private int checked(long announced) {
    if (announced < 0 || announced > most) {
      throw new SpException(
          Reason.TOO_LONG,
          ("expected a message of at most %d bytes, got %s; do: send less, or raise"
                  + " receiveMaxSize")
              .formatted(most, Long.toUnsignedString(announced)));
    }
    return (int) announced;
  }

  private static void checkType(byte type) {
    if (type != IN_STREAM) {
      throw new SpException(
          Reason.PROTOCOL,
          "expected the byte 01 (ipc message type) before a message, got %02x".formatted(type));
    }
  }
}
