package io.scapro.verticle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Endpoint;
import io.scapro.Socket;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.LogLines;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams with credits from verticles to applications. */
@Timeout(60)
class CreditTest extends CreditStreamTest {

  private Socket pull(String url) throws Exception {
    return open(
        "pull",
        new JsonObject()
            .put("connect", connected(url))
            .put("deliver", "jobs")
            .put("ack", "credit"));
  }

  @Test
  void readsEverythingInOrder() throws Exception {
    int total = 20_000;
    BlockingQueue<Integer> got = new LinkedBlockingQueue<>();
    onItsOwnLoop(
        () ->
            SocketReader.open(vertx, "jobs")
                .onSuccess(jobs -> jobs.handler(job -> got.add(job.body().getInt(0)))));
    PushSocket push = PushSocket.create(vertx);
    Endpoint at = await(push.bind(ANY_PORT));
    Socket pull = pull(at.address().toString());
    for (int i = 0; i < total; i++) {
      push.send(Buffer.buffer().appendInt(i));
    }
    for (int i = 0; i < total; i++) {
      assertEquals(i, next(got));
    }
    assertEquals(total, await(pull.statistics()).delivered());
  }

  @Test
  void aReaderThatPausesSlowsThePeersAndLosesNothing() throws Exception {
    int total = 5_000;
    int window = 8;
    BlockingQueue<SocketMessage> got = new LinkedBlockingQueue<>();
    SocketReader reader =
        onItsOwnLoop(
            () ->
                SocketReader.open(vertx, "jobs", window)
                    .onSuccess(jobs -> jobs.pause().handler(got::add)));
    PushSocket push = PushSocket.create(vertx);
    Endpoint at = await(push.bind(ANY_PORT));
    Socket pull = pull(at.address().toString());
    List<Future<Void>> sent =
        IntStream.range(0, total)
            .mapToObj(i -> push.send(Buffer.buffer(8 << 10).appendInt(i).appendBytes(BLOCK)))
            .toList();
    statistics(pull, now -> now.delivered() == window);
    for (int turn = 0; turn < 100; turn++) {
      assertEquals(window, await(pull.statistics()).delivered());
    }
    assertTrue(sent.stream().anyMatch(each -> !each.isComplete()));
    onItsOwnLoop(() -> Future.succeededFuture(reader.resume()));
    for (int i = 0; i < total; i++) {
      assertEquals(i, next(got).body().getInt(0));
    }
    await(Future.all(sent));
  }

  private static final byte[] BLOCK = new byte[8 << 10];

  @Test
  void readsEachTopicAtItsAddress() throws Exception {
    BlockingQueue<String> news = new LinkedBlockingQueue<>();
    BlockingQueue<String> sport = new LinkedBlockingQueue<>();
    onItsOwnLoop(
        () ->
            SocketReader.open(vertx, "papers")
                .onSuccess(papers -> papers.handler(m -> news.add(m.body().toString()))));
    SocketReader arena =
        onItsOwnLoop(
            () ->
                SocketReader.open(vertx, "arena", 1)
                    .onSuccess(a -> a.pause().handler(m -> sport.add(m.body().toString()))));
    Socket sub =
        open(
            "sub",
            new JsonObject()
                .put("bind", ANY_PORT)
                .put("subscribe", new JsonObject().put("news", "papers").put("news.sport", "arena"))
                .put("ack", "credit"));
    PubSocket pub = PubSocket.create(vertx);
    await(await(pub.connect(url(sub))).connected());
    await(pub.send(Buffer.buffer("news today")));
    assertEquals("news today", next(news));
    await(pub.send(Buffer.buffer("news.sport 1:0")));
    await(pub.send(Buffer.buffer("news at night"))); // waits behind the slower reader
    statistics(sub, now -> now.delivered() == 2 && now.queuedToDeliver() == 1);
    onItsOwnLoop(() -> Future.succeededFuture(arena.resume()));
    assertEquals("news.sport 1:0", next(sport));
    assertEquals("news at night", next(news));
  }

  /** Two threads at once ask for one message more, as consumers on other loops do. */
  @Test
  void callsMayComeFromAnyThread() throws Exception {
    int total = 100_000;
    BlockingQueue<Integer> got = new LinkedBlockingQueue<>();
    SocketReader reader =
        onItsOwnLoop(
            () ->
                SocketReader.open(vertx, "jobs")
                    .onSuccess(jobs -> jobs.pause().handler(job -> got.add(job.body().getInt(0)))));
    PushSocket push = PushSocket.create(vertx);
    Endpoint at = await(push.bind(ANY_PORT));
    pull(at.address().toString());
    for (int i = 0; i < total; i++) {
      push.send(Buffer.buffer().appendInt(i));
    }
    CyclicBarrier together = new CyclicBarrier(2);
    Thread other = new Thread(() -> fetchOneByOne(together, reader, total / 2));
    other.start();
    fetchOneByOne(together, reader, total / 2);
    other.join();
    for (int i = 0; i < total; i++) {
      assertEquals(i, next(got));
    }
    await(reader.close());
  }

