package io.scapro.core;

import io.scapro.Address;
import io.scapro.CommonOptions;
import io.scapro.DropReason;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Identity;
import io.scapro.Peer;
import io.scapro.PeerHook;
import io.scapro.Readiness;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.scapro.SocketStatistics;
import io.scapro.SpException;
import io.scapro.spi.BodyPool;
import io.scapro.spi.Engine;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.spi.Pipe;
import io.scapro.spi.ReceiveBudget;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one socket. It passes calls to the event loop, and connects the parts: {@link Peers}, {@link
 * Lifecycle}, {@link Counters}, {@link Events} and the endpoints.
 */
final class SocketEngine implements Engine, Parts {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final int id = COUNT.incrementAndGet();
  private final Host host;
  private final Identity identity;
  private final CommonOptions<?> options;
  private final Machine machine;
  private final Counters counters = new Counters();
  private final BodyPool bodies;
  private final ReceiveBudget budget;
  private final SocketLog log;
  private final Events events;
  private final Watchers watchers;
  private final Endpoints endpoints = new Endpoints(this);
  private final Peers peers;
  private final Lifecycle lifecycle;
  private @Nullable PeerHook peerHook;

  SocketEngine(
      Socket socket, Machine machine, Host host, Identity identity, CommonOptions<?> options) {
    this.host = host;
    this.identity = identity;
    this.options = options;
    this.machine = machine;
    this.bodies = new BodyPool(options.isLendBodies());
    this.budget = new ReceiveBudget(options.getReceiveBudget());
    this.log = new SocketLog(name(), host);
    this.events = new Events(socket, log, host);
    this.watchers = new Watchers(host);
    this.peers = new Peers(this);
    this.lifecycle = new Lifecycle(this, peers, endpoints.open(), socket, id);
  }

  // ---- for the application ----

