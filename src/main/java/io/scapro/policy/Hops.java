package io.scapro.policy;

import io.scapro.Message;
import io.vertx.core.buffer.Buffer;

/**
 * The SP header of PAIR1 and STAR: one word that counts the connections a message has crossed.
 *
 * <pre>
 *   00 00 00 HH body
 * </pre>
 *
 * See docs/wire.md, sections 7.2 and 8.
 */
public final class Hops {

  public static final int LENGTH = Integer.BYTES;

  private Hops() {}

  /** The hop count at the start of a received message; -1 when it has none. */
  public static int of(Message message) {
    Buffer body = message.body();
    if (body.length() < LENGTH) {
      return -1;
    }
    int hops = body.getInt(0);
    return hops >= 0 && hops <= 0xff ? hops : -1;
  }

  public static Buffer header(int hops) {
    return Buffer.buffer(LENGTH).appendInt(hops);
  }
}
