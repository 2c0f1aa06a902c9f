package io.scapro.protocol;

import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Peer;
import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.SpException;
import io.scapro.policy.Backtrace;
import io.scapro.policy.LoadBalance;
import io.scapro.policy.LongWaits;
import io.scapro.policy.RequestIds;
import io.scapro.policy.SendLimit;
import io.scapro.policy.SendQueue;
import io.scapro.spi.Deadlines;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.scapro.spi.SocketBase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * REQ: sends each request to one REP peer, and resends it to the next one until it is answered. Any
 * number of requests may be in flight.
 *
 * <pre>
 *   request ──▶ waiting ──a peer can take it──▶ asked ──reply──▶ ended
 *                  ▲                              │
 *                  └──resend interval, peer lost──┘
 * </pre>
 *
 * <p>A request is answered once and executed at least once: after a resend, two peers may have
 * executed it. A reply is accepted only from a peer that the request was sent to. Request ids
 * cannot be guessed. Replies are read as they arrive; there is at most one for each request in
 * flight.
 *
 * <p>The socket finds a request that makes its peers end the connection. When two connections have
 * ended on which neither this request nor a later one was answered, the request is sent on a third
 * connection, which carries no other request. If that connection ends too, the request fails with
 * RESENT_TOO_OFTEN, and the event GAVE_UP is raised. Connections that ended because the peer was
 * silent, or whose peer could not be reconnected at once, are counted separately: after more than
 * sixteen of them, the request fails in the same way. If a peer reports that a message was too
 * long, this message is one of the requests that were sent to the peer after the last one that it
 * answered. The longest of these requests fails at once with TOO_LONG, and the event GAVE_UP is
 * raised.
 *
 * <p>See docs/peers.md, section 4. The other implementations differ from each other. In Scapro, a
 * request is accepted without a peer and sent later (as in nanomsg). A receive timeout ends it (as
 * in nng and mangos). With resending off, it fails when its connection ends (as in nng and mangos).
 * A malformed reply is dropped, and the peer stays connected (as in nanomsg and mangos).
 */
public final class ReqSocket extends SocketBase<ReqSocket> {

  /** {@code req}, SP number 0x30; its peers are {@code rep}. */
  public static final Identity IDENTITY = new Identity("req", 0x30, "rep", 0x31);

  private final ReqOptions options;
  private final Deadlines deadlines;
  private final RequestIds ids = new RequestIds();
  private final LoadBalance peers = new LoadBalance();
  private final Map<Integer, Exchange> exchanges = new LinkedHashMap<>(); // the oldest first
  private final SendQueue<Exchange> waiting;
  private final SendLimit limit;
  private final LongWaits waits;
  private final Suspects suspects;
  private final Parts parts = new Parts();
  private long resends;

  ReqSocket(Host host, ReqOptions options) {
    super(host, IDENTITY, options);
    this.options = options;
    this.deadlines = new Deadlines(host);
    this.waiting = new SendQueue<>(deadlines, parts, options);
    this.limit = new SendLimit(options);
    this.waits =
        new LongWaits(
            host,
            deadlines,
            options.getWarnAfter(),
            () -> exchanges.values().iterator().next().since,
            SendingHalf.report(SocketBase.engineOf(this), "request"));
    this.suspects = new Suspects(parts, deadlines);
  }

  /**
   * Opens a socket with the default options. It belongs to the calling context, or to a new one if
   * the caller has none. May be called from any thread.
   *
   * @param vertx the Vertx of the socket; when it is closed, the socket is closed too
   * @return the open socket, without any endpoint
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static ReqSocket create(Vertx vertx) {
    return create(vertx, new ReqOptions());
  }

  /**
   * Opens a socket. It belongs to the calling context, or to a new one if the caller has none. May
   * be called from any thread.
   *
   * @param vertx the Vertx of the socket; when it is closed, the socket is closed too
   * @param options the options; the socket uses a copy
   * @return the open socket, without any endpoint
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static ReqSocket create(Vertx vertx, ReqOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new ReqSocket(Engines.host(vertx), options.copy());
  }

  // ---- application side ----

  /**
   * {@return a new context for one request at a time: send, then receive; independent of other uses
   * of the socket}
   */
  public ReqContext context() {
    return new ReqContext(this::ask, host);
  }

