package io.scapro.transport.bus;

import io.scapro.Message;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What the two sides of a connection over the event bus send each other. */
sealed interface BusFrame {

  /**
   * Opens a connection, and is the body of the answer.
   *
   * @param id own SP number
   * @param address the address that the other side sends to
   * @param creditMessages messages that the other side may send
   * @param creditBytes bytes that the other side may send; the last message may go beyond
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

  /** Messages of one turn. */
  record Batch(List<Message> messages) implements BusFrame {}

  /** Room for more. */
  record Credit(int messages, long bytes) implements BusFrame {}

  /** Shows that the node lives. */
  record Ping() implements BusFrame {}

  /** No frame follows. */
  record Close() implements BusFrame {}
}