  @Override
  public void open() {
    lifecycle.open();
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public String name() {
    return options.getName().isEmpty() ? identity.name() : options.getName();
  }

  @Override
  public Future<Endpoint> bind(String url, @Nullable EndpointOptions own) {
    EndpointOptions settled = own == null ? options.getEndpoint().copy() : own;
    return onNetwork(() -> endpoints.bind(url, settled));
  }

  @Override
  public Future<Endpoint> connect(String url, @Nullable EndpointOptions own) {
    EndpointOptions settled = own == null ? options.getEndpoint().copy() : own;
    return onNetwork(() -> endpoints.connect(url, settled));
  }

  /** As {@link #onLoop}, on the context where transports listen and connect. */
  private <T> Future<T> onNetwork(Supplier<Future<T>> call) {
    Promise<T> promise = host.promise();
    host.execute(() -> onLoop(call).onComplete(promise));
    return promise.future();
  }

  @Override
  public Future<Void> disconnect(Peer peer) {
    return onLoopAlways(() -> peers.disconnect(peer));
  }

  @Override
  public Future<Void> close() {
    return lifecycle.close();
  }

  @Override
  public Future<Void> closed() {
    return lifecycle.closed();
  }

  @Override
  public void eventHandler(@Nullable Handler<SocketEvent> handler) {
    host.execute(() -> events.handler(handler));
  }

  @Override
  public void peerHook(@Nullable PeerHook hook) {
    host.execute(() -> peerHook = hook);
  }

  @Override
  public Future<SocketStatistics> statistics() {
    return onLoopAlways(
        () ->
            Future.succeededFuture(
                counters.snapshot(id, name(), identity, machine, peers.pipes(), endpoints.open())));
  }

  @Override
  public Future<Boolean> isReady(Readiness readiness) {
    return onLoop(
        () ->
            switch (readiness) {
              case SENDABLE -> answer(machine.isSendable(), "sends");
              case RECEIVABLE -> answer(machine.isReceivable(), "receives");
            });
  }

  private Future<Boolean> answer(@Nullable Boolean ready, String does) {
    return ready != null
        ? Future.succeededFuture(ready)
        : host.failed(
            new SpException(
                Reason.UNSUPPORTED,
                "expected a socket that %s, got the socket %s".formatted(does, name())));
  }

  @Override
  public Runnable onReadinessChange(Runnable changed) {
    host.execute(() -> watchers.add(changed));
    return () -> host.execute(() -> watchers.remove(changed));
  }

  // ---- for the protocol ----

  @Override
  public <T> Future<T> onLoop(Supplier<Future<T>> call) {
    return onLoopAlways(() -> isOpen() ? call.get() : host.failed(closedException()));
  }

  private <T> Future<T> onLoopAlways(Supplier<Future<T>> call) {
    if (host.isHome()) {
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
      return Future.failedFuture(e); // a wrong call, such as a null argument
    }
  }

  @Override
  public boolean isOpen() {
    return lifecycle.isOpen();
  }

  @Override
  public SpException closedException() {
    return new SpException(
        Reason.CLOSED, "expected an open socket, got the closed socket " + name());
  }

  @Override
  public boolean hasPeers() {
    return !peers.isEmpty();
  }

  @Override
  public String outage() {
    return hasPeers() ? "" : endpoints.outage();
  }

  @Override
  public void drained() {
    lifecycle.goOn();
  }

  @Override
  public void countCopies(int count) {
    counters.copies += count;
  }

  @Override
  public void countDelivered(int messages) {
    counters.delivered += messages;
  }

  @Override
  public void countFiltered() {
    counters.filtered++;
  }

  @Override
  public void countReceivedAgain(int readers) {
    counters.receivedAgain += readers;
  }

  @Override
  public void countRoundTrip(long nanos) {
    counters.roundTrips.add(nanos);
  }

  @Override
  public void drop(DropReason reason, long count) {
    if (count != 0) {
      counters.drop(reason, count);
      events.dropped(reason, count);
    }
  }

  @Override
  public Link passive(Address address, EndpointOptions own, boolean bound) {
    return new PassiveEndpoint(this, address, own, bound);
  }

  @Override
  public void waitLong(String what, int calls, Duration time) {
    log.waitLong(what, calls, time, peers.pipes().size(), endpoints.open());
  }

  @Override
  public void goOn(String what) {
    log.info("no %s waits any more".formatted(what));
  }

  @Override
  public void warn(String text) {
    log.warn(text);
  }

  // ---- Parts ----

  @Override
  public Machine machine() {
    return machine;
  }

  @Override
  public Watchers watchers() {
    return watchers;
  }

  @Override
  public boolean takesPeers() {
    return lifecycle.takesPeers();
  }

  @Override
  public void retire(Pipe pipe) {
    counters.add(pipe);
  }

  // ---- Owner ----

  @Override
  public Host host() {
    return host;
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public CommonOptions<?> options() {
    return options;
  }

  @Override
  public BodyPool bodies() {
    return bodies;
  }

  @Override
  public ReceiveBudget budget() {
    return budget;
  }

  @Override
  public @Nullable PeerHook peerHook() {
    return peerHook;
  }

  @Override
  public void event(SocketEvent event) {
    counters.happened(event.type());
    events.tell(event);
  }

  @Override
  public SocketLog log() {
    return log;
  }

  @Override
  public void enter(OwnedEndpoint endpoint) {
    endpoints.open().add(endpoint);
  }

  @Override
  public void closed(OwnedEndpoint endpoint) {
    endpoints.open().remove(endpoint);
    event(SocketEvent.of(SocketEvent.Type.ENDPOINT_CLOSED, endpoint));
  }

  @Override
  public @Nullable SpException refusal(Peer peer) {
    return peers.refusal(peer);
  }

  @Override
  public void turnAway(Pipe pipe, SpException cause, boolean wasGreeted) {
    peers.turnAway(pipe, cause, wasGreeted);
  }

  @Override
  public boolean attach(OwnedEndpoint endpoint, Pipe pipe) {
    return peers.attach(endpoint, pipe);
  }

  @Override
  public void detach(Pipe pipe) {
    peers.detach(pipe);
  }

  @Override
  public List<Pipe> pipesOf(OwnedEndpoint endpoint) {
    return peers.of(endpoint);
  }
}
