package io.scapro.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The mask of the payloads that a WebSocket client sends. See RFC 6455, section 5.3. */
public final class WebSocketMask {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private WebSocketMask() {}

  /** {@code key} rotated for a position {@code bytes} later. */
  public static int advance(int key, int bytes) {
    return Integer.rotateLeft(key, Byte.SIZE * (bytes & 3));
  }

  /** {@code key} repeated twice. */
  public static long twice(int key) {
    return ((key & 0xffff_ffffL) << Integer.SIZE) | (key & 0xffff_ffffL);
  }

  /** Masks or unmasks the bytes {@code from} (inclusive) {@code to} (exclusive). */
  static void apply(byte[] bytes, int from, int to, int key) {
    long longKey = twice(key);
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ longKey);
    }
    for (int shift = 24; at < to; at++, shift = shift - 8 & 31) {
      bytes[at] ^= (byte) (key >>> shift);
    }
  }
}