  /**
   * Sends a request. Any number may be in flight. May be called from any thread.
   *
   * @param body the request; do not change it after the call
   * @return the body of the reply; fails as {@link PendingRequest#reply}
   */
  public Future<Buffer> request(Buffer body) {
    Objects.requireNonNull(body, "body");
    return ask(body).reply();
  }

  /**
   * Sends a request that can be cancelled. Any number may be in flight. May be called from any
   * thread.
   *
   * @param body the request; do not change it after the call
   * @return the request in progress
   */
  public PendingRequest ask(Buffer body) {
    Objects.requireNonNull(body, "body");
    Exchange exchange = new Exchange(body, host, parts, options.getReceiveTimeout());
    host.execute(() -> begin(exchange));
    return exchange;
  }

  private void begin(Exchange exchange) {
    if (!isOpen()) {
      exchange.promise.fail(closedException());
      return;
    }
    SpException tooLong = limit.refusal(Backtrace.WORD + exchange.body.length());
    if (tooLong != null) {
      exchange.promise.fail(tooLong);
      return;
    }
    do {
      exchange.id = ids.next();
    } while (exchanges.putIfAbsent(exchange.id, exchange) != null);
    waits.began();
    if (!options.getReceiveTimeout().isNegative()) {
      deadlines.add(exchange.patience, options.getReceiveTimeout());
    }
    if (waiting.isEmpty() && send(exchange)) {
      return;
    }
    SpException refusal = waiting.refusal();
    if (refusal != null) {
      exchange.fail(refusal);
    } else {
      waiting.add(exchange);
    }
  }

  @Override
  protected Boolean isSendable() {
    return waiting.isEmpty() && peers.isReady();
  }

  // ---- peer side ----

  @Override
  protected void attached(Pipe peer) {
    suspects.attached(peer);
    writable(peer);
  }

  @Override
  protected void writable(Pipe peer) {
    if (!suspects.isReserved(peer) && peer.isWritable()) {
      peers.add(peer);
    }
    waiting.flush();
    suspects.next();
  }

  @Override
  protected boolean received(Pipe peer, Message message) {
    int id = Backtrace.id(message);
    Exchange exchange = exchanges.get(id);
    if (id == 0) {
      message.release();
      drop(DropReason.MALFORMED, 1);
    } else if (exchange == null) {
      message.release();
      drop(DropReason.UNKNOWN_REQUEST, 1);
    } else if (!exchange.asked.contains(peer)) {
      message.release();
      drop(DropReason.NOT_ASKED, 1);
    } else {
      suspects.answered(exchange, peer);
      countRoundTrip(host.nanoTime() - exchange.sentAt);
      countDelivered(1);
      exchange.complete(message.split(Backtrace.WORD).keep().body());
    }
    return true;
  }

  @Override
  protected void detached(Pipe peer) {
    peers.remove(peer);
    List<Exchange> asked =
        exchanges.values().stream().filter(exchange -> exchange.asked.contains(peer)).toList();
    List<Exchange> askedLast =
        asked.stream().filter(exchange -> exchange.wasAskedLast(peer)).toList();
    asked.forEach(exchange -> exchange.asked.remove(peer));
    if (options.resends()) {
      suspects.detached(peer, askedLast);
    }
    askedLast.forEach(exchange -> left(exchange, peer));
    suspects.next();
  }

  /** Handles the end of the connection that {@code exchange} was last sent on. */
  private void left(Exchange exchange, Pipe peer) {
    if (exchanges.get(exchange.id) != exchange) {
      return; // it has already failed
    }
    if (options.resends()) {
      parts.again(exchange);
    } else {
      exchange.fail(
          new SpException(
              Reason.DISCONNECTED,
              "expected a reply from %s, got the end of its connection".formatted(peer)));
    }
  }

