package io.scapro.policy;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Request ids that cannot be guessed: a peer that knows one id learns nothing about the next. They
 * are generated in blocks, because each call of the generator costs a system call.
 */
public final class RequestIds {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final ByteBuffer block = ByteBuffer.allocate(256 * Integer.BYTES).limit(0);

  /** A random id with the top bit set. */
  public int next() {
    if (!block.hasRemaining()) {
      RANDOM.nextBytes(block.array());
      block.clear();
    }
    return block.getInt() | Backtrace.BOTTOM;
  }
}
