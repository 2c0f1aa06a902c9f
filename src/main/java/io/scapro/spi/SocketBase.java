package io.scapro.spi;

import io.scapro.CommonOptions;
import io.scapro.DropReason;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Peer;
import io.scapro.PeerHook;
import io.scapro.Readiness;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.scapro.SocketStatistics;
import io.scapro.SpException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The base of every socket. A protocol is a subclass that implements the reactions to events: a
 * peer was {@link #attached} or {@link #detached}, a message was {@link #received}, a peer is
 * {@link #writable} again. These methods run on one event loop, so a protocol needs no lock and no
 * volatile field.
 *
 * @param <S> the subclass, so that fluent methods return it
 */
public abstract class SocketBase<S extends SocketBase<S>> implements Socket {

  /** The event loop and clock of this socket, and access to the application's context. */
  protected final Host host;

  private final Engine engine;
  private final Identity identity;

  /**
   * Creates the socket and adds it to the open sockets.
   *
   * @param host its host, see {@link Engines#host}
   * @param identity its protocol's name and numbers
   * @param options its options; not copied
   */
  protected SocketBase(Host host, Identity identity, CommonOptions<?> options) {
    this.host = host;
    this.identity = identity;
    this.engine = Engines.provider().engine(this, new Callbacks(), host, identity, options);
    engine.open(); // from now on {@code OpenSockets} lists the socket
  }

  /**
   * {@return the engine that runs a socket}
   *
   * @param socket a socket
   * @throws IllegalArgumentException the socket does not extend {@link SocketBase}
   */
  public static Engine engineOf(Socket socket) {
    Objects.requireNonNull(socket, "socket");
    if (socket instanceof SocketBase<?> base) {
      return base.engine;
    }
    throw new IllegalArgumentException("expected a SocketBase, got " + socket.getClass().getName());
  }

  /** {@return this, as the subclass} */
  @SuppressWarnings("unchecked")
  protected final S self() {
    return (S) this;
  }

  // ---- Socket ----

  @Override
  public final Identity identity() {
    return identity;
  }

  @Override
  public final int id() {
    return engine.id();
  }

  @Override
  public final String name() {
    return engine.name();
  }

  @Override
  public final Future<Endpoint> bind(String url) {
    return engine.bind(Objects.requireNonNull(url, "url"), null);
  }

  @Override
  public final Future<Endpoint> bind(String url, EndpointOptions options) {
    Objects.requireNonNull(options, "options");
    return engine.bind(Objects.requireNonNull(url, "url"), options.copy());
  }

  @Override
  public final Future<Endpoint> connect(String url) {
    return engine.connect(Objects.requireNonNull(url, "url"), null);
  }

  @Override
  public final Future<Endpoint> connect(String url, EndpointOptions options) {
    Objects.requireNonNull(options, "options");
    return engine.connect(Objects.requireNonNull(url, "url"), options.copy());
  }

  @Override
  public final Future<Void> disconnect(Peer peer) {
    return engine.disconnect(Objects.requireNonNull(peer, "peer"));
  }

  @Override
  public final Future<Void> close() {
    return engine.close();
  }

  @Override
  public final Future<Void> closed() {
    return engine.closed();
  }

  @Override
  public final S eventHandler(@Nullable Handler<SocketEvent> handler) {
    engine.eventHandler(handler);
    return self();
  }

  @Override
  public final S peerHook(@Nullable PeerHook hook) {
    engine.peerHook(hook);
    return self();
  }

  @Override
  public final Future<SocketStatistics> statistics() {
    return engine.statistics();
  }

  @Override
  public final Future<Boolean> isReady(Readiness readiness) {
    return engine.isReady(Objects.requireNonNull(readiness, "readiness"));
  }

  @Override
  public final Runnable onReadinessChange(Runnable changed) {
    return engine.onReadinessChange(Objects.requireNonNull(changed, "changed"));
  }

  @Override
  public final void countDropped(DropReason reason) {
    Objects.requireNonNull(reason, "reason");
    host.execute(() -> engine.drop(reason, 1));
  }

  /** {@return the class, the id, and the name if it was set} */
  @Override
  public String toString() {
    String name = name();
    return name.equals(identity.name())
        ? "%s[id=%d]".formatted(getClass().getSimpleName(), id())
        : "%s[id=%d, name=%s]".formatted(getClass().getSimpleName(), id(), name);
  }

  // ---- to be implemented by a protocol ----

  /**
   * {@return whether a message sent now would be accepted at once; null, the default, if the socket
   * does not send}
   */
  protected @Nullable Boolean isSendable() {
    return null;
  }

  /**
   * {@return whether a message is queued for the application; null, the default, if the socket does
   * not receive}
   */
  protected @Nullable Boolean isReceivable() {
    return null;
  }

  /**
   * Decides whether a peer is refused. Called before the greeting (the first bytes of the
   * handshake), and again before the peer is attached.
   *
   * @param peer the peer
   * @return why it is refused; null, the default: it is accepted
   */
  protected @Nullable SpException admits(Peer peer) {
    return null;
  }

  /**
   * A peer was attached; it is writable.
   *
   * @param pipe its connection
   */
  protected abstract void attached(Pipe pipe);

  /**
   * A peer sent a message.
   *
   * @param pipe its connection
   * @param message SP header and body together in the body; see {@link Message#split}
   * @return false: do not read from this peer until {@link Pipe#resume}
   */
  protected abstract boolean received(Pipe pipe, Message message);

  /**
   * A peer whose send buffer was full can accept messages again.
   *
   * @param pipe its connection
   */
  protected abstract void writable(Pipe pipe);

  /**
   * A peer is disconnected, or its connection is being closed and accepts no more messages.
   * Messages that the peer has sent may still be queued, and {@link #received} may still be called
   * with further ones.
   *
   * @param pipe its connection
   */
  protected abstract void detached(Pipe pipe);

  /** {@return whether no message waits for a peer} */
  protected abstract boolean isDrained();

  /**
   * The application has closed the socket: fail calls that wait for an answer, and drop messages
   * queued for the application. Messages to be sent may wait until {@link #ended}.
   *
   * @param cause the failure for calls that wait
   */
  protected abstract void closing(SpException cause);

  /**
   * The socket has ended: fail all calls that still wait.
   *
   * @param cause the failure for calls that wait
   */
  protected abstract void ended(SpException cause);

  /** {@return the number of received messages that are queued for the application} */
  protected abstract long queuedToDeliver();

  /** {@return counters of this protocol only, by name; default none} */
  protected Map<String, Long> protocolStatistics() {
    return Map.of();
  }

  // ---- for use by a protocol ----

  /**
   * Runs a call on the event loop. A call from another thread is one task for the event loop.
   *
   * @param <T> the result
   * @param call runs on the event loop
   * @return the result of {@code call}, on the context of the caller; fails with CLOSED after close
   */
  protected final <T> Future<T> onLoop(Supplier<Future<T>> call) {
    return engine.onLoop(call);
  }

  /** {@return false once the application has closed the socket} */
  protected final boolean isOpen() {
    return engine.isOpen();
  }

  /** {@return the failure of calls after close, with CLOSED} */
  protected final SpException closedException() {
    return engine.closedException();
  }

  /** {@return the receive budget of all peers together} */
  protected final ReceiveBudget receiveBudget() {
    return engine.budget();
  }

  /** {@return whether a peer is connected} */
  protected final boolean hasPeers() {
    return engine.hasPeers();
  }

  /**
   * {@return the text to append to the text of a timeout. It says that no peer is connected, and
   * has the last error of an endpoint. Empty while a peer is connected}
   */
  protected final String outage() {
    return engine.outage();
  }

  /**
   * Continues a close that waits for {@link #isDrained}. Call it when the result may have become
   * true.
   */
  protected final void drained() {
    engine.drained();
  }

  /**
   * Counts a message that is sent to several peers.
   *
   * @param peers the number of its copies
   */
  protected final void countCopies(int peers) {
    engine.countCopies(peers);
  }

  /**
   * Counts messages that were delivered to the application.
   *
   * @param messages how many
   */
  protected final void countDelivered(int messages) {
    engine.countDelivered(messages);
  }

  /** Counts a message that matched no subscription. */
  protected final void countFiltered() {
    engine.countFiltered();
  }

  /**
   * Counts an answer.
   *
   * @param nanos the time since its request, in nanoseconds
   */
  protected final void countRoundTrip(long nanos) {
    engine.countRoundTrip(nanos);
  }

  /**
   * Counts a message that has several readers.
   *
   * @param readers how many besides the first
   */
  protected final void countReceivedAgain(int readers) {
    engine.countReceivedAgain(readers);
  }

  /**
   * Raises an event.
   *
   * @param event what happened
   */
  protected final void event(SocketEvent event) {
    engine.event(event);
  }

  /**
   * Counts dropped messages: copies for peers, or received messages. Raises the event DROPPED.
   *
   * @param reason why
   * @param count how many; 0: no effect
   */
  protected final void drop(DropReason reason, long count) {
    engine.drop(reason, count);
  }

  /** Passes the calls of the engine to the protected methods. */
  private final class Callbacks implements Engine.Machine {

    @Override
    public @Nullable SpException admits(Peer peer) {
      return SocketBase.this.admits(peer);
    }

    @Override
    public void attached(Pipe pipe) {
      SocketBase.this.attached(pipe);
    }

    @Override
    public boolean received(Pipe pipe, Message message) {
      return SocketBase.this.received(pipe, message);
    }

    @Override
    public void writable(Pipe pipe) {
      SocketBase.this.writable(pipe);
    }

    @Override
    public void detached(Pipe pipe) {
      SocketBase.this.detached(pipe);
    }

    @Override
    public boolean isDrained() {
      return SocketBase.this.isDrained();
    }

    @Override
    public void closing(SpException cause) {
      SocketBase.this.closing(cause);
    }

    @Override
    public void ended(SpException cause) {
      SocketBase.this.ended(cause);
    }

    @Override
    public long queuedToDeliver() {
      return SocketBase.this.queuedToDeliver();
    }

    @Override
    public Map<String, Long> protocolStatistics() {
      return SocketBase.this.protocolStatistics();
    }

    @Override
    public @Nullable Boolean isSendable() {
      return SocketBase.this.isSendable();
    }

    @Override
    public @Nullable Boolean isReceivable() {
      return SocketBase.this.isReceivable();
    }
  }
}
