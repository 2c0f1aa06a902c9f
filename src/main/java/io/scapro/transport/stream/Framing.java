package io.scapro.transport.stream;

import io.scapro.Message;
import io.scapro.SpException;
import io.scapro.wire.FrameDecoder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How messages lie in a stream of bytes. One for each connection. */
public interface Framing {

  /** What the stream does for its framing. */
  interface Stream {
    /** What the next flush sends. */
    Batch batch();

    /** Something that is no message was put into the {@link #batch}. */
    void replied();

    /** The peer's close frame has arrived: sends what is in the batch, then closes. */
    void peerClosed(SpException cause);
  }

  /**
   * What cuts the peer's bytes into messages.
   *
   * @param most longest message in bytes; 0: no limit
   */
  FrameDecoder decoder(int most, FrameDecoder.Sink sink, Stream stream);

  /** How often the peer is to be pinged; zero: never. */
  default Duration pingInterval() {
    return Duration.ZERO;
  }

  /** Adds what the peer answers at once, and tells the stream, where the framing has that. */
  default void ping() {}

  /** What framings have in common that write a message as the same bytes; null: no two do. */
  default @Nullable Object format() {
    return null;
  }

  /** Adds {@code message} to what the next flush carries. */
  void write(Message message, Batch batch);

  /**
   * Adds the frame that announces the close, where the framing has one that was not sent yet.
   *
   * @return whether there is one
   */
  default boolean closeFrame(Batch batch) {
    return false;
  }
}
