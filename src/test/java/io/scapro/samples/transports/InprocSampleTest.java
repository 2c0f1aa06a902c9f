package io.scapro.samples.transports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Message;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sample of the page about inproc. */
@Timeout(30)
class InprocSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() {
    Await.result(vertx.close());
  }

  private static Future<Message> exchange(Vertx vertx) {
    PullSocket pull = PullSocket.create(vertx);
    PushSocket push = PushSocket.create(vertx);
    return push.connect("inproc://jobs") // before the bind: the socket tries again
        .compose(connecting -> pull.bind("inproc://jobs"))
        .compose(bound -> push.send(Buffer.buffer("hello")))
        .compose(sent -> pull.receive());
  }

  @Test
  void deliversWithinOneVertx() {
    assertEquals("hello", Await.result(exchange(vertx)).body().toString());
  }
}
