package io.scapro.samples.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.Message;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of docs/protocols/push.md and docs/protocols/pull.md. */
@Timeout(30)
class PipelineSampleTest {

  private final Vertx vertx = Vertx.vertx();
  private final Queue<String> done = new ConcurrentLinkedQueue<>();
  private final Promise<Void> allDone = Promise.promise();

  @AfterEach
  void closeVertx() {
    vertx.close().await();
  }

  @Test
  void eachJobGoesToOneWorker() {
    PullSocket first = PullSocket.create(vertx);
    Endpoint firstBound = first.bind("tcp://127.0.0.1:0").await();
    PullSocket second = PullSocket.create(vertx);
    Endpoint secondBound = second.bind("tcp://127.0.0.1:0").await();

    PushSocket push = PushSocket.create(vertx);
    push.connect(firstBound.address().toString()).await().connected().await();
    push.connect(secondBound.address().toString()).await().connected().await();
    push.send(Buffer.buffer("job 1"));
    push.send(Buffer.buffer("job 2"));
    Message one = first.receive().await();
    Message two = second.receive().await();

    assertEquals("job 1", one.body().toString());
    assertEquals("job 2", two.body().toString());
  }

  @Test
  void workerTakesOneJobAtATime() {
    PullSocket pull = PullSocket.create(vertx);
    pull.pause(); // no demand yet
    pull.handler(job -> work(job.body()).onComplete(finished -> pull.fetch(1)));
    pull.fetch(1); // one job at a time
    Endpoint bound = pull.bind("tcp://127.0.0.1:0").await();

    PushSocket push = PushSocket.create(vertx);
    push.connect(bound.address().toString()).await();
    push.send(Buffer.buffer("job 1"));
    push.send(Buffer.buffer("job 2"));
    push.send(Buffer.buffer("job 3"));
    allDone.future().await();

    assertEquals(List.of("job 1", "job 2", "job 3"), List.copyOf(done));
  }

  private Future<Void> work(Buffer job) {
    done.add(job.toString());
    if (done.size() == 3) {
      allDone.complete();
    }
    return Future.succeededFuture();
  }
}
