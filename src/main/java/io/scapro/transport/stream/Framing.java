package io.scapro.transport.stream;

import io.scapro.Message;
import io.scapro.SpException;
import io.scapro.wire.FrameDecoder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The encoding of messages in a byte stream. One object per connection. */
public interface Framing {

  /** The operations of a stream that its framing uses. */
  interface Stream {
    /** The batch of the next flush. */
    Batch batch();

    /** A frame that is not a message was added to the {@link #batch}. */
    void replied();

    /** The peer's close frame has arrived: flushes the batch, then closes. */
    void peerClosed(SpException cause);
  }

  /**
   * Creates the decoder of the peer's messages.
   *
   * @param most maximum message size in bytes; 0: no limit
   */
  FrameDecoder decoder(int most, FrameDecoder.Sink sink, Stream stream);

  /** The interval of pings to the peer; zero: none. */
  default Duration pingInterval() {
    return Duration.ZERO;
  }

  /** Adds a ping to the batch and notifies the stream, if the framing has pings. */
  default void ping() {}

  /**
   * A key that is equal for framings that encode a message as the same bytes; null: the bytes
   * differ for each connection.
   */
  default @Nullable Object format() {
    return null;
  }

  /** Adds {@code message} to the next flush. */
  void write(Message message, Batch batch);

  /**
   * Adds the close frame, if the framing has one and it was not sent yet.
   *
   * @return whether a frame was added
   */
  default boolean closeFrame(Batch batch) {
    return false;
  }
}
