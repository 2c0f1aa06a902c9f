package io.scapro.transport.stream;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;

/**
 * A received body around its array. Unlike a wrapped array it can grow, as buffers of Vert.x do.
 */
final class BodyBuf extends UnpooledHeapByteBuf {

  BodyBuf(byte[] array, int length) {
    super(UnpooledByteBufAllocator.DEFAULT, array, Integer.MAX_VALUE);
    writerIndex(length);
  }
}
