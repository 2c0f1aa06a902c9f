package io.scapro.samples.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.suite.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The hello world of docs/migration/jeromq.md. */
@ExtendWith(VertxExtension.class)
class JeromqSampleTest {

  static Future<Endpoint> serve(Vertx vertx, String url) {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("hello " + request.body())));
    return rep.bind(url);
  }

  static Future<String> greet(Vertx vertx, String url) {
    ReqSocket req = ReqSocket.create(vertx);
    return req.connect(url)
        .compose(endpoint -> req.request(Buffer.buffer("world")))
        .map(Buffer::toString)
        .eventually(req::close);
  }

  @Test
  @Timeout(30)
  void theServerGreets(Vertx vertx) {
    Endpoint bound = Await.result(serve(vertx, "tcp://127.0.0.1:0"));
    assertEquals("hello world", Await.result(greet(vertx, bound.address().toString())));
  }
}
