package io.scapro.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Endpoint;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.SpSocket;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams with credits between applications and verticles. */
@Timeout(60)
class CreditTest extends BusTest {

  /** Runs {@code task} on an event loop of its own, as an application's verticle does. */
  private <T> T onItsOwnLoop(Supplier<Future<T>> task) throws Exception {
    BlockingQueue<Future<T>> result = new LinkedBlockingQueue<>();
    vertx.runOnContext(turn -> result.add(task.get()));
    return await(next(result));
  }

  private SpSocket pull(String url) throws Exception {
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
    SpSocket pull = pull(at.address().toString());
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
    SpSocket pull = pull(at.address().toString());
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
    SpSocket sub =
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
    SpSocket pull = pull(at.address().toString());
    for (int i = 0; i < 10; i++) {
      push.send(Buffer.buffer().appendInt(i));
    }
    statistics(pull, now -> now.delivered() == 4);
    onItsOwnLoop(first::close);
    awaitDrops(pull, DropReason.NO_CONSUMER, 4);
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
  void writesEverythingInOrderAndEndsWhenItIsAccepted() throws Exception {
    int total = 20_000;
    SpSocket push = open("push", new JsonObject().put("bind", ANY_PORT).put("address", "out"));
    PullSocket pull = PullSocket.create(vertx);
    BlockingQueue<Integer> got = new LinkedBlockingQueue<>();
    pull.handler(message -> got.add(message.body().getInt(0)));
    await(pull.connect(url(push)));
    onItsOwnLoop(
        () -> {
          SocketWriter writer = SocketWriter.open(vertx, "out");
          for (int i = 0; i < total; i++) {
            writer.write(Buffer.buffer().appendInt(i));
          }
          return writer.end();
        });
    assertEquals(total, await(push.statistics()).copies());
    for (int i = 0; i < total; i++) {
      assertEquals(i, next(got));
    }
  }

  @Test
  void aWriterIsFullWhileNobodyTakesItsMessages() throws Exception {
    SpSocket push =
        open("push", new JsonObject().put("bind", ANY_PORT).put("address", "out").put("queue", 5));
    BlockingQueue<SocketWriter> full = new LinkedBlockingQueue<>();
    BlockingQueue<String> drained = new LinkedBlockingQueue<>();
    vertx.runOnContext(
        start -> {
          SocketWriter writer = SocketWriter.open(vertx, "out");
          AtomicInteger written = new AtomicInteger();
          writer.drainHandler(
              again -> {
                while (!writer.writeQueueFull()) {
                  writer.write(Buffer.buffer("message " + written.incrementAndGet()));
                }
                if (written.get() == 5) {
                  full.add(writer);
                } else {
                  drained.add("drained");
                }
              });
          assertTrue(writer.writeQueueFull());
        });
    next(full);
    PullSocket pull = PullSocket.create(vertx);
    await(pull.connect(url(push)));
    for (int i = 1; i <= 8; i++) {
      assertEquals("message " + i, await(pull.receive()).body().toString());
    }
    next(drained);
  }

  @Test
  void aWriterHearsWhatIsLostWithAVerticleAndGoesOnWithTheNext() throws Exception {
    String id =
        deploy(
            "scapro:push",
            new JsonObject()
                .put("bind", ANY_PORT)
                .put("address", "out")
                .put("options", new JsonObject().put("linger", 0)));
    BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    SocketWriter writer =
        onItsOwnLoop(
            () -> {
              SocketWriter opened = SocketWriter.open(vertx, "out");
              opened.exceptionHandler(failures::add);
              return opened.write(Buffer.buffer("lost")).map(opened);
            });
    await(vertx.undeploy(id));
    SpException cause = (SpException) next(failures);
    assertEquals(Reason.DISCONNECTED, cause.reason());
    assertTrue(cause.getMessage().contains("1 messages"), cause.getMessage());
    SpSocket push = open("push", new JsonObject().put("bind", ANY_PORT).put("address", "out"));
    PullSocket pull = PullSocket.create(vertx);
    await(pull.connect(url(push)));
    onItsOwnLoop(() -> writer.write(Buffer.buffer("kept")));
    assertEquals("kept", await(pull.receive()).body().toString());
  }

  /** A socket that fails each send at once, and a writer to it. */
  private SpSocket refusing(int queue) throws Exception {
    return open(
        "push",
        new JsonObject()
            .put("bind", ANY_PORT)
            .put("address", "out")
            .put("queue", queue)
            .put("options", new JsonObject().put("sendTimeout", 0)));
  }

  @Test
  void aWriterHearsTheReasonThatARequestHears() throws Exception {
    SpSocket push = refusing(8);
    BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    onItsOwnLoop(
        () -> {
          SocketWriter writer = SocketWriter.open(vertx, "out");
          writer.exceptionHandler(failures::add);
          return writer.write(Buffer.buffer("refused"));
        });
    SpException heard = (SpException) next(failures);
    var asked = replyFailure(vertx.eventBus().request("out", "refused"));
    assertEquals(FailureCodes.reason(asked).orElseThrow(), heard.reason());
    assertEquals(Reason.TIMEOUT, heard.reason());
    assertTrue(
        heard.getMessage().endsWith("could not pass on 1 messages: " + asked.getMessage()),
        heard.getMessage());
    awaitDrops(push, DropReason.BUS_REFUSED, 1);
  }

  @Test
  void aWriterHearsOfEveryRefusedMessageAndItsEndFails() throws Exception {
    int total = 3_000;
    SpSocket push = refusing(100);
    BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    BlockingQueue<Future<Void>> end = new LinkedBlockingQueue<>();
    vertx.runOnContext(
        start -> {
          SocketWriter writer = SocketWriter.open(vertx, "out");
          writer.exceptionHandler(failures::add);
          for (int i = 0; i < total; i++) {
            writer.write(Buffer.buffer("refused"));
          }
          end.add(writer.end());
        });
    assertEquals(Reason.TIMEOUT, ((SpException) failure(next(end))).reason());
    int heard = 0;
    for (Throwable each : failures) {
      heard += Integer.parseInt(each.getMessage().replaceAll("[^0-9]*(\\d+) messages.*", "$1"));
    }
    assertEquals(total, heard);
    awaitDrops(push, DropReason.BUS_REFUSED, total);
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
    SpSocket pull = pull(at.address().toString());
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
