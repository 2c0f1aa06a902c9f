package io.scapro.wire;

import io.scapro.SpException;
import io.vertx.core.buffer.Buffer;

/** Cuts a stream of bytes into messages. Reads may end anywhere. */
public interface FrameDecoder {

  /** Provides memory and accepts messages. */
  interface Sink {
    /** An array of at least {@code length} bytes, with any content. */
    byte[] allocate(int length);

    /** Returns an array of {@link #allocate} that is no longer needed. */
    void recycle(byte[] array);

    /**
     * A message in the first {@code length} bytes of {@code array}, which belongs to the sink from
     * now on.
     *
     * @return false to stop for now
     */
    boolean message(byte[] array, int length);
  }

  /**
   * Cuts the bytes {@code from} (inclusive) {@code to} (exclusive) of {@code chunk}.
   *
   * @return where it stopped: at {@code to}, or after the message for which the sink returned false
   * @throws SpException TOO_LONG or PROTOCOL; do not use the decoder afterwards
   */
  int feed(Buffer chunk, int from, int to);

  /** Memory of the unfinished message, in bytes; 0: there is none. */
  int held();

  /** Remaining bytes of the frame in progress, as far as they are known. */
  int missing();

  /** Whether the bytes so far end inside a message. */
  boolean isInside();

  /** Releases the memory of an unfinished message. */
  void discard();
}
