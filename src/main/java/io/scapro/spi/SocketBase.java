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
 * The base of every socket. A protocol is a subclass that says what happens when a peer is {@link
 * #attached}, when a message is {@link #received}, when a peer is {@link #writable} again and when
 * it is {@link #detached}. These run on one event loop, so a protocol has no lock and nothing
 * volatile.
 *
 * @param <S> the subclass, so that fluent methods return it
 */
public abstract class SocketBase<S extends SocketBase<S>> implements Socket {

  /** The loop and clock of this socket, and the way to its application. */
  protected final Host host;

  private final Engine engine;
  private final Identity identity;

  protected SocketBase(Host host, Identity identity, CommonOptions<?> options) {
    this.host = host;
    this.identity = identity;
    this.engine = Engines.provider().engine(this, new Callbacks(), host, identity, options);
    engine.open(); // others find the socket from now on
  }

  /**
   * The engine that runs {@code socket}.
   *
   * @throws IllegalArgumentException the socket does not extend {@link SocketBase}
   */
  public static Engine engineOf(Socket socket) {
    Objects.requireNonNull(socket, "socket");
    if (socket instanceof SocketBase<?> base) {
      return base.engine;
    }
    throw new IllegalArgumentException("expected a SocketBase, got " + socket.getClass().getName());
  }

  /** This socket, as its own type. */
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

  /** The class, the id, and the name where one was given. */
  @Override
  public String toString() {
    String name = name();
    return name.equals(identity.name())
        ? "%s[id=%d]".formatted(getClass().getSimpleName(), id())
        : "%s[id=%d, name=%s]".formatted(getClass().getSimpleName(), id(), name);
  }

  // ---- what a protocol says ----

  /**
   * Whether a message sent now would be taken at once.
   *
   * @return null where the question has no sense
   */
  protected @Nullable Boolean isSendable() {
    return null;
  }

  /**
   * Whether a message waits for the application.
   *
   * @return null where the question has no sense
   */
  protected @Nullable Boolean isReceivable() {
    return null;
  }

  /**
   * Whether this peer is refused. Asked before it is greeted, and again when it would be attached.
   *
   * @return null, or why
   */
  protected @Nullable SpException admits(Peer peer) {
    return null;
  }

  /** A peer was attached; it is writable. */
  protected abstract void attached(Pipe pipe);

  /**
   * A peer sent {@code message}.
   *
   * @return false: no more from this peer until {@link Pipe#resume}
   */
  protected abstract boolean received(Pipe pipe, Message message);

  /** A peer that could not take more can again. */
  protected abstract void writable(Pipe pipe);

  /**
   * A peer is gone, or takes nothing more since its connection is being closed. What it sent before
   * may stay queued, and more of it may still be received.
   */
  protected abstract void detached(Pipe pipe);

  /** Whether nothing waits for a peer to take it. */
  protected abstract boolean isDrained();

  /**
   * The application has closed the socket: fail what waits for an answer, drop what waits for the
   * application. What waits to be sent may go on until {@link #ended}.
   */
  protected abstract void closing(SpException cause);

  /** The end: fail what still waits. */
  protected abstract void ended(SpException cause);

  /** Received messages that wait for the application. */
  protected abstract long queuedToDeliver();

  /** Figures that only this protocol has, by name. */
  protected Map<String, Long> protocolStatistics() {
    return Map.of();
  }

  // ---- what a protocol may use ----

  /**
   * Runs a call on the loop; from another thread it crosses once. Fails with CLOSED after close.
   */
  protected final <T> Future<T> onLoop(Supplier<Future<T>> call) {
    return engine.onLoop(call);
  }

  /** Whether the application has not closed the socket. */
  protected final boolean isOpen() {
    return engine.isOpen();
  }

  /** The failure of calls after close. */
  protected final SpException closedException() {
    return engine.closedException();
  }

  /** What all peers of this socket together may have waiting for the application. */
  protected final ReceiveBudget receiveBudget() {
    return engine.budget();
  }

  /** Whether a peer is connected. */
  protected final boolean hasPeers() {
    return engine.hasPeers();
  }

  /** Goes on with a close that waits for {@link #isDrained}; call it when that may be so. */
  protected final void drained() {
    engine.drained();
  }

  /** {@code peers} copies of one message are to be sent. */
  protected final void countCopies(int peers) {
    engine.countCopies(peers);
  }

  /** {@code messages} reached the application. */
  protected final void countDelivered(int messages) {
    engine.countDelivered(messages);
  }

  /** One message matched no subscription. */
  protected final void countFiltered() {
    engine.countFiltered();
  }

  /** An answer came {@code nanos} after its request. */
  protected final void countRoundTrip(long nanos) {
    engine.countRoundTrip(nanos);
  }

  /** A message has {@code readers} more than one. */
  protected final void countReceivedAgain(int readers) {
    engine.countReceivedAgain(readers);
  }

  /** Something happened besides messages. */
  protected final void event(SocketEvent event) {
    engine.event(event);
  }

  /** {@code count} copies are dropped. */
  protected final void drop(DropReason reason, long count) {
    engine.drop(reason, count);
  }

  /** The engine's way to the protected methods. */
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
