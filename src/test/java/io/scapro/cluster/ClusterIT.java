package io.scapro.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.SocketEvent;
import io.scapro.SocketEvent.Type;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.scapro.suite.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three processes form a cluster: this one hands out jobs and asks questions, two work, and one of
 * them is killed.
 */
@Timeout(180)
class ClusterIT {

  private static final int JOBS = 100_000;
  private static final int MORE_JOBS = 20_000;
  private static final int IN_FLIGHT = 1_000;
  private static final int QUESTIONS = 20;
  private static final int LETTERS = 100;
  private static final int ENDED = -3;

  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private final List<Process> processes = new ArrayList<>();
  private ClusterConfig config;
  private Vertx vertx;
  private int sent;

  /** What {@code worker} told. */
  private record Told(Process worker, int number) {}

  @BeforeEach
  void join() throws IOException {
    config = TestCluster.newConfig();
    vertx = Await.result(Cluster.join(new VertxOptions(), config));
  }

  @AfterEach
  void leave() {
    processes.forEach(process -> process.destroyForcibly().onExit().join());
    Await.result(vertx.close());
  }

  private Process worker(String manner) throws IOException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx128m",
                "-Dvertx.disableDnsResolver=true",
                "-cp",
                System.getProperty("java.class.path"),
                ClusterWorker.class.getName(),
                config.toJson().encode(),
                manner)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    processes.add(process);
    Thread reader = new Thread(() -> read(process), "reads " + process.pid());
    reader.setDaemon(true);
    reader.start();
    return process;
  }

  private void read(Process process) {
    try (DataInputStream in = new DataInputStream(process.getInputStream())) {
      while (true) {
        told.add(new Told(process, in.readInt()));
      }
    } catch (IOException e) {
      told.add(new Told(process, ENDED));
    }
  }

  private Told next() throws InterruptedException {
    Told next = told.poll(60, TimeUnit.SECONDS);
    assertNotNull(next, "expected one more number of a worker");
    return next;
  }

  private void awaitNumber(int number) throws InterruptedException {
    while (next().number() != number) {
      // what else they told does not matter here
    }
  }

  /** The next {@code count} jobs, each taken once. */
  private Set<Process> takeOnce(int from, int count) throws InterruptedException {
    Set<Process> by = new HashSet<>();
    Set<Integer> numbers = new HashSet<>();
    while (numbers.size() < count) {
      Told job = next();
      assertTrue(numbers.add(job.number()), () -> job + " came twice");
      by.add(job.worker());
    }
    IntStream.range(from, from + count).forEach(i -> assertTrue(numbers.contains(i)));
    return by;
  }

  private Future<?> send(PushSocket push, int count) {
    List<Future<Void>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(push.send(Buffer.buffer(64).appendInt(sent++).appendBytes(new byte[60])));
    }
    return Future.join(all);
  }

  private void sendAll(PushSocket push, int count) {
    for (int i = 0; i < count; i += IN_FLIGHT) {
      Await.result(send(push, Math.min(IN_FLIGHT, count - i)));
    }
  }

  @Test
  void aKilledWorkerCostsWhatItHeldAndNoQuestionAndWorksAgainWhenItIsBack() throws Exception {
    PushSocket jobs = PushSocket.create(vertx);
    Happenings atJobs = Happenings.of(jobs);
    Await.result(jobs.bind(ClusterWorker.JOBS));
    ReqSocket questions = ReqSocket.create(vertx);
    Await.result(questions.bind(ClusterWorker.QUESTIONS));
    PushSocket mail = PushSocket.create(vertx);
    Happenings atMail = Happenings.of(mail);
    Await.result(mail.connect(ClusterWorker.MAIL));
    worker("answers");
    Process victim = worker("keeps");
    awaitNumber(ClusterWorker.READY);
    awaitNumber(ClusterWorker.READY);
    atMail.await(Type.CONNECTED);
    atMail.await(Type.CONNECTED);
    assertEquals(2, sendAndTakeOnce(jobs, JOBS).size(), "both worked");
    assertEquals(2, sendAndTakeOnce(mail, LETTERS).size(), "both got letters");

    List<Future<Buffer>> answers = ask(questions);
    int before = sent;
    sendAll(jobs, MORE_JOBS / 2);
    long killed = System.nanoTime();
    victim.toHandle().destroyForcibly(); // as kill -9
    awaitAnswers(answers);
    System.out.printf(
        "killed a worker: all %d questions were answered after %d ms%n",
        QUESTIONS, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed));
    sendAll(jobs, MORE_JOBS / 2);
    SocketEvent end = atJobs.await(Type.DISCONNECTED);
    sendAll(jobs, 1); // comes last at the other one
    int taken = takenUntil(sent - 1, victim);
    long counted = Await.result(jobs.statistics()).dropped(DropReason.DISCONNECTED);
    int lost = sent - before - taken;
    System.out.printf(
        "killed a worker: sent %d, taken %d, lost %d, of which %d were counted; %s%n",
        sent - before, taken, lost, counted, end.cause().orElseThrow().getMessage());
    assertTrue(lost <= heldAtMost(end) + counted);
    atMail.await(Type.DISCONNECTED);
    atMail.await(Type.ENDPOINT_CLOSED); // its address went with it

    Process again = worker("answers");
    awaitNumber(ClusterWorker.READY);
    atMail.await(Type.CONNECTED);
    assertTrue(sendAndTakeOnce(jobs, MORE_JOBS).contains(again), "it works again");
    assertTrue(sendAndTakeOnce(mail, LETTERS).contains(again), "it gets letters again");
  }

  private Set<Process> sendAndTakeOnce(PushSocket push, int count) throws InterruptedException {
    int first = sent;
    sendAll(push, count);
    return takeOnce(first, count);
  }

  /** Asks until the victim keeps a question. */
  private List<Future<Buffer>> ask(ReqSocket req) throws InterruptedException {
    List<Future<Buffer>> answers = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      answers.add(req.request(Buffer.buffer("question " + i)));
    }
    awaitNumber(ClusterWorker.KEPT);
    return answers;
  }

  private static void awaitAnswers(List<Future<Buffer>> answers) {
    for (int i = 0; i < QUESTIONS; i++) {
      assertEquals("answer to question " + i, Await.result(answers.get(i)).toString());
    }
  }

  /** How many jobs were taken, each once, when {@code last} was and {@code ended} has ended. */
  private int takenUntil(int last, Process ended) throws InterruptedException {
    Set<Integer> numbers = new HashSet<>();
    boolean hasEnded = false;
    while (!numbers.contains(last) || !hasEnded) {
      Told next = next();
      if (next.number() == ENDED) {
        assertEquals(ended, next.worker());
        hasEnded = true;
      } else if (next.number() != ClusterWorker.KEPT) {
        assertTrue(numbers.add(next.number()), () -> next + " came twice");
      }
    }
    return numbers.size();
  }

  private static int heldAtMost(SocketEvent end) {
    String text = end.cause().orElseThrow().getMessage();
    Matcher count = Pattern.compile("at most (\\d+) sent messages").matcher(text);
    assertTrue(count.find(), text);
    return Integer.parseInt(count.group(1));
  }
}
