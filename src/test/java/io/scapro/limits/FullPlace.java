package io.scapro.limits;

import io.scapro.SocketOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.verticle.DeployedEndpoint;
import io.scapro.verticle.SocketReader;
import io.scapro.web.SpWebSocket;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * Four PUSH that write as fast as they may, and a reader that takes one message at a time, and only
 * while all of them must wait. So every place on the way stays full. Arguments: where the reader
 * is.
 */
final class FullPlace {

  static final int SENDERS = 4;
  static final int EACH = 200;
  private static final int SIZE = 1_000_000;

  private static final SocketOptions BOUNDED =
      new SocketOptions().setReceiveBufferBytes(1 << 20).setReceiveBudget(4 << 20);

  private final Vertx vertx = Vertx.vertx();
  private final List<Sender> senders = new ArrayList<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final int[] next = new int[SENDERS];
  private final Promise<Void> all = Promise.promise();
  private LongConsumer fetch = amount -> {};
  private int got;
  private int reordered;
  private int asked;

  private FullPlace() {}

  public static void main(String[] args) {
    FullPlace place = new FullPlace();
    List<String> urls = place.open(args[0]);
    for (int i = 0; i < SENDERS; i++) {
      Sender sender = new Sender(i, urls.get(i % urls.size()), place::moreWait);
      place.senders.add(sender);
      place.vertx.deployVerticle(sender).await();
    }
    place.all.future().await();
    System.out.println(
        new JsonObject()
            .put("got", place.got)
            .put("reordered", place.reordered)
            .put("waits", place.senders.stream().mapToInt(sender -> sender.waits).min().orElse(0))
            .encode());
    place.vertx.close().await();
  }

  /** Returns where to connect. */
  private List<String> open(String where) {
    return switch (where) {
      case "loop" -> pull(ThreadingModel.EVENT_LOOP, "tcp://127.0.0.1:0");
      case "worker" -> pull(ThreadingModel.WORKER, "tcp://127.0.0.1:0");
      case "virtual" -> pull(ThreadingModel.VIRTUAL_THREAD, "tcp://127.0.0.1:0");
      case "inproc" -> pull(ThreadingModel.EVENT_LOOP, "inproc://full");
      case "eventbus" -> pull(ThreadingModel.EVENT_LOOP, "eventbus://full");
      case "mounted" -> mounted(ThreadingModel.EVENT_LOOP);
      case "mountedOnWorker" -> mounted(ThreadingModel.WORKER);
      case "reply" -> verticle(where);
      case "credit" -> verticle(where);
      default -> throw new IllegalArgumentException(where);
    };
  }

  // ---- the reader ----

  private List<String> pull(ThreadingModel model, String url) {
    Puller puller = new Puller(url);
    vertx.deployVerticle(puller, new DeploymentOptions().setThreadingModel(model)).await();
    return List.of(puller.address);
  }

  private final class Puller extends VerticleBase {
    private final String url;
    private volatile String address;
    private volatile PullSocket socket;

    Puller(String url) {
      this.url = url;
    }

    @Override
    public Future<?> start() {
      PullSocket pull = PullSocket.create(vertx, BOUNDED);
      socket = pull;
      pull.pause();
      pull.handler(message -> take(message.body()));
      fetch = pull::fetch;
      return url.isEmpty()
          ? Future.succeededFuture()
          : pull.bind(url).onSuccess(bound -> address = bound.address().toString());
    }
  }

