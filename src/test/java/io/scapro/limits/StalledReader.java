package io.scapro.limits;

import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;

/** A PUSH that writes as fast as it may into a PULL that reads nothing for 10 s, then all. */
final class StalledReader {

  private static final int COUNT = 200_000;
  private static final long STALL_MILLIS = 10_000;
  private static final byte[] FILLER = new byte[1020];

  private StalledReader() {}

  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    AtomicInteger accepted = new AtomicInteger();
    Context reader = vertx.getOrCreateContext();
    reader.runOnContext(
        go -> {
          PullSocket pull = PullSocket.create(vertx);
          int[] next = {0};
          int[] reordered = {0};
          pull.pause();
          pull.handler(
              message -> {
                if (message.body().getInt(0) != next[0]) {
                  reordered[0]++;
                }
                if (++next[0] == COUNT) {
                  tell(new JsonObject().put("received", next[0]).put("reordered", reordered[0]));
                  vertx.close();
                }
              });
          pull.bind("tcp://127.0.0.1:0")
              .compose(
                  bound -> {
                    Sender sender = new Sender(vertx, accepted);
                    sender.start(bound.address().toString());
                    return sender.filled.future();
                  })
              .compose(
                  filled -> {
                    tell(new JsonObject().put("heap", heap()));
                    return vertx.timer(STALL_MILLIS);
                  })
              .onSuccess(
                  stalled -> {
                    tell(new JsonObject().put("heap", heap()).put("accepted", accepted.get()));
                    pull.resume();
                  });
        });
  }

  private static final class Sender {
    private final Vertx vertx;
    private final PushSocket push;
    private final AtomicInteger accepted;

    /** Completes when the queue is full for the first time. */
    private final Promise<Void> filled = Promise.promise();

    Sender(Vertx vertx, AtomicInteger accepted) {
      this.vertx = vertx;
      this.accepted = accepted;
      push = PushSocket.create(vertx);
    }

    void start(String url) {
      push.drainHandler(drained -> write());
      push.connect(url).onSuccess(connected -> write());
    }

    void write() {
      for (int i = 0; i < 1000 && accepted.get() < COUNT; i++) {
        if (push.writeQueueFull()) {
          filled.tryComplete();
          return;
        }
        push.write(Buffer.buffer(1024).appendInt(accepted.getAndIncrement()).appendBytes(FILLER));
      }
      if (accepted.get() < COUNT) {
        vertx.runOnContext(turn -> write());
      }
    }
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void tell(JsonObject line) {
    System.out.println(line.encode());
  }
}
