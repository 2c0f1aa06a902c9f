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

/** What both kinds of endpoint share: options, pipes, and the ways to end. */
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

  /** Stops the transport's work for this endpoint. */
  abstract Future<Void> stop();

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // written on the loop only, read anywhere
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

  /** A connection has ended, for {@code cause}. */
  void ended(Pipe pipe, SpException cause) {
    warnOfCutOff(pipe, cause);
  }

  /** A peer that accepts no message so long ends the connection and does not say why. */
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

  /** How it is protected, for people; empty when it is not. */
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

  /** The pipe itself, or what stands for it on the socket's loop. To be called on its own loop. */
  final Pipe onLoop(Pipe pipe) {
    Host home = pipe.home();
    pipe.identify(this, socket.identity().peerName());
    return home == null || home == socket.host()
        ? pipe
        : new Handover(pipe, home, socket.host(), socket.options(), socket.budget());
  }

  /**
   * Hands a pipe to the socket, once it was decided to let it in; ends its handshake.
   *
   * @param refused runs when it did not join
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

  @SuppressWarnings("NonAtomicVolatileUpdate") // written on the loop only, read anywhere
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

  /** A pipe joined. */
  void joined() {}

  /** There has been a live pipe. */
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
      connected.tryFail(endpointClosed()); // last: it calls the application
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

  /** An attempt to connect begins. */
  final void beginAttempt() {
    countAttempt();
    admission.begin(); // its limits are for those who come
  }

  /** A handshake ended without a pipe, and that is told by others. */
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
    return (isBound() ? "bound to " : "connected to ") + address();
  }
}
