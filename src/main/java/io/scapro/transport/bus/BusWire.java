package io.scapro.transport.bus;

import io.scapro.SpException;
import io.vertx.core.Future;

/**
 * Carries the frames of one connection in both directions, in order. Runs on the pipe's event loop.
 */
interface BusWire {

  /** The pipe that receives the frames. */
  interface User {
    void arrived(BusFrame frame);

    /**
     * The wire has failed: no more frames arrive, and the last frames that were sent may be lost.
     */
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

  /** The intended size of a batch, in bytes of its messages. */
  int batchBytes();

  /** Stops listening. Idempotent. */
  void close();
}
