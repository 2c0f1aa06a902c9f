package io.scapro.transport.bus;

import io.scapro.SpException;
import io.vertx.core.Future;

/**
 * Carries the frames of one connection to the other side and back, in order. On the pipe's loop.
 */
interface BusWire {

  /** The pipe that gets the frames. */
  interface User {
    void arrived(BusFrame frame);

    /** Nothing more arrives, and what was sent last may be lost. */
    void wireFailed(SpException cause);
  }

  /** Starts to listen. */
  Future<Void> open(User user);

  /** The address that the other side sends to. */
  String address();

  /** Sends to {@code address} from now on. */
  void connectedTo(String address);

  /** Completes when the frame was handed over; a failure is a {@link User#wireFailed} too. */
  Future<Void> send(BusFrame frame);

  /** Bytes of messages that one batch should have. */
  int batchBytes();

  /** Stops listening. Idempotent. */
  void close();
}
