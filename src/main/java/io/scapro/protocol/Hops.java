package io.scapro.protocol;

import io.scapro.Message;
import io.vertx.core.buffer.Buffer;

/**
 * The SP header of PAIR1 and STAR: one word that counts the connections a message has crossed.
 *
 * <pre>
 *   00 00 00 HH body
 * </pre>
 *
 * Source: wire.md 7 and 8.
 */
final class Hops {

  static final int LENGTH = Integer.BYTES;

  private Hops() {}

  /** The count at the start of a received message; -1 when it has none. */
  static int of(Message message) {
    Buffer body = message.body();
    if (body.length() < LENGTH) {
      return -1;
    }
    int hops = body.getInt(0);
    return hops >= 0 && hops <= 0xff ? hops : -1;
  }

  static Buffer header(int hops) {
    return Buffer.buffer(LENGTH).appendInt(hops);
  }
}
