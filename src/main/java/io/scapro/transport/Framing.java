package io.scapro.transport;

import io.scapro.Message;
import io.scapro.SpException;
import io.scapro.wire.FrameDecoder;

/** How messages lie in a stream of bytes. One for each connection. */
interface Framing {

  /** What the stream does for its framing. */
  interface Stream extends FrameDecoder.Sink {
    /** What goes out next. */
    Batch batch();

    /** Something that is no message was put into the {@link #batch}. */
    void replied();

    /** The peer has said goodbye: answer what is in the batch, and close. */
    void left(SpException cause);
  }

  /**
   * What cuts the peer's bytes into messages.
   *
   * @param most longest message in bytes; 0: no limit
   */
  FrameDecoder decoder(int most, Stream stream);

  /** Adds {@code message} to what the next flush carries. */
  void write(Message message, Batch batch);

  /**
   * Adds the last words, where the peer expects some, before we close.
   *
   * @return whether there are any
   */
  default boolean sayGoodbye(Batch batch) {
    return false;
  }
}
