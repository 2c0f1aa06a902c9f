import io.netty.channel.EventLoop;
import io.scapro.EndpointOptions;
import io.scapro.SocketOptions;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.transport.TlsOptions;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * REQ and REP with many requests in flight, and at a fixed rate; over plain sockets, or from
 * application to application through the verticles at both ends.
 *
 * <pre>
 *   serve WAY URL CERTIFICATE KEY             answers each request with its body
 *   max   WAY URL CERTIFICATE SIZE FLIGHT WARM SECONDS   requests/s with FLIGHT in flight
 *   open  WAY URL CERTIFICATE SIZE RATE WARM SECONDS     percentiles of the latency at RATE
 * </pre>
 *
 * WAY is sockets or verticles; CERTIFICATE and KEY are PEM files, for tls. In {@code open} a
 * request is due at a time that does not depend on those before, and its latency counts from that
 * time, however late it is sent.
 */
final class Requests {

  private static final String ADDRESS = "application";

  /** How often it is looked what is due. */
  private static final long GRAIN_NANOS = 50_000;

  private Requests() {}

  public static void main(String[] args) throws InterruptedException {
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    if (args.length == 5 && args[0].equals("serve")) {
      TlsOptions tls = new TlsOptions().setCertificates(List.of(args[3])).setKeys(List.of(args[4]));
      serve(vertx, args[1], args[2], tls);
    } else if (args.length == 8) {
      TlsOptions tls = new TlsOptions().setTrusted(List.of(args[3]));
      Client client = new Client(args[1], args[2], tls, Integer.parseInt(args[4]));
      vertx.deployVerticle(client).await();
      double warm = Double.parseDouble(args[6]);
      double seconds = Double.parseDouble(args[7]);
      if (args[0].equals("max")) {
        client.most(Integer.parseInt(args[5]), warm, seconds);
      } else {
        client.open(Double.parseDouble(args[5]), warm, seconds);
      }
      System.exit(0);
    } else {
      System.err.println("usage: see the comment of Requests.java");
      System.exit(2);
    }
  }

  private static Future<?> deploySocket(Vertx vertx, String protocol, JsonObject config) {
    return vertx.deployVerticle(
        "scapro:" + protocol, new DeploymentOptions().setConfig(config));
  }

  private static void serve(Vertx vertx, String way, String url, TlsOptions tls) {
    if (way.equals("verticles")) {
      vertx
          .deployVerticle(
              new VerticleBase() {
                @Override
                public Future<?> start() {
                  return vertx
                      .eventBus()
                      .<Buffer>consumer(ADDRESS, request -> request.reply(request.body()))
                      .completion();
                }
              })
          .await();
      deploySocket(vertx, "rep", new JsonObject().put("bind", url).put("deliver", ADDRESS)).await();
    } else {
      RepSocket rep = RepSocket.create(vertx, new SocketOptions());
      rep.handler(request -> request.reply(request.body()));
      rep.bind(url, new EndpointOptions().with(tls)).await();
    }
  }

  private static final class Client extends VerticleBase {
    private final String way;
    private final String url;
    private final TlsOptions tls;
    private final Buffer body;
    private final AtomicLong answered = new AtomicLong(); // written by the loop only
    private Function<Buffer, Future<?>> ask;

    Client(String way, String url, TlsOptions tls, int size) {
      this.way = way;
      this.url = url;
      this.tls = tls;
      this.body = Buffer.buffer(new byte[size]);
    }

    @Override
    public Future<?> start() {
      if (way.equals("verticles")) {
        ask = question -> vertx.eventBus().request(ADDRESS, question);
        return deploySocket(vertx, "req", new JsonObject().put("connect", url).put("address", ADDRESS))
            .compose(deployed -> ask.apply(body)); // until it is connected
      }
      ReqSocket req = ReqSocket.create(vertx);
      ask = req::request;
      return req.connect(url, new EndpointOptions().with(tls))
          .compose(connected -> connected.connected());
    }

    private void fail(Throwable failure) {
      failure.printStackTrace();
      System.exit(1);
    }

    // ---- as many as possible ----

    void most(int flight, double warm, double seconds) throws InterruptedException {
      context.runOnContext(
          turn -> {
            for (int i = 0; i < flight; i++) {
              askAgain();
            }
          });
      pause(warm);
      long start = System.nanoTime();
      long before = answered.get();
      pause(seconds);
      double rate = (answered.get() - before) * 1e9 / (System.nanoTime() - start);
      System.out.printf("throughput: %d [requests/s]%n", (long) rate);
    }

    private void askAgain() {
      ask.apply(body)
          .onComplete(
              reply -> {
                answered.lazySet(answered.get() + 1);
                askAgain();
              },
              this::fail);
    }

    // ---- at a rate ----

    void open(double rate, double warm, double seconds) {
      at(rate, warm, new Histogram(TimeUnit.MINUTES.toNanos(2), 3));
      Histogram latency = new Histogram(TimeUnit.MINUTES.toNanos(2), 3);
      at(rate, seconds, latency);
      for (double percentile : new double[] {50, 99, 99.9}) {
        System.out.printf(
            "p%s: %.1f [us]%n",
            String.valueOf(percentile).replaceFirst("\\.0$", ""),
            latency.getValueAtPercentile(percentile) / 1e3);
      }
    }

    /** Asks at {@code rate} for {@code seconds}, and waits for all answers. */
    private void at(double rate, double seconds, Histogram latency) {
      Promise<Void> done = Promise.promise();
      Schedule schedule =
          new Schedule(1e9 / rate, (long) (rate * seconds), System.nanoTime(), latency, done);
      context.runOnContext(turn -> schedule.next());
      done.future().await();
    }

    /** Looks on the loop what is due: no other thread takes time from the two ends. */
    private final class Schedule {
      private final EventLoop loop = ((ContextInternal) context).nettyEventLoop();
      private final double period;
      private final long total;
      private final long begin;
      private final Histogram latency;
      private final Promise<Void> done;
      private long asked;
      private long replies;

      Schedule(double period, long total, long begin, Histogram latency, Promise<Void> done) {
        this.period = period;
        this.total = total;
        this.begin = begin;
        this.latency = latency;
        this.done = done;
      }

      void next() {
        long due = Math.min((long) ((System.nanoTime() - begin) / period), total);
        while (asked < due) {
          ask(begin + (long) (++asked * period));
        }
        if (asked < total) {
          loop.schedule(this::next, GRAIN_NANOS, TimeUnit.NANOSECONDS);
        }
      }

      private void ask(long due) {
        ask.apply(body)
            .onComplete(
                reply -> {
                  latency.recordValue(System.nanoTime() - due);
                  if (++replies == total) {
                    done.complete();
                  }
                },
                Client.this::fail);
      }
    }

    private static void pause(double seconds) throws InterruptedException {
      Thread.sleep((long) (seconds * 1000));
    }
  }
}
