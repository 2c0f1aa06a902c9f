package io.scapro.samples.transports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.EndpointOptions;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.suite.Await;
import io.scapro.transport.WebSocketOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sample of the page about ws. */
@Timeout(30)
class WsSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() {
    Await.result(vertx.close());
  }

  private static Future<Buffer> ask(Vertx vertx) {
    WebSocketOptions pages = new WebSocketOptions().setOrigins(List.of("https://app.example.org"));
    EndpointOptions server = new EndpointOptions().with(pages);

    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("hello " + request.body())));
    ReqSocket req = ReqSocket.create(vertx);
    return rep.bind("ws://127.0.0.1:0/echo", server)
        .compose(bound -> req.connect(bound.address().toString()))
        .compose(connected -> req.request(Buffer.buffer("world")));
  }

  @Test
  void repliesOverAWebSocket() {
    assertEquals("hello world", Await.result(ask(vertx)).toString());
  }
}
