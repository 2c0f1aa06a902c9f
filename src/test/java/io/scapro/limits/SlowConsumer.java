package io.scapro.limits;

import io.scapro.protocol.PushSocket;
import io.scapro.verticle.DeployedEndpoint;
import io.scapro.verticle.SocketReader;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * A PUSH as fast as it can, a pull verticle, and a consumer that takes 10 ms for each message.
 * Arguments: {@code reply} or {@code credit}, messages, bytes of each.
 */
final class SlowConsumer {

  private static final int MILLIS = 10;

  private SlowConsumer() {}

  public static void main(String[] args) {
    int count = Integer.parseInt(args[1]);
    Vertx vertx = Vertx.vertx();
    Consumer consumer = new Consumer(args[0].equals("credit"), count);
    vertx.deployVerticle(consumer).await();
    JsonObject config =
        new JsonObject()
            .put("bind", "tcp://127.0.0.1:0")
            .put("deliver", "jobs")
            .put("ack", args[0]);
    if (args[0].equals("reply")) {
      config.put("window", 1);
    }
    String id =
        vertx.deployVerticle("scapro:pull", new DeploymentOptions().setConfig(config)).await();
    Sender sender = new Sender(DeployedEndpoint.of(vertx, id).get(0).url(), count, args[2]);
    vertx.deployVerticle(sender).await();
    consumer.done.future().await();
    System.out.println(
        new JsonObject()
            .put("inOrder", consumer.next)
            .put("waits", sender.waits)
            .put("sent", sender.sent)
            .encode());
    vertx.close().await();
  }

  private static final class Consumer extends VerticleBase {
    private final Promise<Void> done = Promise.promise();
    private final boolean credit;
    private final int count;
    private volatile int next;

    Consumer(boolean credit, int count) {
      this.credit = credit;
      this.count = count;
    }

    @Override
    public Future<?> start() {
      if (credit) {
        return SocketReader.open(vertx, "jobs")
            .onSuccess(
                jobs -> {
                  jobs.pause();
                  jobs.handler(job -> work(job.body(), () -> jobs.fetch(1)));
                  jobs.fetch(1);
                });
      }
      return vertx
          .eventBus()
          .<Buffer>consumer("jobs", job -> work(job.body(), () -> job.reply(null)))
          .completion();
    }

    private void work(Buffer job, Runnable ready) {
      vertx.setTimer(
          MILLIS,
          worked -> {
            if (job.getInt(0) == next) {
              next++;
            }
            ready.run();
            if (next == count) {
              done.tryComplete();
            }
          });
    }
  }

  private static final class Sender extends VerticleBase {
    private final String url;
    private final int count;
    private final int size;
    private volatile int sent;
    private volatile int waits;
    private PushSocket push;

    Sender(String url, int count, String size) {
      this.url = url;
      this.count = count;
      this.size = Integer.parseInt(size);
    }

    @Override
    public Future<?> start() {
      push = PushSocket.create(vertx);
      push.drainHandler(drained -> pump());
      return push.connect(url).onSuccess(connecting -> pump());
    }

    private void pump() {
      while (sent < count) {
        if (push.writeQueueFull()) {
          waits++;
          return;
        }
        push.send(Buffer.buffer(new byte[size]).setInt(0, sent++));
      }
    }
  }
}
