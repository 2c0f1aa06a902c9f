package io.scapro.protocol;

import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SpException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Objects;

/**
 * Passes messages between two raw sockets, in each direction that the protocol has, with
 * back-pressure; or, with one socket, back to its other peers (a loopback, also called reflector).
 *
 * <p>Backtraces and hop counts grow and shrink on the way, so that answers find back through any
 * chain of devices, ours, nanomsg's and nng's. The device stops when one of its sockets is closed;
 * it does not close the other. Source: peers.md 4.1.
 */
public final class Device {

  private final Promise<Void> stopped = Promise.promise();

  private final RawSocket front;

  private Device(RawSocket front) {
    this.front = front;
  }

  /**
   * Passes messages between {@code front} and {@code back}; the same socket twice is a loopback.
   *
   * @throws SpException STATE when a socket is not raw, UNSUPPORTED when the two do not fit
   */
  public static Device start(Socket front, Socket back) {
    Objects.requireNonNull(front, "front");
    Objects.requireNonNull(back, "back");
    RawSocket a = raw(front);
    RawSocket b = raw(back);
    Identity need = a.identity();
    if (!b.identity().accepts(need.id())) {
      throw new SpException(
          Reason.UNSUPPORTED,
          "expected a raw %s to go with a raw %s, got a raw %s"
              .formatted(need.peerName(), need.name(), b.identity().name()));
    }
    Device device = new Device(a);
    device.pass(a, b);
    if (a != b) {
      device.pass(b, a);
    }
    return device;
  }

  /** As {@link #start} with the same socket twice. */
  public static Device loopback(Socket socket) {
    Objects.requireNonNull(socket, "socket");
    return start(socket, socket);
  }

  /** Completes when a socket of the device was closed. */
  public Future<Void> stopped() {
    return front.answer(stopped.future());
  }

  private void pass(RawSocket from, RawSocket to) {
    if (from.isReceiver() && to.isSender()) {
      to.drainHandler(drained -> from.resume());
      from.handler(message -> pass(from, to, message));
      to.closed().onComplete(ended -> from.handler(null));
    }
    from.closed().onComplete(ended -> stopped.tryComplete());
  }

  /** A message that cannot be sent is counted, and the next one is passed on all the same. */
  private static void pass(RawSocket from, RawSocket to, Message message) {
    to.send(message).onFailure(refused -> to.countDropped(DropReason.BUS_REFUSED));
    if (to.writeQueueFull()) {
      from.pause();
    }
  }

  private static RawSocket raw(Socket socket) {
    if (socket instanceof RawSocket raw) {
      return raw;
    }
    throw new SpException(
        Reason.STATE, "expected a raw socket, got " + socket.name() + "; do: open a RawSocket");
  }
}
