package io.scapro.transport.bus;

import io.scapro.Message;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What the two sides of a connection over the event bus send each other. */
sealed interface BusFrame {

  /**
   * Opens a connection; also part of the answer.
   *
   * @param id own SP number
   * @param address the address that the other side sends to
   * @param creditMessages messages that the other side may send
   * @param creditBytes bytes that the other side may send; the last message may exceed them
   * @param nonce random bytes for the proofs; empty without a secret
   */
  record Hello(int id, String address, int creditMessages, int creditBytes, Buffer nonce)
      implements BusFrame {}

  /** The other side's hello, and the proof that it knows the secret. */
  record Answer(Hello hello, Buffer proof) implements BusFrame {}

  /** The proof that the side that sent the hello knows the secret too. */
  record Proof(Buffer proof) implements BusFrame {}

  /** The handshake is complete. */
  record Welcome() implements BusFrame {}

  /** The messages of one turn. */
  record Batch(List<Message> messages) implements BusFrame {}

  /** Credit for more messages. */
  record Credit(int messages, long bytes) implements BusFrame {}

  /** Shows that the node is alive. */
  record Ping() implements BusFrame {}

  /** The last frame of this side. */
  record Close() implements BusFrame {}
}
