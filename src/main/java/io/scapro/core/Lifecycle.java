package io.scapro.core;

import io.scapro.OpenSockets;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.scapro.spi.Host;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The states of one socket, from open to closed. On the event loop, unless stated otherwise.
 *
 * <pre>
 *   OPEN ──close──▶ DRAINING ──nothing waits──▶ CLOSING ──no peer, no address──▶ CLOSED
 * </pre>
 *
 * <p>When the linger time is over, waiting calls fail and all pipes are aborted. Addresses have
 * {@link #MARGIN} more to be released; then the socket is closed without waiting for them.
 */
final class Lifecycle {

  private enum State {
    OPEN,
    /** The application has closed the socket; accepted messages are still being sent. */
    DRAINING,
    /** The socket accepts no calls and no message waits; pipes and addresses are being closed. */
    CLOSING,
    CLOSED
  }

  /** How long addresses may take to be released after all pipes were aborted. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private final Parts parts;
  private final Peers peers;
  private final Set<OwnedEndpoint> endpoints;
  private final Socket socket;
  private final int id;
  private final Host host;
  private final Promise<Void> end = Promise.promise();
  private Host.@Nullable Registration closeHook;
  private Host.@Nullable Timer lingering;
  private State state = State.OPEN;
  private boolean released;

  /**
   * @param endpoints the live set of endpoints
   */
  Lifecycle(Parts parts, Peers peers, Set<OwnedEndpoint> endpoints, Socket socket, int id) {
    this.parts = parts;
    this.peers = peers;
    this.endpoints = endpoints;
    this.socket = socket;
    this.id = id;
    this.host = parts.host();
  }

  void open() {
    closeHook = host.onClose(this::close);
    Vertx vertx = host.vertx();
    if (vertx != null) {
      OpenSockets.map(vertx).put(id, socket);
    }
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** Whether a peer may still be attached. While draining it may, to send waiting messages. */
  boolean takesPeers() {
    return state == State.OPEN || state == State.DRAINING;
  }

  /** May be called from any thread. Idempotent. */
  Future<Void> close() {
    host.execute(this::begin);
    return closed();
  }

  /** May be called from any thread. */
  Future<Void> closed() {
    return host.answer(end.future());
  }

  private void begin() {
    if (state == State.OPEN) {
      state = State.DRAINING;
      parts.machine().closing(parts.closedException());
      parts.watchers().call();
      startLinger();
      goOn();
    }
  }

  private void startLinger() {
    after(parts.options().getLinger(), this::lingerOver);
  }

  private void after(Duration time, Runnable task) {
    try {
      lingering = host.after(time, task);
    } catch (RejectedExecutionException e) { // Vert.x was closed, and its event loops too
      task.run();
    }
  }

  /** Takes the next step if it is due. To be called whenever that may be the case. */
  void goOn() {
    if (state == State.DRAINING && parts.machine().isDrained()) {
      state = State.CLOSING;
      List<Future<Void>> releases = new ArrayList<>();
      List.copyOf(endpoints).forEach(endpoint -> releases.add(endpoint.release()));
      peers.detachAll();
      Future.join(releases).onComplete(done -> host.execute(this::released));
    }
    if (state == State.CLOSING && released && peers.isEmpty()) {
      end();
    }
  }

  private void released() {
    released = true;
    goOn();
  }

  private void lingerOver() {
    if (state == State.DRAINING) {
      parts.machine().ended(parts.closedException());
      goOn();
    }
    peers.abortAll(parts.closedException());
    if (state == State.CLOSING) {
      after(MARGIN, this::released);
    }
  }

  private void end() {
    state = State.CLOSED;
    if (lingering != null) {
      lingering.cancel();
    }
    if (closeHook != null) {
      closeHook.remove();
    }
    Vertx vertx = host.vertx();
    if (vertx != null) {
      OpenSockets.map(vertx).remove(id);
    }
    parts.machine().ended(parts.closedException());
    parts.event(SocketEvent.closed());
    end.complete();
  }
}
