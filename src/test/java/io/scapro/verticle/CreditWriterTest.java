package io.scapro.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SpException;
import io.scapro.protocol.PullSocket;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams with credits from applications to verticles. */
@Timeout(60)
class CreditWriterTest extends CreditStreamTest {

  @Test
  void writesEverythingInOrderAndEndsWhenItIsAccepted() throws Exception {
    int total = 20_000;
    Socket push = open("push", new JsonObject().put("bind", ANY_PORT).put("address", "out"));
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
    Socket push =
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
  void aWriterIsFullWhenAsManyMessagesWaitAsItMay() throws Exception {
    List<Boolean> full =
        onItsOwnLoop(
            () -> {
              SocketWriter writer = SocketWriter.open(vertx, "nobody").setWriteQueueMaxSize(2);
              List<Boolean> seen = new ArrayList<>();
              for (int i = 0; i < 4; i++) {
                seen.add(writer.writeQueueFull());
                writer.write(Buffer.buffer("waits"));
              }
              return Future.succeededFuture(seen);
            });
    assertEquals(List.of(false, false, true, true), full);
  }

  /** Each of two threads writes its own numbers, and waits for room when the writer is full. */
  @Test
  void callsMayComeFromAnyThread() throws Exception {
    int each = 5_000;
    Socket push =
        open("push", new JsonObject().put("bind", ANY_PORT).put("address", "out").put("queue", 5));
    PullSocket pull = PullSocket.create(vertx);
    BlockingQueue<Buffer> got = new LinkedBlockingQueue<>();
    pull.handler(message -> got.add(message.keep().body()));
    await(pull.connect(url(push)));
    SocketWriter writer = SocketWriter.open(vertx, "out");
    Semaphore room = new Semaphore(0);
    writer.drainHandler(again -> room.release(2));
    Thread other = new Thread(() -> writeNumbers(writer, room, 1, each));
    other.start();
    writeNumbers(writer, room, 0, each);
    other.join();
    int[] next = new int[2];
    for (int i = 0; i < 2 * each; i++) {
      Buffer body = next(got);
      assertEquals(next[body.getByte(0)]++, body.getInt(1));
    }
    await(writer.end());
  }

  private static void writeNumbers(SocketWriter writer, Semaphore room, int thread, int numbers) {
    for (int i = 0; i < numbers; i++) {
      if (writer.writeQueueFull()) {
        room.acquireUninterruptibly();
      }
      writer.write(Buffer.buffer().appendByte((byte) thread).appendInt(i));
    }
  }

  private String pushWithoutLinger() throws Exception {
    return deploy(
        "scapro:push",
        new JsonObject()
            .put("bind", ANY_PORT)
            .put("address", "out")
            .put("options", new JsonObject().put("linger", 0)));
  }

  @Test
  void aWriterWhoseExceptionHandlerThrowsGoesOnWithTheNextVerticle() throws Exception {
    String id = pushWithoutLinger();
    SocketWriter writer =
        onItsOwnLoop(
            () -> {
              SocketWriter opened = SocketWriter.open(vertx, "out");
              opened.exceptionHandler(
                  failure -> {
                    throw new IllegalStateException(failure);
                  });
              return opened.write(Buffer.buffer("lost")).map(opened);
            });
    await(vertx.undeploy(id));
    Socket push = open("push", new JsonObject().put("bind", ANY_PORT).put("address", "out"));
    PullSocket pull = PullSocket.create(vertx);
    await(pull.connect(url(push)));
    onItsOwnLoop(() -> writer.write(Buffer.buffer("kept")));
    assertEquals("kept", await(pull.receive()).body().toString());
  }

  @Test
  void aWriterHearsWhatIsLostWithAVerticleAndGoesOnWithTheNext() throws Exception {
    String id = pushWithoutLinger();
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
    Socket push = open("push", new JsonObject().put("bind", ANY_PORT).put("address", "out"));
    PullSocket pull = PullSocket.create(vertx);
    await(pull.connect(url(push)));
    onItsOwnLoop(() -> writer.write(Buffer.buffer("kept")));
    assertEquals("kept", await(pull.receive()).body().toString());
  }

  /** A socket that fails each send at once, and a writer to it. */
  private Socket refusing(int queue) throws Exception {
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
    Socket push = refusing(8);
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
        heard.getMessage().endsWith("could not forward 1 messages: " + asked.getMessage()),
        heard.getMessage());
    awaitDrops(push, DropReason.BUS_REFUSED, 1);
  }

  @Test
  void aWriterHearsOfEveryRefusedMessageAndItsEndFails() throws Exception {
    int total = 3_000;
    Socket push = refusing(100);
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
}