  private static void fetchOneByOne(CyclicBarrier together, SocketReader reader, int times) {
    assertDoesNotThrow(() -> together.await());
    for (int i = 0; i < times; i++) {
      reader.fetch(1);
    }
  }

  @Test
  void aReaderWhoseExceptionHandlerThrowsReadsTheNextMessages() throws Exception {
    BlockingQueue<Integer> got = new LinkedBlockingQueue<>();
    SocketReader reader =
        onItsOwnLoop(
            () ->
                SocketReader.open(vertx, "jobs")
                    .onSuccess(
                        jobs -> {
                          jobs.exceptionHandler(
                              failure -> {
                                throw new IllegalStateException(failure);
                              });
                          jobs.pause()
                              .handler(
                                  job -> {
                                    got.add(job.body().getInt(0));
                                    throw new IllegalStateException("of the application");
                                  });
                        }));
    PushSocket push = PushSocket.create(vertx);
    Endpoint at = await(push.bind(ANY_PORT));
    Socket pull = pull(at.address().toString());
    for (int i = 0; i < 3; i++) {
      push.send(Buffer.buffer().appendInt(i));
    }
    statistics(pull, now -> now.delivered() == 3);
    onItsOwnLoop(() -> Future.succeededFuture(reader.resume()));
    for (int i = 0; i < 3; i++) {
      assertEquals(i, next(got));
    }
  }

  @Test
  void saysThatNobodyReadsAndThatSomebodyDoesAgain() throws Exception {
    try (LogLines lines = new LogLines("io.scapro.credit")) {
      PushSocket push = PushSocket.create(vertx);
      Endpoint at = await(push.bind(ANY_PORT));
      pull(at.address().toString());
      String first = lines.next();
      assertTrue(
          first.startsWith("WARNING no receiver at the event-bus address jobs (No handlers"),
          first);
      onItsOwnLoop(() -> SocketReader.open(vertx, "jobs"));
      assertEquals("INFO found a receiver at the event-bus address jobs", lines.next());
    }
  }

  @Test
  void tellsWhereAMessageCameFrom() throws Exception {
    BlockingQueue<SocketMessage> got = new LinkedBlockingQueue<>();
    onItsOwnLoop(() -> SocketReader.open(vertx, "jobs").onSuccess(jobs -> jobs.handler(got::add)));
    PushSocket push = PushSocket.create(vertx);
    Endpoint at = await(push.bind(ANY_PORT));
    pull(at.address().toString());
    push.send(Buffer.buffer("job"));
    SocketMessage message = next(got);
    assertEquals("job", message.body().toString());
    assertTrue(message.peer().startsWith("127.0.0.1:"), message.peer());
    assertTrue(message.pipe() != 0);
  }

  @Test
  void countsWhatAReaderTakesAlongAndFindsTheNextOne() throws Exception {
    AtomicInteger taken = new AtomicInteger();
    SocketReader first =
        onItsOwnLoop(
            () ->
                SocketReader.open(vertx, "jobs", 4)
                    .onSuccess(jobs -> jobs.pause().handler(job -> taken.incrementAndGet())));
    PushSocket push = PushSocket.create(vertx);
    Endpoint at = await(push.bind(ANY_PORT));
    Socket pull = pull(at.address().toString());
    for (int i = 0; i < 10; i++) {
      push.send(Buffer.buffer().appendInt(i));
    }
    statistics(pull, now -> now.delivered() == 4);
    await(first.close());
    assertEquals(4, await(pull.statistics()).dropped(DropReason.NO_CONSUMER));
    BlockingQueue<Integer> got = new LinkedBlockingQueue<>();
    onItsOwnLoop(
        () ->
            SocketReader.open(vertx, "jobs")
                .onSuccess(jobs -> jobs.handler(job -> got.add(job.body().getInt(0)))));
    for (int i = 4; i < 10; i++) {
      assertEquals(i, next(got));
    }
    assertEquals(0, taken.get());
  }

  @Test
  void whatAReaderHasConsumedIsNotLostWhenItsVerticleIsUndeployed() throws Exception {
    BlockingQueue<SocketMessage> got = new LinkedBlockingQueue<>();
    String reader =
        await(
            vertx.deployVerticle(
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    return SocketReader.open(vertx, "jobs")
                        .onSuccess(jobs -> jobs.handler(got::add));
                  }
                }));
    PushSocket push = PushSocket.create(vertx);
    Endpoint at = await(push.bind(ANY_PORT));
    Socket pull = pull(at.address().toString());
    push.send(Buffer.buffer("consumed"));
    next(got);
    await(vertx.undeploy(reader));
    BlockingQueue<SocketMessage> more = new LinkedBlockingQueue<>();
    onItsOwnLoop(() -> SocketReader.open(vertx, "jobs").onSuccess(jobs -> jobs.handler(more::add)));
    push.send(Buffer.buffer("for the next"));
    assertEquals("for the next", next(more).body().toString());
    assertEquals(0, await(pull.statistics()).dropped(DropReason.NO_CONSUMER));
  }
}
