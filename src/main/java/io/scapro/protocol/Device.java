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
 * Forwards messages between two raw sockets, in each direction that the protocol has, with
 * back-pressure. A device with one socket forwards between the peers of that socket (a loopback,
 * also called reflector).
 *
 * <p>The device adds an id to the backtrace of a request or survey, and 1 to the hop count of a
 * PAIR1 or STAR message. An answer follows its backtrace. Answers thus find their way through any
 * chain of devices of Scapro, nanomsg and nng. The device stops when one of its sockets is closed.
 * It does not close the other one. See docs/peers.md, section 9.
 */
public final class Device {

  private final Promise<Void> stopped = Promise.promise();

  private final RawSocket front;

  private Device(RawSocket front) {
    this.front = front;
  }

  /**
   * Starts forwarding between two sockets. The device sets their handlers. May be called from any
   * thread.
   *
   * @param front a {@link RawSocket}
   * @param back a {@link RawSocket} of the other role, or {@code front} itself for a loopback
   * @return the device
   * @throws SpException STATE when a socket is not raw, UNSUPPORTED when the protocols do not match
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
          "expected a raw %s socket to go with a raw %s socket, got a raw %s socket"
              .formatted(need.peerName(), need.name(), b.identity().name()));
    }
    Device device = new Device(a);
    device.pass(a, b);
    if (a != b) {
      device.pass(b, a);
    }
    return device;
  }

  /**
   * Starts forwarding between the peers of one socket. For BUS, PAIR, PAIR1 and STAR.
   *
   * @param socket a {@link RawSocket} whose peers have its own protocol
   * @return the device
   * @throws SpException STATE when the socket is not raw, UNSUPPORTED for another protocol
   */
  public static Device loopback(Socket socket) {
    Objects.requireNonNull(socket, "socket");
    return start(socket, socket);
  }

  /** {@return a future that completes when a socket of the device is closed} */
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

  /** A message that cannot be sent is counted as BUS_REFUSED. Forwarding continues. */
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
        Reason.STATE,
        "expected a raw socket, got the socket " + socket.name() + "; do: open a RawSocket");
  }
}
