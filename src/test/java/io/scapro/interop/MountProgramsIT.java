package io.scapro.interop;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.SocketEvent.Type;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.suite.Bodies;
import io.scapro.suite.Happenings;
import io.scapro.suite.Http;
import io.scapro.suite.Received;
import io.scapro.web.SpWebSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.StaticHandler;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three sockets on routes of one HTTP server, for real programs, beside a page and a route. */
@ExtendWith(VertxExtension.class)
class MountProgramsIT {

  @TempDir Path folder;
  private PubSocket prices;
  private RepSocket orders;
  private PullSocket logs;
  private int port;

  @BeforeEach
  void listen(Vertx vertx) {
    prices = PubSocket.create(vertx);
    orders = RepSocket.create(vertx);
    logs = PullSocket.create(vertx);
    Router router = Router.router(vertx);
    router.route("/prices").handler(SpWebSocket.of(prices));
    router.route("/orders").handler(SpWebSocket.of(orders));
    router.route("/logs").handler(SpWebSocket.of(logs));
    router.get("/version").handler(context -> context.end("1"));
    router.route().handler(StaticHandler.create("webroot"));
    port =
        result(
                vertx
                    .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                    .requestHandler(router)
                    .listen())
            .actualPort();
  }

  private Peer start(String program, String path, Object... options) throws Exception {
    return Peer.start(
        Peer.command(program, "--connect", "ws://127.0.0.1:" + port + path, List.of(options)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanocat", "nngcat"})
  void programsOnThreePathsAndAPageShareOnePort(String program) throws Exception {
    Requirement.program(program);
    Buffer large = Bodies.of("large70000");
    Happenings atPrices = Happenings.of(prices);
    Received logged = Received.of(logs);
    orders.handler(request -> request.reply(request.body()));
    try (Peer sub = start(program, "/prices", "--sub", "--hex");
        Peer req = start(program, "/orders", "--req", Peer.data(large, folder), "-i", 1, "--hex");
        Peer push = start(program, "/logs", "--push", "--data", "logged", "-i", 1)) {
      atPrices.await(Type.ACCEPTED);
      for (int round = 0; round < 2; round++) {
        prices.send(large.copy());
        assertEquals(large, sub.printed());
        assertEquals(large, req.printed());
        assertEquals("logged", logged.next().toString());
        assertEquals("1", Http.get(port, "/version"));
        assertTrue(Http.get(port, "/").contains("<title>"), "expected the page");
      }
      assertEquals(1, result(logs.statistics()).pipes(), push::toString);
    }
  }
}
