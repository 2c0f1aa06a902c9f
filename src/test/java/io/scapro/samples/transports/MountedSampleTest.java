package io.scapro.samples.transports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.suite.Await;
import io.scapro.web.SpWebSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sample of the page about mounted sockets. */
@Timeout(30)
class MountedSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() {
    Await.result(vertx.close());
  }

  private static Future<HttpServer> serve(Vertx vertx) {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("hello " + request.body())));

    Router router = Router.router(vertx);
    router.get("/version").handler(context -> context.end("1"));
    router.route("/echo").handler(SpWebSocket.of(rep));
    return vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1");
  }

  private static Future<Buffer> ask(Vertx vertx, int port) {
    ReqSocket req = ReqSocket.create(vertx);
    return req.connect("ws://127.0.0.1:" + port + "/echo")
        .compose(connected -> req.request(Buffer.buffer("world")));
  }

  @Test
  void repliesOnARouteOfTheServer() {
    HttpServer server = Await.result(serve(vertx));
    assertEquals("hello world", Await.result(ask(vertx, server.actualPort())).toString());
  }
}
