import io.scapro.verticle.SocketMessage;
import io.scapro.verticle.SocketReader;
import io.scapro.verticle.SocketWriter;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * The way of a Vert.x application through verticles: application, push verticle, tcp, pull verticle,
 * application, each on an event loop of its own. Takes the arguments of nanomsg's perf tools.
 */
final class VerticlePath {

  private static final String ADDRESS = "application";
  private static final int BURST = 1000;

  private VerticlePath() {}

  public static void main(String[] args) {
    if (args.length != 4 || !args[0].endsWith("_thr")) {
      System.err.println("usage: VerticlePath local_thr|remote_thr URL SIZE COUNT");
      System.exit(2);
    }
    int size = Integer.parseInt(args[2]);
    int count = Integer.parseInt(args[3]);
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    if (args[0].startsWith("local")) {
      Reading reading = new Reading(size, count);
      deploy(vertx, "pull", new JsonObject().put("bind", args[1]).put("deliver", ADDRESS).put("ack", "credit"));
      vertx.deployVerticle(reading).await();
      reading.done.future().await();
    } else {
      Writing writing = new Writing(size, count);
      deploy(vertx, "push", new JsonObject().put("connect", args[1]).put("address", ADDRESS));
      vertx.deployVerticle(writing).await();
      writing.done.future().await();
    }
    vertx.close().await();
  }

  private static void deploy(Vertx vertx, String protocol, JsonObject config) {
    JsonObject options = new JsonObject().put("linger", "60s").put("receiveMaxSize", 0);
    vertx
        .deployVerticle(
            "scapro:" + protocol, new DeploymentOptions().setConfig(config.put("options", options)))
        .await();
  }

  private static final class Reading extends VerticleBase {
    private final Promise<Void> done = Promise.promise();
    private final int size;
    private final int count;
    private long start;
    private int received;

    Reading(int size, int count) {
      this.size = size;
      this.count = count;
    }

    @Override
    public Future<?> start() {
      return SocketReader.open(vertx, ADDRESS).onSuccess(reader -> reader.handler(this::received));
    }

    private void received(SocketMessage message) {
      if (start == 0) {
        start = System.nanoTime();
        if (message.body().length() == 0 && size > 0) {
          return; // it only starts the clock
        }
      }
      if (++received == count) {
        double nanos = System.nanoTime() - start;
        System.out.printf("message size: %d [B]%nmessage count: %d%n", size, count);
        System.out.printf("throughput: %d [msg/s]%n", (long) (count * 1e9 / nanos));
        done.complete();
      }
    }
  }

  private static final class Writing extends VerticleBase {
    private final Promise<Void> done = Promise.promise();
    private final Buffer body;
    private int left;
    private SocketWriter writer;

    Writing(int size, int count) {
      this.body = Buffer.buffer(new byte[size]);
      this.left = count;
    }

    @Override
    public Future<?> start() {
      writer = SocketWriter.open(vertx, ADDRESS);
      writer.drainHandler(drained -> pump());
      pump();
      return Future.succeededFuture();
    }

    private void pump() {
      for (int i = 0; i < BURST; i++) {
        if (left == 0) {
          writer.end().onComplete(done);
          return;
        }
        if (writer.writeQueueFull()) {
          return; // until it has drained
        }
        left--;
        writer.write(body);
      }
      context.runOnContext(turn -> pump());
    }
  }
}
