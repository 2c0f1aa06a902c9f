package io.scapro.browser;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Socket;
import io.scapro.SocketEvent.Type;
import io.scapro.interop.Peer;
import io.scapro.interop.Requirement;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.suite.Happenings;
import io.scapro.suite.Received;
import io.scapro.web.SpWebSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.StaticHandler;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One port of an application's own server: a page, a REST route and three sockets, for a browser
 * and for programs at the same time.
 */
@ExtendWith(VertxExtension.class)
class MountBrowserIT {

  @RegisterExtension static final Chromium chromium = new Chromium();

  private final List<Peer> programs = new ArrayList<>();
  private PubSocket prices;
  private RepSocket orders;
  private Received logged;
  private Happenings atPrices;
  private int port;

  @BeforeEach
  void listen(Vertx vertx) {
    prices = PubSocket.create(vertx);
    orders = RepSocket.create(vertx);
    PullSocket logs = PullSocket.create(vertx);
    logged = Received.of(logs);
    atPrices = Happenings.of(prices);
    orders.handler(request -> request.reply(Buffer.buffer("done: " + request.body())));
    Router router = Router.router(vertx);
    mount(router, "/prices", prices);
    mount(router, "/orders", orders);
    mount(router, "/logs", logs);
    router.get("/version").handler(context -> context.end("1"));
    router.get("/page/*").handler(StaticHandler.create("io/scapro/browser"));
    HttpServer server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(router);
    port = result(server.listen()).actualPort();
  }

  private static void mount(Router router, String path, Socket socket) {
    router.route(path).handler(SpWebSocket.of(socket));
  }

  @AfterEach
  void endPrograms() {
    programs.forEach(Peer::close);
  }

  private Peer program(Object... command) throws IOException {
    Peer program = Peer.start(Peer.command(command));
    programs.add(program);
    return program;
  }

  private String ws(String path) {
    return "ws://127.0.0.1:" + port + path;
  }

  @Test
  void onePortServesAPageAndPrograms() throws IOException {
    Requirement.program("nngcat");
    Page page = chromium.open("http://127.0.0.1:" + port + "/page/bare.html");
    page.run("window.price = next(await open('/prices', 'pub'))");
    atPrices.await(Type.ACCEPTED);

    Peer sub = program("nngcat", "--sub", "--connect", ws("/prices"), "--hex");
    atPrices.await(Type.ACCEPTED);
    Peer req = program("nngcat", "--req", "--connect", ws("/orders"), "--data", "tea", "--hex");
    program("nngcat", "--push", "--connect", ws("/logs"), "--data", "nngcat");

    String reply =
        page.run(
            """
            const orders = await open('/orders', 'rep');
            const reply = next(orders);
            orders.send(new Uint8Array([0x80, 0, 0, 7, 0x74, 0x65, 0x61]));
            return reply;
            """);
    assertEquals("\u0080\0\0\7done: tea", reply);
    assertEquals("done: tea", req.printed().toString());
    assertEquals("nngcat", logged.next().toString());
    page.run("(await open('/logs', 'pull')).send(new TextEncoder().encode('the page'))");
    assertEquals("the page", logged.next().toString());

    prices.send(Buffer.buffer("100"));
    assertEquals("100", page.run("return price"));
    assertEquals("100", sub.printed().toString());
    assertEquals("1", page.run("return (await fetch('/version')).text()"));
  }
}
