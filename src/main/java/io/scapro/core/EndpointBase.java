package io.scapro.core;

import io.scapro.Address;
import io.scapro.CommonOptions;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.EndpointStatistics;
import io.scapro.Identity;
import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.SpException;
import io.scapro.spi.BodyPool;
import io.scapro.spi.Failures;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.spi.LogIntervals;
import io.scapro.spi.PeerDraft;
import io.scapro.spi.Pipe;
import io.scapro.spi.ReceiveBudget;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The common base of endpoints: options, pipes, and closing. */
abstract class EndpointBase implements OwnedEndpoint, Link {

  protected final Owner socket;
  private final EndpointOptions options;
  private final Promise<Void> connected = Promise.promise();
  private volatile Address address;
  private volatile int pipes;
  private final Admission admission;
  private final Map<Pipe, Host.Timer> parting = new HashMap<>();
  private final LogIntervals cutOffs;
  private volatile boolean closed;
  private final Promise<Void> released = Promise.promise();
  private long attempts;
  private long established;
  private long refused;
  private long disconnected;
  private @Nullable SpException lastError;

  EndpointBase(Owner socket, Address address, EndpointOptions options) {
    this.socket = socket;
    this.address = address;
    this.options = options;
    this.cutOffs = socket.log().intervals();
    this.admission = new Admission(socket, this, options, () -> closed ? endpointClosed() : null);
  }

  /** Stops the transport of this endpoint. */
  abstract Future<Void> stop();

  @Override
  // written on the event loop only, read from any thread
  @SuppressWarnings("NonAtomicVolatileUpdate")
  public void detached(Pipe pipe, SpException cause) {
    disconnected++;
    lastError = cause;
    pipes--;
    Host.Timer patience = parting.remove(pipe);
    if (patience != null) {
      patience.cancel();
    }
    ended(pipe, cause);
  }

  /** A connection has ended. */
  void ended(Pipe pipe, SpException cause) {
    warnOfCutOff(pipe, cause);
  }

  /**
   * Warns of a peer that may have ended the connection because a message was too long for it. Such
   * a peer does not report the reason.
   */
  final void warnOfCutOff(Pipe pipe, SpException cause) {
    if (cause.reason() == Reason.DISCONNECTED
        && pipe.longestQueued() >= SocketLog.SHORTEST_LIMIT
        && cutOffs.isDue()) {
      socket.log().cutOff(address(), pipe.longestQueued(), cutOffs);
    }
  }

  final void countAttempt() {
    attempts++;
  }

  final void countRefused(SpException cause) {
    refused++;
    lastError = cause;
  }

  @Override
  public final void refused(SpException cause) {
    boolean byClosing = closed && cause.reason() == Reason.DISCONNECTED;
    SpException told = byClosing ? endpointClosed() : cause;
    countRefused(told);
    socket.event(SocketEvent.of(SocketEvent.Type.REFUSED, this, told));
  }

  /** How the connections are protected, as a readable text; empty: unprotected. */
  String security() {
    return "";
  }

  Future<Void> reloadFiles() {
    return Future.succeededFuture();
  }

  @Override
  public final Future<Void> reload() {
    Promise<Void> done = socket.host().promise();
    socket.host().execute(() -> reloadFiles().onComplete(done));
    return done.future();
  }

  @Override
  public final EndpointStatistics statistics() {
    return new EndpointStatistics(
        address().toString(),
        isBound(),
        security(),
        pipes,
        admission.handshakes(),
        attempts,
        established,
        refused,
        disconnected,
        Optional.ofNullable(lastError).map(SpException::text));
  }

  @Override
  public final boolean belongsTo(Object owner) {
    return socket == owner;
  }

  final boolean isClosed() {
    return closed;
  }

  final void address(Address real) {
    this.address = real;
  }

  /**
   * The pipe itself, or its representative on the socket's event loop. To be called on the pipe's
   * own event loop.
   */
  final Pipe onLoop(Pipe pipe) {
    Host home = pipe.home();
    pipe.identify(this, socket.identity().peerName());
    return home == null || home == socket.host()
        ? pipe
        : new Handover(pipe, home, socket.host(), socket.options(), socket.budget());
  }

