package io.scapro.samples.transports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scapro.Message;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.transport.Transport;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sample of the page about abstract sockets. */
@Timeout(30)
class AbstractSampleTest {

  private static Vertx newVertx() {
    return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  }

  private static Future<Message> exchange(Vertx vertx, String name) {
    String url = "abstract://" + name;
    PullSocket pull = PullSocket.create(vertx);
    PushSocket push = PushSocket.create(vertx);
    return pull.bind(url)
        .compose(bound -> push.connect(url))
        .compose(connected -> push.send(Buffer.buffer("hello")))
        .compose(sent -> pull.receive());
  }

  @Test
  void deliversWithoutAFile() {
    assumeTrue(Transport.EPOLL != null && Transport.EPOLL.available(), "no epoll on this machine");
    Vertx vertx = newVertx();
    Message message = Await.result(exchange(vertx, "scapro-" + UUID.randomUUID()));
    assertEquals("hello", message.body().toString());
    Await.result(vertx.close());
  }
}
