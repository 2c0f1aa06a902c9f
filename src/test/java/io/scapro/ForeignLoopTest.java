package io.scapro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.protocol.PullOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushOptions;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sockets whose pipes live on another event loop keep every promise. */
@Timeout(60)
class ForeignLoopTest {

  private static final int MANY = 20_000;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static <T> T get(io.vertx.core.Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void requestsAreAnswered() throws Exception {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("re " + request.body())));
    Endpoint bound = get(rep.bind("foreign://127.0.0.1:0"));
    ReqSocket req = ReqSocket.create(vertx);
    get(req.connect(bound.address().toString()));
    for (int i = 0; i < 100; i++) {
      assertEquals("re " + i, get(req.request(Buffer.buffer("" + i))).toString());
    }
  }

  @Test
  void aPausedReaderSlowsTheWriterAndNothingIsLostOrReordered() throws Exception {
    PullSocket pull = PullSocket.create(vertx, new PullOptions().setReceiveBuffer(16));
    BlockingQueue<Integer> got = new LinkedBlockingQueue<>();
    pull.pause();
    pull.handler(message -> got.add(message.body().getInt(0)));
    Endpoint bound = get(pull.bind("foreign://127.0.0.1:0"));
    PushSocket push = PushSocket.create(vertx);
    get(get(push.connect(bound.address().toString())).connected());
    AtomicInteger accepted = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(MANY);
    Buffer filler = Buffer.buffer(new byte[4096]);
    for (int i = 0; i < MANY; i++) {
      push.send(Buffer.buffer().appendInt(i).appendBuffer(filler))
          .onSuccess(
              sent -> {
                accepted.incrementAndGet();
                all.countDown();
              });
    }
    SocketStatistics paused = get(pull.statistics());
    assertTrue(got.isEmpty(), "a paused handler was called");
    assertTrue(paused.queuedToDeliver() <= 32, paused.toString());
    assertTrue(accepted.get() < MANY, "a paused reader did not slow the writer");
    pull.resume();
    for (int i = 0; i < MANY; i++) {
      assertEquals(i, got.poll(20, TimeUnit.SECONDS));
    }
    assertTrue(all.await(20, TimeUnit.SECONDS));
    get(push.close());
    SocketStatistics sent = get(push.statistics());
    assertEquals(MANY, sent.written());
    assertEquals(MANY, sent.copies());
    assertEquals(MANY, get(pull.statistics()).received());
  }

  @Test
  void whatWasAcceptedIsSentBeforeTheEnd() throws Exception {
    PullSocket pull = PullSocket.create(vertx);
    Endpoint bound = get(pull.bind("foreign://127.0.0.1:0"));
    PushSocket push = PushSocket.create(vertx, new PushOptions().setLinger(Duration.ofSeconds(20)));
    get(push.connect("foreign://" + bound.address().rest()));
    push.send(Buffer.buffer("last words"));
    get(push.close());
    assertEquals("last words", get(pull.receive()).body().toString());
  }
}
