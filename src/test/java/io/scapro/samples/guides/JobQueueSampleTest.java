package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Reason;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqOptions;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.Request;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of {@code docs/guides/job-queue.md}. */
@Timeout(30)
class JobQueueSampleTest {

  private static final int JOBS = 50;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static Future<PushSocket> openJobs(Vertx vertx, String url) {
    SocketOptions options = new SocketOptions().setName("jobs").setSendBuffer(1);
    PushSocket jobs = PushSocket.create(vertx, options);
    return jobs.bind(url).map(jobs);
  }

  static final class JobWorker extends VerticleBase {

    private final String jobsUrl;
    private final String resultsUrl;

    JobWorker(String jobsUrl, String resultsUrl) {
      this.jobsUrl = jobsUrl;
      this.resultsUrl = resultsUrl;
    }

    @Override
    public Future<?> start() {
      SocketOptions options = new SocketOptions().setName("jobs").setReceiveBuffer(1);
      PullSocket jobs = PullSocket.create(vertx, options);
      PushSocket results = PushSocket.create(vertx, new SocketOptions().setName("results"));
      jobs.handler(
          job -> {
            jobs.pause();
            work(job.body()).compose(results::send).onComplete(done -> jobs.resume());
          });
      return Future.all(results.connect(resultsUrl), jobs.connect(jobsUrl));
    }

    private static Future<Buffer> work(Buffer job) {
      return Future.succeededFuture(Buffer.buffer("done " + job));
    }
  }

  private static Set<String> expected() {
    return IntStream.range(0, JOBS).mapToObj(i -> "done " + i).collect(Collectors.toSet());
  }

  @Test
  void workersShareTheJobs() {
    PullSocket results = PullSocket.create(vertx);
    results.bind("inproc://results").await();
    PushSocket jobs = openJobs(vertx, "inproc://jobs").await();
    vertx.deployVerticle(new JobWorker("inproc://jobs", "inproc://results")).await();
    vertx.deployVerticle(new JobWorker("inproc://jobs", "inproc://results")).await();
    for (int i = 0; i < JOBS; i++) {
      jobs.send(Buffer.buffer("" + i)).await();
    }
    Set<String> done = new TreeSet<>();
    for (int i = 0; i < JOBS; i++) {
      done.add(results.receive().await().body().toString());
    }
    assertEquals(expected(), done);
  }

  static void serveJobs(RepSocket free, PullSocket jobs) {
    jobs.receive().compose(job -> give(free, job.body())).onSuccess(given -> serveJobs(free, jobs));
  }

  private static Future<Void> give(RepSocket free, Buffer job) {
    return free.receive()
        .compose(worker -> worker.reply(job.copy()).recover(gone -> give(free, job)));
  }

  static ReqSocket openFree(Vertx vertx, String url) {
    ReqOptions options = new ReqOptions().setName("free").setResendInterval(Duration.ZERO);
    ReqSocket free = ReqSocket.create(vertx, options);
    free.connect(url);
    return free;
  }

  static void askForJobs(ReqSocket free, PushSocket results) {
    free.request(Buffer.buffer("free"))
        .compose(job -> results.send(Buffer.buffer("done " + job)))
        .onSuccess(done -> askForJobs(free, results))
        .onFailure(
            failure -> {
              if (((SpException) failure).reason() == Reason.DISCONNECTED) {
                askForJobs(free, results);
              }
            });
  }

  @Test
  void workersAskForJobs() {
    PullSocket results = PullSocket.create(vertx);
    results.bind("inproc://results").await();
    PullSocket incoming = PullSocket.create(vertx);
    incoming.bind("inproc://incoming").await();
    RepSocket free = RepSocket.create(vertx);
    free.bind("inproc://free").await();
    serveJobs(free, incoming);
    for (int i = 0; i < 2; i++) {
      PushSocket done = PushSocket.create(vertx);
      done.connect("inproc://results").await();
      askForJobs(openFree(vertx, "inproc://free"), done);
    }
    PushSocket source = PushSocket.create(vertx);
    source.connect("inproc://incoming").await();
    for (int i = 0; i < JOBS; i++) {
      source.send(Buffer.buffer("" + i)).await();
    }
    Set<String> done = new TreeSet<>();
    for (int i = 0; i < JOBS; i++) {
      done.add(results.receive().await().body().toString());
    }
    assertEquals(expected(), done);
  }

  @Test
  void theJobOfALostWorkerGoesToAnother() {
    RepSocket free = RepSocket.create(vertx);
    free.bind("inproc://free").await();
    ReqSocket lost = openFree(vertx, "inproc://free");
    lost.request(Buffer.buffer("free"));
    Request worker = free.receive().await();
    lost.close().await();
    free.disconnect(worker.peer()).await();
    Future<Buffer> job = openFree(vertx, "inproc://free").request(Buffer.buffer("free"));
    worker.reply(Buffer.buffer("job")).recover(failure -> give(free, Buffer.buffer("job"))).await();
    assertEquals("job", job.await().toString());
  }
}
