package io.scapro.cli.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.cli.Launched;
import io.scapro.cli.Scapro;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code scapro record} and {@code scapro replay}. */
@ExtendWith(VertxExtension.class)
@Timeout(120)
class RecordIT {

  @TempDir Path folder;

  /** What a command has printed on standard error, and how it ended. */
  private record Ended(int code, String said) {}

  private static CompletableFuture<Ended> command(Object... arguments) {
    return CompletableFuture.supplyAsync(
        () -> {
          StringWriter err = new StringWriter();
          CommandLine line = Scapro.commandLine().setErr(new PrintWriter(err));
          int code =
              line.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
          return new Ended(code, err.toString());
        });
  }

  private String url(String name) {
    return "ipc://" + folder.resolve(name);
  }

  private Path recorded(Vertx vertx, List<Buffer> messages) throws Exception {
    Path file = folder.resolve("file.rec");
    CompletableFuture<Ended> record =
        command("record", "--protocol", "pull", "--bind", url("in"), "-n", messages.size(), file);
    PushSocket push = PushSocket.create(vertx);
    push.connect(url("in"));
    messages.forEach(push::send);
    Ended ended = record.get();
    assertEquals(0, ended.code(), ended.said());
    assertTrue(ended.said().contains("recorded " + messages.size() + " messages"), ended.said());
    assertTrue(ended.said().contains("; 0 dropped"), ended.said());
    return file;
  }

  @Test
  void replaysAHundredThousandMessagesByteForByte(Vertx vertx) throws Exception {
    Random random = new Random(4711);
    List<Buffer> messages = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      byte[] body = new byte[random.nextInt(100)];
      random.nextBytes(body);
      messages.add(Buffer.buffer(body));
    }
    Path file = recorded(vertx, messages);

    PullSocket pull = PullSocket.create(vertx);
    List<Buffer> got = new ArrayList<>();
    CompletableFuture<Void> all = new CompletableFuture<>();
    pull.handler(
        message -> {
          got.add(message.body());
          if (got.size() == messages.size()) {
            all.complete(null);
          }
        });
    Await.result(pull.bind(url("out")));
    Ended ended = command("replay", "--speed", "max", "--connect", url("out"), file).get();

    assertEquals(0, ended.code(), ended.said());
    assertEquals("replayed 100000 messages", ended.said().split(",")[0]);
    all.get();
    assertEquals(messages, got);
  }

  @Test
  void passesOnWhatItRecordsInAPipeline(Vertx vertx) throws Exception {
    PullSocket worker = PullSocket.create(vertx);
    BlockingQueue<String> work = new LinkedBlockingQueue<>();
    worker.handler(message -> work.add(message.body().toString()));
    Await.result(worker.bind(url("worker")));
    CompletableFuture<Ended> record =
        command(
            "record",
            "--protocol",
            "pull",
            "--bind",
            url("in"),
            "--forward",
            url("worker"),
            "-n",
            "2",
            folder.resolve("jobs.rec"));
    PushSocket push = PushSocket.create(vertx);
    push.connect(url("in"));
    push.send(Buffer.buffer("dig"));
    push.send(Buffer.buffer("plant"));

    assertEquals("dig", Await.next(work));
    assertEquals("plant", Await.next(work));
    assertEquals(0, record.get().code());
  }

  @Test
  void keepsThePausesUnlessItIsToBeFaster(Vertx vertx) throws Exception {
    Path file = folder.resolve("slow.rec");
    Files.write(
        file,
        Buffer.buffer("SPREC")
            .appendByte((byte) 1)
            .appendShort((short) 0x51) // PULL
            .appendLong(0)
            .appendBuffer(message(TimeUnit.SECONDS.toNanos(100), "one"))
            .appendBuffer(message(TimeUnit.MILLISECONDS.toNanos(100_600), "two"))
            .getBytes());
    PullSocket pull = PullSocket.create(vertx);
    List<Long> times = new ArrayList<>();
    pull.handler(message -> times.add(System.nanoTime()));
    Await.result(pull.bind(url("out")));

    long start = System.nanoTime();
    assertEquals(0, command("replay", "--speed", "2", "--connect", url("out"), file).get().code());

    assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(300));
  }

  private static Buffer message(long nanos, String body) {
    return Buffer.buffer().appendInt(body.length()).appendLong(nanos).appendString(body);
  }

  @Test
  void playsWhatIsWholeOfARecordingThatWasCutOff(Vertx vertx) throws Exception {
    Path file = recorded(vertx, List.of(Buffer.buffer("whole"), Buffer.buffer("half")));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 2));
    PullSocket pull = PullSocket.create(vertx);
    BlockingQueue<String> got = new LinkedBlockingQueue<>();
    pull.handler(message -> got.add(message.body().toString()));
    Await.result(pull.bind(url("out")));

    Ended ended = command("replay", "--connect", url("out"), file).get();

    assertEquals(0, ended.code());
    assertTrue(ended.said().contains("ends inside a message, which was not sent"), ended.said());
    assertEquals("whole", Await.next(got));
    assertTrue(got.isEmpty());
  }

  @Test
  void refusesAFileThatIsNoRecording() throws Exception {
    Path file = Files.writeString(folder.resolve("other.txt"), "something else");

    Ended ended = command("replay", "--connect", url("out"), file).get();

    assertEquals(1, ended.code());
    assertTrue(ended.said().contains("expected a file that scapro record has made"), ended.said());
  }

  @Test
  void leavesAnExistingFileAlone() throws Exception {
    Path file = Files.writeString(folder.resolve("other.txt"), "something else");

    Ended ended = command("record", "--connect", url("in"), file).get();

    assertEquals(1, ended.code());
    assertTrue(ended.said().contains("expected a new file"), ended.said());
    assertEquals("something else", Files.readString(file));
  }

  @Test
  void saysWhyAFileCannotBeWritten() throws Exception {
    Path file = folder.resolve("missing").resolve("file.rec");

    Ended ended = command("record", "--connect", url("in"), file).get();

    assertEquals(1, ended.code());
    String expected = "expected a file that can be written, got " + file + ": no such folder";
    assertTrue(ended.said().contains(expected), ended.said());
  }

  @Test
  void closesTheFileWhenASignalEndsIt(Vertx vertx) throws Exception {
    Path file = folder.resolve("signal.rec");
    Path scapro = Launched.install(folder.resolve("home"));
    PullSocket worker = PullSocket.create(vertx);
    BlockingQueue<String> forwarded = new LinkedBlockingQueue<>();
    worker.handler(message -> forwarded.add(message.body().toString()));
    Await.result(worker.bind(url("worker")));
    try (Launched record =
        Launched.start(
            folder,
            scapro.toString(),
            "record",
            "--protocol",
            "pull",
            "--bind",
            url("in"),
            "--forward",
            url("worker"),
            file.toString())) {
      PushSocket push = PushSocket.create(vertx);
      push.connect(url("in"));
      push.send(Buffer.buffer("kept"));
      assertEquals("kept", Await.next(forwarded));
      record.signal("TERM");
      assertEquals(143, record.end());
      assertTrue(record.errors().contains("recorded 1 messages, 4 bytes"), record.errors());
    }
    PullSocket pull = PullSocket.create(vertx);
    BlockingQueue<String> got = new LinkedBlockingQueue<>();
    pull.handler(message -> got.add(message.body().toString()));
    Await.result(pull.bind(url("out")));
    Ended replayed = command("replay", "--connect", url("out"), file).get();
    assertEquals(0, replayed.code(), replayed.said());
    assertFalse(replayed.said().contains("inside a message"), replayed.said());
    assertEquals("kept", Await.next(got));
  }
}
