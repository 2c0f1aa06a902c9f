package io.scapro;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The base of every socket: its endpoints, its peers, its end.
 *
 * <p>A socket belongs to the Vert.x context that opened it, and closes with it: handlers and
 * futures answer there. All methods may be called from any thread. An open socket is never
 * garbage-collected away.
 *
 * <p>A protocol is a subclass that says what happens when a peer is {@link #attached}, {@link
 * #received from}, {@link #writable} and {@link #detached}. These run on one loop, so a protocol
 * has no lock and nothing volatile.
 */
public abstract class SpSocket {

  private enum State {
    OPEN,
    /** The application has closed it; what was accepted is still being sent. */
    DRAINING,
    /** Nothing is left to accept or to send; connections are saying goodbye. */
    LEAVING,
    CLOSED
  }

  private static final AtomicInteger COUNT = new AtomicInteger();

  protected final Host host;
  private final int id = COUNT.incrementAndGet();
  private final Identity identity;
  private final SocketOptions<?> options;
  private final Counters counters = new Counters();
  private final RoundTrips roundTrips = new RoundTrips();
  private final BodyPool bodies;
  private final ReceiveBudget budget;
  private final SendBudget sendBudget;
  private final List<Runnable> watchers = new ArrayList<>();
  private final Events events;
  private final Set<Pipe> pipes = new LinkedHashSet<>();
  private final Set<EndpointBase> endpoints = new LinkedHashSet<>();
  private final Promise<Void> end = Promise.promise();
  private final Host.Registration closeHook;
  private final Pipe.Owner upcalls = new Upcalls();
  private Host.@Nullable Timer lingering;
  private State state = State.OPEN;
  private boolean released;
  private @Nullable PipeHook pipeHook;

  protected SpSocket(Host host, Identity identity, SocketOptions<?> options) {
    this.host = host;
    this.identity = identity;
    this.options = options;
    this.bodies = new BodyPool(options.lendBodies());
    this.budget = new ReceiveBudget(options.receiveBudget());
    this.sendBudget = new SendBudget(options.sendBudget());
    this.events = new Events(this, host);
    this.closeHook = host.onClose(this::close);
    if (host.vertx() != null) {
      OpenSockets.add(host.vertx(), this);
    }
  }

  // ---- application side ----

  public final Identity identity() {
    return identity;
  }

  /** Tells the sockets of a process apart; a number from 1 on, never used again. */
  public final int id() {
    return id;
  }

  /** The socket's name, or its protocol's where it was given none. */
  public final String name() {
    return options.name().isEmpty() ? identity.name() : options.name();
  }

  /**
   * Accepts peers at {@code url}.
   *
   * @return the endpoint, with its real port; or BAD_ADDRESS, ADDRESS_IN_USE, UNSUPPORTED, CLOSED
   */
  public final Future<Endpoint> bind(String url) {
    return bind(url, options.endpoint());
  }

  /** As {@link #bind(String)}, with options for this endpoint alone. */
  public final Future<Endpoint> bind(String url, EndpointOptions endpointOptions) {
    EndpointOptions settled = endpointOptions.copy();
    return onNetwork(
        () -> {
          BindEndpoint endpoint = new BindEndpoint(this, Address.parse(url), settled);
          endpoints.add(endpoint);
          return endpoint.open();
        });
  }

  /**
   * Connects to {@code url} and goes on connecting, also after losses, until the endpoint is
   * closed. Completes as soon as the endpoint is registered: {@link Endpoint#connected} tells about
   * the first live peer.
   *
   * @return the endpoint; or BAD_ADDRESS, UNSUPPORTED, CLOSED; with {@link
   *     EndpointOptions.FirstAttempt#FAIL} also why the first attempt failed
   */
  public final Future<Endpoint> connect(String url) {
    return connect(url, options.endpoint());
  }

  /** As {@link #connect(String)}, with options for this endpoint alone. */
  public final Future<Endpoint> connect(String url, EndpointOptions endpointOptions) {
    EndpointOptions settled = endpointOptions.copy();
    return onNetwork(
        () -> {
          Address address = Address.parse(url);
          return Transports.of(address) instanceof Transport.Discovery discovery
              ? enter(new FollowEndpoint(this, address, settled, discovery)).open()
              : enter(new ConnectEndpoint(this, address, settled)).open();
        });
  }

  /**
   * Closes the socket: calls in progress that wait for a peer's answer fail with CLOSED, what was
   * accepted for sending is still sent for as long as {@code linger} allows, then connections and
   * addresses are given up. Idempotent; every call gets the same end.
   */
  public final Future<Void> close() {
    host.execute(this::beginClose);
    return closed();
  }

  /** Completes when the socket has been closed, by whomever. */
  public final Future<Void> closed() {
    Promise<Void> answer = host.promise();
    end.future().onComplete(answer);
    return answer.future();
  }

  /** Calls {@code handler} for everything that happens besides messages. */
  public SpSocket eventHandler(@Nullable Handler<SocketEvent> handler) {
    host.execute(() -> events.handler(handler));
    return this;
  }

  /**
   * Counts a message that was discarded between the application and this socket, by whoever stands
   * there, such as a verticle.
   */
  public final void discarded(DropReason reason) {
    host.execute(() -> drop(reason, 1));
  }

  /** Has {@code hook} decide whether peers may join; null: all may. */
  public SpSocket pipeHook(@Nullable PipeHook hook) {
    host.execute(() -> pipeHook = hook);
    return this;
  }

  /** What was counted until now. */
  public final Future<SocketStatistics> statistics() {
    return onLoopAlways(() -> Future.succeededFuture(counters.snapshot(this)));
  }

  /** Arrays lent to handlers now; 0 at rest. See {@link SocketOptions#setLendBodies}. */
  public final Future<Integer> lentBodies() {
    return onLoopAlways(() -> Future.succeededFuture(bodies.lent()));
  }

  /** Whether the socket is ready now; see {@link Probe}. */
  final Future<Boolean> isReady(Readiness readiness) {
    return onLoop(
        () ->
            switch (readiness) {
              case SENDABLE -> answer(isSendable(), "sends");
              case RECEIVABLE -> answer(isReceivable(), "receives");
            });
  }

  private Future<Boolean> answer(@Nullable Boolean ready, String verb) {
    return ready != null
        ? Future.succeededFuture(ready)
        : host.failed(
            new SpException(
                Reason.UNSUPPORTED,
                "expected a socket that %s by itself, got %s".formatted(verb, name())));
  }

  /**
   * Has {@code changed} told, on the loop, that the answers of {@link #isReady} may have changed.
   */
  final Host.Registration watch(Runnable changed) {
    host.execute(() -> watchers.add(changed));
    return () -> host.execute(() -> watchers.remove(changed));
  }

  private void tellWatchers() {
    if (!watchers.isEmpty()) {
      List.copyOf(watchers).forEach(Runnable::run);
    }
  }

  // ---- what a protocol says ----

  /**
   * Whether a message sent now would be taken at once.
   *
   * @return null where the question makes no sense
   */
  protected @Nullable Boolean isSendable() {
    return null;
  }

  /**
   * Whether a message waits for the application.
   *
   * @return null where the question makes no sense
   */
  protected @Nullable Boolean isReceivable() {
    return null;
  }

  /**
   * Whether this peer may join.
   *
   * @return null, or why not
   */
  protected @Nullable SpException admits(Pipe pipe) {
    return null;
  }

  /** A peer joined; it is writable. */
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
   * A peer left, or takes nothing more since its endpoint is closed. What it sent before may stay
   * queued, and more of it may still be received.
   */
  protected abstract void detached(Pipe pipe);

  /** Whether nothing waits for a peer to take it. */
  protected abstract boolean isDrained();

  /**
   * The application has closed the socket: fail what waits for an answer, discard what waits for
   * the application. What waits to be sent may go on until {@link #ended}.
   */
  protected abstract void closing(SpException cause);

  /** The end: fail whatever still waits. */
  protected abstract void ended(SpException cause);

  /** Received messages that wait for the application. */
  protected abstract long queuedToDeliver();

  /** Figures only this protocol has, by name. */
  protected Map<String, Long> protocolStatistics() {
    return Map.of();
  }

  // ---- what a protocol may use ----

  /** Runs a call on the loop; from elsewhere it hops there once. Fails with CLOSED after close. */
  protected final <T> Future<T> onLoop(Supplier<Future<T>> call) {
    return onLoopAlways(() -> state == State.OPEN ? call.get() : host.failed(closedException()));
  }

  /** As {@link #onLoop}, where transports may listen and connect. */
  private <T> Future<T> onNetwork(Supplier<Future<T>> call) {
    Promise<T> promise = host.promise();
    host.execute(() -> onLoop(call).onComplete(promise));
    return promise.future();
  }

  private <T> Future<T> onLoopAlways(Supplier<Future<T>> call) {
    if (host.inLoop()) {
      return attempt(call);
    }
    Promise<T> promise = host.promise();
    host.execute(() -> attempt(call).onComplete(promise));
    return promise.future();
  }

  private <T> Future<T> attempt(Supplier<Future<T>> call) {
    try {
      return call.get();
    } catch (SpException e) {
      return host.failed(e);
    } catch (RuntimeException e) {
      return Future.failedFuture(e); // misuse, such as null
    }
  }

  protected final boolean isOpen() {
    return state == State.OPEN;
  }

  protected final SpException closedException() {
    return new SpException(Reason.CLOSED, "expected an open socket, got " + name() + " closed");
  }

  /** Whether anybody is connected. */
  protected final boolean hasPeers() {
    return !pipes.isEmpty();
  }

  /**
   * A sending half for messages that any peer may get.
   *
   * @param offer gives a message to the peers; false: nobody can take it now
   */
  protected final Outbox newOutbox(Deadlines deadlines, Predicate<Message> offer) {
    Outbox.Sink sink =
        new Outbox.Sink() {
          @Override
          public boolean offer(Message message) {
            return offer.test(message);
          }

          @Override
          public boolean hasPeers() {
            return SpSocket.this.hasPeers();
          }

          @Override
          public void discarded() {
            countCopies(1);
            drop(DropReason.PEER_FULL, 1);
          }
        };
    return new Outbox(host, deadlines, sink, this::leaveWhenDrained, options);
  }

  /** {@code peers} copies of one message are to be sent. */
  protected final void countCopies(int peers) {
    counters.copies += peers;
  }

  /** {@code messages} reached the application. */
  protected final void countDelivered(int messages) {
    counters.delivered += messages;
  }

  /** One message was not subscribed to. */
  protected final void countFiltered() {
    counters.filtered++;
  }

  /** An answer came {@code nanos} after its question. */
  protected final void countRoundTrip(long nanos) {
    roundTrips.add(nanos);
  }

  /** A message has {@code readers} more than one. */
  protected final void countReceivedAgain(int readers) {
    counters.receivedAgain += readers;
  }

  /** {@code count} copies are discarded. */
  protected final void drop(DropReason reason, long count) {
    if (count == 0) {
      return;
    }
    counters.drop(reason, count);
    events.dropped(reason, count);
  }

  // ---- what endpoints use ----

  final SocketOptions<?> options() {
    return options;
  }

  final ReceiveBudget budget() {
    return budget;
  }

  final BodyPool bodies() {
    return bodies;
  }

  final @Nullable PipeHook pipeHook() {
    return pipeHook;
  }

  final Set<Pipe> pipes() {
    return pipes;
  }

  final Set<EndpointBase> endpoints() {
    return endpoints;
  }

  final RoundTrips roundTrips() {
    return roundTrips;
  }

  final void event(SocketEvent event) {
    counters.happened(event.type());
    events.tell(event);
  }

  /**
   * Takes a peer that passed the handshake.
   *
   * @return whether it joined; else it has been turned away
   */
  final boolean attach(EndpointBase endpoint, Pipe pipe) {
    SpException refusal = refusal(pipe);
    if (refusal != null) {
      endpoint.refused(refusal);
      pipe.abort();
      return false;
    }
    pipes.add(pipe);
    pipe.owner(upcalls, endpoint, sendBudget);
    event(
        SocketEvent.of(
            endpoint.isBound() ? SocketEvent.Type.ACCEPTED : SocketEvent.Type.CONNECTED, pipe));
    attached(pipe);
    tellWatchers();
    if (!pipe.isClosed()) {
      pipe.start();
    }
    leaveWhenDrained();
    return true;
  }

  private @Nullable SpException refusal(Pipe pipe) {
    if (state != State.OPEN && state != State.DRAINING) {
      return closedException();
    }
    return pipe.isClosed()
        ? new SpException(Reason.DISCONNECTED, "the peer left before it joined")
        : admits(pipe);
  }

  /** Gives {@code pipe} nothing more, and has it close when it has sent what it holds. */
  final void leave(Pipe pipe) {
    if (pipe.beginLeaving()) {
      detached(pipe);
      tellWatchers();
      pipe.disconnect();
    }
  }

  final <E extends EndpointBase> E enter(E endpoint) {
    endpoints.add(endpoint);
    return endpoint;
  }

  final List<Pipe> pipesOf(EndpointBase endpoint) {
    return pipes.stream().filter(pipe -> pipe.endpoint() == endpoint).toList();
  }

  final void closed(EndpointBase endpoint) {
    endpoints.remove(endpoint);
    event(SocketEvent.of(SocketEvent.Type.ENDPOINT_CLOSED, endpoint));
  }

  // ---- the end ----

  private void beginClose() {
    if (state != State.OPEN) {
      return;
    }
    state = State.DRAINING;
    closing(closedException());
    tellWatchers();
    lingering = host.after(options.linger(), this::lingerOver);
    leaveWhenDrained();
  }

  /** Goes on with a close that waited for {@link #isDrained}; to be called when that may be so. */
  protected final void leaveWhenDrained() {
    if (state == State.DRAINING && isDrained()) {
      state = State.LEAVING;
      List<Future<Void>> releases = new ArrayList<>();
      List.copyOf(endpoints).forEach(endpoint -> releases.add(endpoint.release()));
      List.copyOf(pipes).forEach(this::leave);
      Future.join(releases)
          .onComplete(
              done ->
                  host.execute(
                      () -> {
                        released = true;
                        endWhenGone();
                      }));
    }
  }

  private void lingerOver() {
    if (state == State.DRAINING) {
      ended(closedException());
      leaveWhenDrained();
    }
    List.copyOf(pipes).forEach(pipe -> pipe.refuse(closedException()));
  }

  private void endWhenGone() {
    if (state == State.LEAVING && released && pipes.isEmpty()) {
      state = State.CLOSED;
      if (lingering != null) {
        lingering.cancel();
      }
      closeHook.remove();
      if (host.vertx() != null) {
        OpenSockets.remove(host.vertx(), this);
      }
      ended(closedException());
      event(SocketEvent.closed());
      end.complete();
    }
  }

  private final class Upcalls implements Pipe.Owner {

    @Override
    public boolean received(Pipe pipe, Message message) {
      if (state == State.OPEN) {
        boolean more = SpSocket.this.received(pipe, message);
        tellWatchers();
        return more;
      }
      message.release();
      drop(DropReason.CLOSED, 1);
      return true; // read on, to see the peer's end
    }

    @Override
    public void writable(Pipe pipe) {
      SpSocket.this.writable(pipe);
      tellWatchers();
      leaveWhenDrained();
    }

    @Override
    public void dropped(Pipe pipe, DropReason reason, long messages) {
      drop(reason, messages);
    }

    @Override
    public void closed(Pipe pipe, SpException cause) {
      if (pipes.remove(pipe)) {
        counters.leave(pipe);
        if (pipe.beginLeaving()) {
          detached(pipe);
        }
        event(SocketEvent.of(SocketEvent.Type.DISCONNECTED, pipe, cause));
        tellWatchers();
        if (pipe.endpoint() instanceof EndpointBase endpoint) {
          endpoint.detached(pipe, cause);
        }
        leaveWhenDrained();
        endWhenGone();
      }
    }
  }
}