  /**
   * Attaches a pipe to the socket when it is accepted, or refuses it. Ends its handshake.
   *
   * @param refused runs when it was not attached
   */
  final void join(Pipe pipe, Runnable refused) {
    Future<Void> decided = pipe.draft().decision();
    boolean wasGreeted = decided != null;
    Future<Void> decision = decided != null ? decided : admission.decide(pipe.draft());
    decision.onComplete(
        done ->
            socket
                .host()
                .execute(
                    () -> {
                      admission.end();
                      SpException refusal =
                          done.failed()
                              ? Failures.of(done.cause(), "peer hook")
                              : admission.refusal(pipe.peer());
                      joinOr(pipe, refusal, wasGreeted, refused);
                    }));
  }

  private void joinOr(
      Pipe pipe, @Nullable SpException refusal, boolean wasGreeted, Runnable refused) {
    if (refusal == null) {
      attachOr(pipe, refused);
      return;
    }
    refused(refusal);
    socket.turnAway(pipe, refusal, wasGreeted);
    refused.run();
  }

  // written on the event loop only, read from any thread
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void attachOr(Pipe pipe, Runnable refused) {
    pipes++;
    if (closed || !socket.attach(this, pipe)) {
      pipes--;
      pipe.abort();
      refused.run();
      return;
    }
    if (!pipe.isClosed()) {
      becameConnected();
    }
    established++;
    joined();
  }

  /** A pipe was attached. */
  void joined() {}

  /** The first pipe has connected. */
  final void becameConnected() {
    connected.tryComplete();
  }

  // ---- Endpoint ----

  @Override
  public Address address() {
    return address;
  }

  @Override
  public final Future<Void> connected() {
    return socket.host().answer(connected.future());
  }

  @Override
  public int pipes() {
    return pipes;
  }

  @Override
  public final Future<Void> close() {
    Promise<Void> promise = socket.host().promise();
    socket
        .host()
        .execute(
            () -> {
              Future<Void> released = release();
              socket.pipesOf(this).forEach(this::part);
              released.onComplete(promise);
            });
    return promise.future();
  }

  private void part(Pipe pipe) {
    if (!parting.containsKey(pipe)) {
      Duration linger = socket.options().getLinger();
      parting.put(pipe, socket.host().after(linger, () -> pipe.abort(endpointClosed())));
      socket.detach(pipe);
    }
  }

  @Override
  public final Future<Void> release() {
    if (!closed) {
      closed = true;
      stop().onComplete(released);
      socket.closed(this);
      connected.tryFail(endpointClosed()); // last, since it calls the application
    }
    return released.future();
  }

  private SpException endpointClosed() {
    return new SpException(Reason.CLOSED, "the endpoint " + address() + " was closed");
  }

  // ---- Link ----

  @Override
  public final Endpoint endpoint() {
    return this;
  }

  @Override
  public final Vertx vertx() {
    return Objects.requireNonNull(socket.host().vertx(), "vertx");
  }

  @Override
  public final Context context() {
    return ((VertxHost) socket.host()).network();
  }

  @Override
  public final Host host() {
    return socket.host();
  }

  @Override
  public final Identity identity() {
    return socket.identity();
  }

  @Override
  public final EndpointOptions options() {
    return options;
  }

  @Override
  public final CommonOptions<?> socketOptions() {
    return socket.options();
  }

  @Override
  public final ReceiveBudget budget() {
    return socket.budget();
  }

  @Override
  public final BodyPool bodies() {
    return socket.bodies();
  }

  @Override
  public final boolean beginHandshake() {
    if (closed) {
      return false;
    }
    SpException refusal = admission.begin();
    if (refusal != null) {
      rejected(refusal);
    }
    return refusal == null;
  }

  @Override
  public final Future<Void> admit(PeerDraft draft) {
    return admission.decide(draft);
  }

  /** An attempt to connect starts. */
  final void beginAttempt() {
    countAttempt();
    admission.begin(); // only counts; its limits are for bound addresses
  }

  /** Ends a handshake without a pipe. The caller raises the event. */
  final void endHandshake() {
    admission.end();
  }

  @Override
  public final void rejected(SpException cause) {
    endHandshake();
    turnedAway(cause);
  }

  @Override
  public final void turnedAway(SpException cause) {
    if (!Events.isProbe(address, cause)) {
      socket.host().execute(() -> refused(cause));
    }
  }

  @Override
  public final String toString() {
    return (isBound() ? "bound to " : "connects to ") + address();
  }
}
