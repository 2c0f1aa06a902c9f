package io.scapro.samples.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pipeline of docs/migration/nanomsg.md. */
@ExtendWith(VertxExtension.class)
class NanomsgSampleTest {

  static Future<Endpoint> printJobs(Vertx vertx, String url, Consumer<String> out) {
    PullSocket pull = PullSocket.create(vertx);
    pull.handler(message -> out.accept(message.body().toString()));
    return pull.bind(url);
  }

  static Future<Void> sendJob(Vertx vertx, String url) {
    PushSocket push = PushSocket.create(vertx);
    return push.connect(url)
        .compose(endpoint -> push.send(Buffer.buffer("job 1")))
        .compose(sent -> push.close()); // writes what was accepted, for up to 1 s
  }

  @Test
  @Timeout(30)
  void theJobArrives(Vertx vertx) {
    BlockingQueue<String> printed = new LinkedBlockingQueue<>();
    Endpoint bound = Await.result(printJobs(vertx, "tcp://127.0.0.1:0", printed::add));
    Await.result(sendJob(vertx, bound.address().toString()));
    assertEquals("job 1", Await.next(printed));
  }
}
