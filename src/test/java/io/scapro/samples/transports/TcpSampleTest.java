package io.scapro.samples.transports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.EndpointOptions;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.suite.Await;
import io.scapro.transport.TcpOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sample of the page about tcp. */
@Timeout(30)
class TcpSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() {
    Await.result(vertx.close());
  }

  private static Future<Buffer> ask(Vertx vertx) {
    EndpointOptions options =
        new EndpointOptions()
            .setReconnectIntervalMax(Duration.ofSeconds(2))
            .with(new TcpOptions().setKeepAliveIdle(Duration.ofSeconds(20)));

    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("hello " + request.body())));
    ReqSocket req = ReqSocket.create(vertx);
    return rep.bind("tcp://127.0.0.1:0") // port 0: any free port
        .compose(bound -> req.connect(bound.address().toString(), options)) // the real port
        .compose(connected -> req.request(Buffer.buffer("world")));
  }

  @Test
  void repliesOverTcp() {
    assertEquals("hello world", Await.result(ask(vertx)).toString());
  }
}