  @Override
  protected boolean isDrained() {
    return true;
  }

  @Override
  protected void closing(SpException cause) {
    List.copyOf(exchanges.values()).forEach(exchange -> exchange.fail(cause));
  }

  @Override
  protected void ended(SpException cause) {
    deadlines.clear();
  }

  @Override
  protected long queuedToDeliver() {
    return 0;
  }

  /** Requests in flight, requests that wait for a peer, and resends. */
  @Override
  protected Map<String, Long> protocolStatistics() {
    return Map.of(
        "inFlight", (long) exchanges.size(), "waiting", (long) waiting.size(), "resends", resends);
  }

  // ---- the machine ----

  private boolean send(Exchange exchange) {
    Pipe peer = peers.send(message(exchange));
    if (peer == null) {
      return false;
    }
    sent(exchange, peer);
    return true;
  }

  private static Message message(Exchange exchange) {
    return new Message(Backtrace.header(exchange.id), exchange.body);
  }

  private void sent(Exchange exchange, Pipe peer) {
    countCopies(1);
    if (exchanges.get(exchange.id) != exchange) {
      return; // a handler of the peer's end has cancelled it
    }
    if (exchange.sent++ > 0) {
      resends++;
    }
    exchange.sentAt = host.nanoTime();
    suspects.sent(exchange, peer);
    exchange.asked.remove(peer);
    if (peer.isClosed()) { // the connection ended during the send
      if (options.resends()) {
        suspects.detached(peer, List.of(exchange));
      }
      left(exchange, peer);
      return;
    }
    exchange.asked.add(peer);
    if (options.resends()) {
      deadlines.add(exchange.resend, options.getResendInterval(), options.getResendTick());
    } else {
      deadlines.cancel(exchange.resend);
    }
  }

  /** What requests, {@link Suspects} and the queue of waiting requests need from this socket. */
  private final class Parts implements Exchange.Owner, Suspects.Owner, SendQueue.Sink<Exchange> {

    @Override
    public boolean offer(Exchange exchange) {
      return ReqSocket.this.send(exchange);
    }

    @Override
    public boolean hasPeers() {
      return ReqSocket.this.hasPeers();
    }

    @Override
    public String outage() {
      return ReqSocket.this.outage();
    }

    @Override
    public void again(Exchange exchange) {
      if (exchange.sent > options.getMaxResends()) {
        exchange.fail(
            new SpException(
                Reason.RESENT_TOO_OFTEN,
                "expected a reply to a request sent %d times, got none".formatted(exchange.sent)));
      } else if (suspects.isSuspect(exchange)) {
        suspects.add(exchange);
        suspects.next();
      } else if (!waiting.contains(exchange)
          && (!waiting.isEmpty() || !ReqSocket.this.send(exchange))) {
        deadlines.cancel(exchange.resend);
        waiting.addWithoutLimit(exchange);
      }
    }

    @Override
    public void ended(Exchange exchange) {
      waiting.remove(exchange);
      if (exchanges.remove(exchange.id, exchange)) {
        waits.ended();
      }
      deadlines.cancel(exchange.resend);
      deadlines.cancel(exchange.patience);
      suspects.ended(exchange);
    }

    @Override
    public @Nullable Pipe reserve() {
      return peers.take();
    }

    @Override
    public void release(Pipe peer) {
      writable(peer);
    }

    @Override
    public void send(Exchange exchange, Pipe peer) {
      peer.send(message(exchange));
      sent(exchange, peer);
    }

    @Override
    public void suspected(Exchange exchange) {
      waiting.remove(exchange);
      deadlines.cancel(exchange.resend);
    }

    @Override
    public void convict(Exchange exchange, Peer peer, SpException cause) {
      for (Exchange each : exchanges.values()) {
        each.strikes = 0;
        each.absences = 0;
      }
      event(SocketEvent.of(SocketEvent.Type.GAVE_UP, peer, cause));
      exchange.fail(cause);
    }

    @Override
    public void free(Exchange exchange) {
      again(exchange);
    }
  }
}
