package io.scapro.transport;

import io.scapro.SpException;
import io.vertx.core.Future;

/**
 * Carries the frames of one connection to the other side and back, in order. On the pipe's loop.
 */
interface BusWire {

  /** Who hears what the wire brings. */
  interface End {
    void arrived(BusFrame frame);

    /** Nothing will arrive any more, and what was sent last may not have arrived. */
    void lost(SpException cause);
  }

  /** Begins to listen. */
  Future<Void> open(End end);

  /** Where the other side shall send to. */
  String address();

  /** Where to send to. */
  void connectedTo(String address);

  /** Completes when the frame was handed over; a failure is told as {@link End#lost} too. */
  Future<Void> send(BusFrame frame);

  /** Bytes of messages that one batch should have. */
  int batchBytes();

  /** Listens no more. Idempotent. */
  void close();
}