  /** On HTTP servers of two other loops. */
  private List<String> mounted(ThreadingModel model) {
    Puller puller = new Puller("");
    vertx.deployVerticle(puller, new DeploymentOptions().setThreadingModel(model)).await();
    SpWebSocket route = SpWebSocket.of(puller.socket);
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      vertx.deployVerticle(new Server(route, urls)).await();
    }
    return urls;
  }

  private static final class Server extends VerticleBase {
    private final SpWebSocket route;
    private final List<String> urls;

    Server(SpWebSocket route, List<String> urls) {
      this.route = route;
      this.urls = urls;
    }

    @Override
    public Future<?> start() {
      Router router = Router.router(vertx);
      router.route("/full").handler(route);
      Future<HttpServer> server =
          vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1");
      return server.onSuccess(
          on -> {
            synchronized (urls) {
              urls.add("ws://127.0.0.1:" + on.actualPort() + "/full");
            }
          });
    }
  }

  /** A verticle, and its consumer. */
  private List<String> verticle(String ack) {
    Consumers consumers = new Consumers(ack);
    vertx.deployVerticle(consumers).await();
    JsonObject config =
        new JsonObject()
            .put("bind", "tcp://127.0.0.1:0")
            .put("deliver", "jobs")
            .put("ack", ack)
            .put("options", BOUNDED.toJson());
    if (ack.equals("reply")) {
      config.put("window", 4).put("timeout", "10m");
    }
    String id =
        vertx.deployVerticle("scapro:pull", new DeploymentOptions().setConfig(config)).await();
    return List.of(DeployedEndpoint.of(vertx, id).get(0).url());
  }

  private final class Consumers extends VerticleBase {
    private final String ack;
    private final ArrayDeque<Message<Buffer>> unanswered = new ArrayDeque<>();
    private long wanted;

    Consumers(String ack) {
      this.ack = ack;
    }

    @Override
    public Future<?> start() {
      Context here = context;
      if (ack.equals("credit")) {
        return SocketReader.open(vertx, "jobs")
            .onSuccess(
                jobs -> {
                  jobs.pause();
                  jobs.handler(job -> take(job.body()));
                  fetch = jobs::fetch;
                });
      }
      fetch =
          amount ->
              here.runOnContext(
                  go -> {
                    wanted = Math.min(Integer.MAX_VALUE, wanted + amount);
                    answer();
                  });
      return vertx
          .eventBus()
          .<Buffer>consumer(
              "jobs",
              job -> {
                unanswered.add(job);
                answer();
              })
          .completion();
    }

    private void answer() {
      while (wanted > 0 && !unanswered.isEmpty()) {
        wanted--;
        Message<Buffer> job = unanswered.poll();
        job.reply(null);
        take(job.body());
      }
    }
  }

  private void take(Buffer body) {
    boolean more;
    synchronized (this) {
      int sender = body.getInt(0);
      if (body.getInt(4) != next[sender]++ || body.length() != SIZE) {
        reordered++;
      }
      got++;
      more = --asked <= 0 && waiting.get() == SENDERS;
      if (more) {
        asked = 1;
      }
    }
    if (got == SENDERS * EACH) {
      all.complete();
    } else if (more) {
      fetch.accept(1);
    }
  }

  /** A sender waits now, or goes on. */
  private void moreWait(int more) {
    if (waiting.addAndGet(more) == SENDERS) {
      synchronized (this) {
        if (asked > 0) {
          return; // it comes
        }
        asked = 1;
      }
      fetch.accept(1);
    }
  }

  // ---- the senders ----

  private static final class Sender extends VerticleBase {
    private final int number;
    private final String url;
    private final IntConsumer told;
    private boolean isWaiting;
    private int sent;
    private volatile int waits;
    private PushSocket push;

    Sender(int number, String url, IntConsumer told) {
      this.number = number;
      this.url = url;
      this.told = told;
    }

    @Override
    public Future<?> start() {
      push = PushSocket.create(vertx);
      push.drainHandler(drained -> pump());
      return push.connect(url)
          .compose(connecting -> connecting.connected())
          .onSuccess(connected -> pump());
    }

    private void pump() {
      if (isWaiting) {
        isWaiting = false;
        told.accept(-1);
      }
      while (sent < EACH) {
        if (push.writeQueueFull()) {
          break;
        }
        byte[] body = new byte[SIZE];
        Arrays.fill(body, (byte) sent);
        push.send(Buffer.buffer(body).setInt(0, number).setInt(4, sent++));
      }
      isWaiting = true; // also when it has sent everything
      waits++;
      told.accept(1);
    }
  }
}
