package io.scapro.protocol;

import io.scapro.SocketOptions;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * 100,000 messages from a PUSH to a PULL over tcp, each on an event loop of its own, with one body
 * that is sent again and again; time and bytes are per message, of both ends together.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PushPullBench {

  private static final int MESSAGES = 100_000;
  private static final int BURST = 1000;

  @Param({"16", "512", "8192"})
  private int bytes;

  private final AtomicReference<CountDownLatch> arrived = new AtomicReference<>();
  private Vertx vertx;
  private Context sending;
  private PushSocket push;
  private Buffer body;
  private int remaining; // on the sender's loop
  private int received; // on the receiver's loop

  @Setup
  public void connect() {
    vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    body = Buffer.buffer(new byte[bytes]);
    Promise<PullSocket> pull = Promise.promise();
    vertx.runOnContext(
        on -> pull.complete(PullSocket.create(vertx, new SocketOptions().setLendBodies(true))));
    PullSocket bound = pull.future().await();
    bound.handler(message -> received());
    String url = bound.bind("tcp://127.0.0.1:0").await().address().toString();
    Promise<PushSocket> opened = Promise.promise();
    vertx.runOnContext(
        on -> {
          sending = vertx.getOrCreateContext();
          opened.complete(PushSocket.create(vertx));
        });
    push = opened.future().await();
    push.drainHandler(drained -> pump());
    push.connect(url).await().connected().await();
  }

  @TearDown
  public void close() {
    vertx.close().await();
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void send() throws InterruptedException {
    CountDownLatch all = new CountDownLatch(1);
    arrived.set(all);
    sending.runOnContext(
        on -> {
          remaining = MESSAGES;
          pump();
        });
    all.await();
  }

  private void pump() {
    for (int i = 0; i < BURST && remaining > 0; i++) {
      if (push.writeQueueFull()) {
        return; // until it has drained
      }
      remaining--;
      push.send(body);
    }
    if (remaining > 0) {
      sending.runOnContext(turn -> pump());
    }
  }

  private void received() {
    if (++received == MESSAGES) {
      received = 0;
      arrived.get().countDown();
    }
  }
}
