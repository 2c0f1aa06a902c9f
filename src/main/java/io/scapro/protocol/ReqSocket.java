package io.scapro.protocol;

import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.policy.Backtrace;
import io.scapro.policy.LoadBalance;
import io.scapro.policy.RequestIds;
import io.scapro.policy.SendQueue;
import io.scapro.spi.Deadlines;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.scapro.spi.SocketBase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * REQ: asks one REP peer at a time, and asks again until one of them answers. Any number of
 * requests may be in flight.
 *
 * <pre>
 *   request ──▶ waiting ──a peer can take it──▶ asked ──reply──▶ ended
 *                  ▲                              │
 *                  └──resend interval, peer left──┘
 * </pre>
 *
 * <p>A request is answered once and executed at least once: after a resend two peers may have done
 * the work. A reply counts only from a peer that was asked, and ids cannot be guessed. Replies are
 * read as they arrive; one per request in flight is the bound.
 *
 * <p>Source: peers.md 1.7; where the peers differ: a request waits for a peer (nng, mangos), a
 * receive timeout gives it up (nng, mangos), with resending off it fails when its peer leaves
 * (nng), and a malformed reply is dropped, not answered with a disconnect (nanomsg, mangos).
 */
public final class ReqSocket extends SocketBase<ReqSocket> {

  public static final Identity IDENTITY = new Identity("req", 0x30, "rep", 0x31);

  private final ReqOptions options;
  private final Deadlines deadlines;
  private final RequestIds ids = new RequestIds();
  private final LoadBalance peers = new LoadBalance();
  private final Map<Integer, Exchange> exchanges = new HashMap<>();
  private final SendQueue<Exchange> waiting;
  private long resends;

  ReqSocket(Host host, ReqOptions options) {
    super(host, IDENTITY, options);
    this.options = options;
    this.deadlines = new Deadlines(host);
    this.waiting = new SendQueue<>(deadlines, sink(), options);
  }

  public static ReqSocket create(Vertx vertx) {
    return create(vertx, new ReqOptions());
  }

  /** Opens a socket on the calling context. */
  public static ReqSocket create(Vertx vertx, ReqOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new ReqSocket(Engines.host(vertx), options.copy());
  }

  private SendQueue.Sink<Exchange> sink() {
    return new SendQueue.Sink<>() {
      @Override
      public boolean offer(Exchange exchange) {
        return send(exchange);
      }

      @Override
      public boolean hasPeers() {
        return ReqSocket.this.hasPeers();
      }
    };
  }

  // ---- application side ----

  /** One question at a time, in the classic order, beside any other use of the socket. */
  public ReqContext context() {
    return new ReqContext(this::ask, host);
  }

  /** Asks; the future is {@link PendingRequest#reply}. */
  public Future<Buffer> request(Buffer body) {
    Objects.requireNonNull(body, "body");
    return ask(body).reply();
  }

  /** Asks, and can give up. {@code body} belongs to the socket from now on. */
  public PendingRequest ask(Buffer body) {
    Objects.requireNonNull(body, "body");
    Exchange exchange = new Exchange(body);
    host.execute(() -> begin(exchange));
    return exchange;
  }

  private void begin(Exchange exchange) {
    if (!isOpen()) {
      exchange.promise.fail(closedException());
      return;
    }
    do {
      exchange.id = ids.next();
    } while (exchanges.putIfAbsent(exchange.id, exchange) != null);
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
    peers.add(peer);
    waiting.flush();
  }

  @Override
  protected void writable(Pipe peer) {
    peers.add(peer);
    waiting.flush();
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
      exchange.end();
      countRoundTrip(host.nanoTime() - exchange.sentAt);
      countDelivered(1);
      exchange.promise.complete(message.split(Backtrace.WORD).keep().body());
    }
    return true;
  }

  @Override
  protected void detached(Pipe peer) {
    peers.remove(peer);
    for (Exchange exchange : List.copyOf(exchanges.values())) {
      left(exchange, peer);
    }
  }

  private void left(Exchange exchange, Pipe peer) {
    boolean last = !exchange.asked.isEmpty() && exchange.lastAsked() == peer;
    exchange.asked.remove(peer);
    if (last && options.resends()) {
      again(exchange);
    } else if (last) {
      exchange.fail(
          new SpException(Reason.DISCONNECTED, "expected a reply from " + peer + ", it left"));
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

  /** Requests in flight, those of them that wait for a peer, and requests sent again. */
  @Override
  protected Map<String, Long> protocolStatistics() {
    return Map.of(
        "inFlight", (long) exchanges.size(), "waiting", (long) waiting.size(), "resends", resends);
  }

  // ---- the machine ----

  private boolean send(Exchange exchange) {
    Pipe peer = peers.send(new Message(Backtrace.header(exchange.id), exchange.body));
    if (peer == null) {
      return false;
    }
    countCopies(1);
    if (exchanges.get(exchange.id) != exchange) {
      return true; // cancelled meanwhile, by a handler of the peer's end
    }
    if (exchange.wasSent) {
      resends++;
    }
    exchange.wasSent = true;
    exchange.sentAt = host.nanoTime();
    exchange.asked.remove(peer);
    exchange.asked.add(peer);
    if (options.resends()) {
      deadlines.add(exchange.resend, options.getResendInterval(), options.getResendTick());
    } else {
      deadlines.cancel(exchange.resend);
    }
    if (peer.isClosed()) {
      left(exchange, peer); // while it was asked
    }
    return true;
  }

  private void again(Exchange exchange) {
    if (!waiting.contains(exchange) && (!waiting.isEmpty() || !send(exchange))) {
      deadlines.cancel(exchange.resend);
      waiting.addWithoutLimit(exchange);
    }
  }

  /** One request, from the call to its end. */
  private final class Exchange extends SendQueue.Item implements PendingRequest {

    private final Buffer body;
    private final Promise<Buffer> promise = host.promise();
    private final List<Pipe> asked = new ArrayList<>(1);
    private int id;
    private boolean wasSent;
    private long sentAt;

    private final Deadlines.Entry resend =
        new Deadlines.Entry() {
          @Override
          protected void expired() {
            again(Exchange.this);
          }
        };

    private final Deadlines.Entry patience =
        new Deadlines.Entry() {
          @Override
          protected void expired() {
            fail(
                new SpException(
                    Reason.TIMEOUT,
                    "expected a reply within %d ms, got none"
                        .formatted(options.getReceiveTimeout().toMillis())));
          }
        };

    Exchange(Buffer body) {
      this.body = body;
    }

    Pipe lastAsked() {
      return asked.get(asked.size() - 1);
    }

    @Override
    public Future<Buffer> reply() {
      return promise.future();
    }

    @Override
    public void cancel() {
      host.execute(
          () -> fail(new SpException(Reason.CANCELLED, "the request was given up by its caller")));
    }

    @Override
    protected void accepted() {}

    @Override
    protected void failed(SpException cause) {
      fail(cause);
    }

    /** Leaves nothing behind. */
    void end() {
      waiting.remove(this);
      exchanges.remove(id, this);
      deadlines.cancel(resend);
      deadlines.cancel(patience);
    }

    void fail(SpException cause) {
      end();
      promise.tryFail(cause);
    }
  }
}
