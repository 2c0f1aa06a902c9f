package io.scapro.core;

import io.scapro.DropReason;
import io.scapro.Message;
import io.scapro.Peer;
import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.SpException;
import io.scapro.spi.Engine;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.scapro.spi.SendBudget;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The live pipes of one socket, and their upcalls; on the event loop. */
final class Peers implements Pipe.Owner {

  private final Parts socket;
  private final Engine.Machine machine;
  private final Watchers watchers;
  private final SendBudget sendBudget;
  private final Set<Pipe> pipes = new LinkedHashSet<>();
  private final Set<Pipe> known = new HashSet<>(); // attached to the protocol

  Peers(Parts socket) {
    this.socket = socket;
    this.machine = socket.machine();
    this.watchers = socket.watchers();
    this.sendBudget = new SendBudget(socket.options().getSendBudget());
  }

  boolean isEmpty() {
    return pipes.isEmpty();
  }

  Set<Pipe> pipes() {
    return pipes;
  }

  List<Pipe> of(OwnedEndpoint endpoint) {
    return pipes.stream().filter(pipe -> pipe.peer().endpoint() == endpoint).toList();
  }

  /** See {@link Owner#attach}. */
  boolean attach(OwnedEndpoint endpoint, Pipe pipe) {
    if (pipe.isClosed()) {
      endpoint.refused(
          new SpException(Reason.DISCONNECTED, "the peer closed before it was attached"));
      return false;
    }
    pipes.add(pipe);
    pipe.attach(this, sendBudget);
    socket.event(
        SocketEvent.of(
            endpoint.isBound() ? SocketEvent.Type.ACCEPTED : SocketEvent.Type.CONNECTED,
            pipe.peer()));
    if (!pipe.isClosing()) { // the handler of the event may have disconnected it
      known.add(pipe);
      machine.attached(pipe);
    }
    watchers.call();
    if (!pipe.isClosed()) {
      pipe.start();
    }
    socket.drained();
    return true;
  }

  /** See {@link Owner#refusal}. */
  @Nullable SpException refusal(Peer peer) {
    return socket.takesPeers() ? machine.admits(peer) : socket.closedException();
  }

  /** See {@link Owner#turnAway}. */
  void turnAway(Pipe pipe, SpException cause, boolean wasGreeted) {
    if (wasGreeted && !pipe.isClosed()) {
      new TurnedAway(socket, cause).end(pipe);
    } else {
      pipe.abort(cause);
    }
  }

  /** Stops sending to {@code pipe}, and closes it gracefully. */
  void detach(Pipe pipe) {
    if (pipe.beginClosing()) {
      forget(pipe);
      watchers.call();
      pipe.closeGracefully();
    }
  }

  /** Detaches a pipe from the protocol, once. */
  private void forget(Pipe pipe) {
    if (known.remove(pipe)) {
      machine.detached(pipe);
    }
  }

  void detachAll() {
    List.copyOf(pipes).forEach(this::detach);
  }

  void abortAll(SpException cause) {
    List.copyOf(pipes).forEach(pipe -> pipe.abort(cause));
  }

  /** See {@link io.scapro.Socket#disconnect}. */
  Future<Void> disconnect(Peer peer) {
    if (!(peer.endpoint() instanceof OwnedEndpoint endpoint) || !endpoint.belongsTo(socket)) {
      return socket
          .host()
          .failed(new SpException(Reason.STATE, "expected a peer of this socket, got " + peer));
    }
    for (Pipe pipe : pipes) {
      if (pipe.peer().equals(peer)) {
        return disconnect(pipe);
      }
    }
    return Future.succeededFuture(); // it ended before
  }

  private Future<Void> disconnect(Pipe pipe) {
    Host host = socket.host();
    Promise<Void> end = host.promise();
    Host.Timer linger =
        host.after(
            socket.options().getLinger(),
            () ->
                pipe.abort(
                    new SpException(Reason.CANCELLED, "the application disconnected the peer")));
    pipe.onClosed(
        () -> {
          linger.cancel();
          end.complete();
        });
    detach(pipe);
    return end.future();
  }

  // ---- Pipe.Owner ----

  @Override
  public boolean received(Pipe pipe, Message message) {
    if (socket.isOpen()) {
      boolean more = machine.received(pipe, message);
      watchers.call();
      return more;
    }
    message.release();
    socket.drop(DropReason.CLOSED, 1);
    return true; // continue to read, to notice when the peer closes
  }

  @Override
  public void writable(Pipe pipe) {
    machine.writable(pipe);
    watchers.call();
    socket.drained();
  }

  @Override
  public void dropped(Pipe pipe, DropReason reason, long messages) {
    socket.drop(reason, messages);
  }

  @Override
  public void closed(Pipe pipe, SpException cause) {
    if (pipes.remove(pipe)) {
      socket.retire(pipe);
      pipe.beginClosing();
      forget(pipe);
      socket.event(SocketEvent.of(SocketEvent.Type.DISCONNECTED, pipe.peer(), cause));
      watchers.call();
      if (pipe.peer().endpoint() instanceof OwnedEndpoint endpoint) {
        endpoint.detached(pipe, cause);
      }
      socket.drained();
    }
  }
}
