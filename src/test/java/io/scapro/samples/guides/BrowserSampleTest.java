package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.PeerHook;
import io.scapro.SocketOptions;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.transport.WebSocketOptions;
import io.scapro.web.SpWebSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.StaticHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of {@code docs/guides/browser-application.md}. */
@Timeout(30)
class BrowserSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static Future<HttpServer> serve(Vertx vertx, int port, PubSocket prices, RepSocket orders) {
    Router router = Router.router(vertx);
    router.route("/prices").handler(SpWebSocket.of(prices));
    router.route("/orders").handler(SpWebSocket.of(orders));
    router.route("/scapro/*").handler(StaticHandler.create("META-INF/resources/scapro"));
    router.route("/*").handler(StaticHandler.create("pages"));
    return vertx.createHttpServer().requestHandler(router).listen(port, "127.0.0.1");
  }

  static PeerHook onlyWithCookie(Predicate<String> isLoggedIn) {
    return peer -> {
      String cookie = peer.headers().getOrDefault("cookie", "");
      return isLoggedIn.test(cookie)
          ? Future.succeededFuture()
          : Future.failedFuture("expected a cookie of a logged-in user");
    };
  }

  static EndpointOptions fromPagesOf(String origin) {
    return new EndpointOptions().with(new WebSocketOptions().setOrigins(List.of(origin)));
  }

  private static EndpointOptions cookie(String cookie) {
    return new EndpointOptions()
        .with(new WebSocketOptions().setHeaders(Map.of("Cookie", cookie)))
        .setFirstAttempt(EndpointOptions.FirstAttempt.FAIL);
  }

  @Test
  void socketsAreBesidePagesOnOnePort() throws Exception {
    PubSocket prices = PubSocket.create(vertx, new SocketOptions().setName("prices"));
    RepSocket orders = RepSocket.create(vertx);
    orders.handler(request -> request.reply(Buffer.buffer("ordered " + request.body())));
    int port = serve(vertx, 0, prices, orders).await().actualPort();
    ReqSocket req = ReqSocket.create(vertx);
    req.connect("ws://127.0.0.1:" + port + "/orders").await();
    assertEquals("ordered tea", req.request(Buffer.buffer("tea")).await().toString());

    URI module = URI.create("http://127.0.0.1:" + port + "/scapro/scapro.js");
    HttpResponse<String> got =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(module).build(), HttpResponse.BodyHandlers.ofString());
    assertEquals(200, got.statusCode());
    assertTrue(got.body().contains("export class ReqSocket"), "the client of browsers");
  }

  @Test
  void theHookSeesCookies() {
    PubSocket prices = PubSocket.create(vertx);
    prices.peerHook(onlyWithCookie("session=good"::equals));
    int port = serve(vertx, 0, prices, RepSocket.create(vertx)).await().actualPort();
    String url = "ws://127.0.0.1:" + port + "/prices";
    Future<Endpoint> stranger = SubSocket.create(vertx).connect(url, cookie("session=bad"));
    assertTrue(stranger.transform(end -> Future.succeededFuture(end.failed())).await());
    SubSocket.create(vertx).connect(url, cookie("session=good")).await().connected().await();
  }

  @Test
  void originsAreOptionsOfTheEndpoint() {
    EndpointOptions options = fromPagesOf("https://shop.example.org");
    assertEquals(
        List.of("https://shop.example.org"), options.get(WebSocketOptions.class).getOrigins());
  }
}
