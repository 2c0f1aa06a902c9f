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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The two requests at a time of docs/migration/nng.md. */
@ExtendWith(VertxExtension.class)
class NngSampleTest {

  static Future<List<Buffer>> ask(Vertx vertx, String url) {
    ReqSocket req = ReqSocket.create(vertx);
    return req.connect(url)
        .compose(endpoint -> Future.all(ask(req, "one"), ask(req, "two")))
        .map(both -> both.<Buffer>list())
        .eventually(req::close);
  }

  static Future<Buffer> ask(ReqSocket req, String question) {
    return req.request(Buffer.buffer(question)); // any number in flight
  }

  @Test
  @Timeout(30)
  void bothAreAnswered(Vertx vertx) {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("re: " + request.body())));
    Endpoint bound = Await.result(rep.bind("tcp://127.0.0.1:0"));
    assertEquals(
        List.of(Buffer.buffer("re: one"), Buffer.buffer("re: two")),
        Await.result(ask(vertx, bound.address().toString())));
  }
}
