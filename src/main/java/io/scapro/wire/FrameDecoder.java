package io.scapro.wire;

import io.scapro.SpException;
import io.vertx.core.buffer.Buffer;

/** Cuts a stream of bytes into messages, wherever the reads happen to end. */
public interface FrameDecoder {

  /** Where the memory comes from and the messages go. */
  interface Sink {
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

  /**
   * Cuts the bytes {@code from} (inclusive) {@code to} (exclusive) of {@code chunk}.
   *
   * @return where it stopped: at {@code to}, or behind the message after which the sink said stop
   * @throws SpException TOO_LONG or PROTOCOL; nothing after that can be believed
   */
  int feed(Buffer chunk, int from, int to);

  /** Memory that the unfinished message takes, in bytes; 0 when there is none. */
  int held();

  /** Bytes of the frame in progress that are still to come, as far as is known. */
  int missing();

  /** Whether the bytes so far end inside a message. */
  boolean isInside();

  /** Gives back the memory of an unfinished message. */
  void discard();
}
