package io.scapro.transport;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.SocketEvent.Type;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.suite.Bodies;
import io.scapro.suite.Happenings;
import io.scapro.suite.Http;
import io.scapro.suite.RawPeer;
import io.scapro.suite.RawWebSocket;
import io.scapro.suite.Received;
import io.scapro.web.SpWebSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sockets on routes of an application's own server, with the server's default options. */
@ExtendWith(VertxExtension.class)
class MountTest {

  @TempDir static Path webroot;

  private Vertx vertx;
  private HttpServer server;
  private PubSocket prices;
  private RepSocket orders;
  private PullSocket logs;
  private SpWebSocket ordersRoute;

  @BeforeEach
  void listen(Vertx vertx) throws Exception {
    this.vertx = vertx;
    prices = PubSocket.create(vertx);
    orders = RepSocket.create(vertx);
    logs = PullSocket.create(vertx);
    ordersRoute = SpWebSocket.of(orders);
    Files.writeString(webroot.resolve("index.html"), "<title>the page</title>");
    Router router = Router.router(vertx);
    router.route("/private/*").handler(this::authenticate);
    router.route("/private/orders").handler(ordersRoute);
    router.route("/prices").handler(SpWebSocket.of(prices));
    router.route("/logs").handler(SpWebSocket.of(logs, new EndpointOptions().setMaxPipes(1)));
    router.get("/version").handler(context -> context.end("1"));
    router.route().handler(StaticHandler.create(FileSystemAccess.ROOT, webroot.toString()));
    server =
        result(
            vertx
                .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(router)
                .listen());
  }

  private void authenticate(RoutingContext context) {
    context.request().pause();
    vertx
        .executeBlocking(() -> context.request().getHeader("x-token"))
        .onSuccess(
            token -> {
              if ("secret".equals(token)) {
                context.next();
              } else {
                context.fail(401);
              }
            });
  }

  private String url(String path) {
    return "ws://127.0.0.1:" + server.actualPort() + path;
  }

  @Test
  void onePortServesThePageTheApiAndThreeSockets() {
    SubSocket sub = SubSocket.create(vertx);
    result(sub.subscribe(""));
    Happenings atPrices = Happenings.of(prices);
    result(result(sub.connect(url("/prices"))).connected());
    atPrices.await(Type.ACCEPTED);
    prices.send(Buffer.buffer("100"));
    assertEquals("100", result(sub.receive()).body().toString());

    orders.handler(request -> request.reply(request.body()));
    ReqSocket req = ReqSocket.create(vertx);
    EndpointOptions known = new EndpointOptions();
    known.get(WebSocketOptions.class).setHeaders(Map.of("X-Token", "secret"));
    Future<Endpoint> connected = req.connect(url("/private/orders"), known);
    result(result(connected).connected());
    for (Buffer body : Bodies.ALL.values()) {
      assertEquals(body, result(req.request(body.copy())));
    }

    PushSocket push = PushSocket.create(vertx);
    Received received = Received.of(logs);
    result(push.connect(url("/logs")));
    Buffer longest = Buffer.buffer(new byte[1 << 20]).setByte(77, (byte) 7);
    push.send(longest.copy());
    assertEquals(longest, received.next());

    assertTrue(Http.get(server.actualPort(), "/").contains("the page"));
    assertEquals("1", Http.get(server.actualPort(), "/version"));
  }

  @Test
  void whoIsNotKnownDoesNotGetThere() throws Exception {
    try (RawWebSocket stranger = RawWebSocket.over(RawPeer.connect(server.actualPort()))) {
      String answer = stranger.ask(RawWebSocket.request("/private/orders", "rep"));
      assertTrue(answer.startsWith("HTTP/1.1 401 "), answer);
    }
  }

  @Test
  void otherRequestsAreAnsweredWithTheReason() throws Exception {
    assertEquals(
        "expected \"Upgrade: websocket\" and \"Connection: Upgrade\", got \"\" and \"\"\n",
        Http.get(server.actualPort(), "/prices"));
    try (RawWebSocket foreign = RawWebSocket.over(RawPeer.connect(server.actualPort()))) {
      String answer =
          foreign.ask(RawWebSocket.request("/prices", "pub", "Origin: http://elsewhere"));
      assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    }
    try (RawWebSocket rebound = RawWebSocket.over(RawPeer.connect(server.actualPort()))) {
      String asked =
          RawWebSocket.request("/prices", "pub", "Origin: http://evil.example")
              .replace("Host: localhost", "Host: evil.example");
      String answer = rebound.ask(asked);
      assertTrue(answer.startsWith("HTTP/1.1 421 "), answer);
    }
  }

  @Test
  void aRouteAnswersUnderTheHostsThatItsEndpointNames() throws Exception {
    PullSocket pull = PullSocket.create(vertx);
    EndpointOptions options = new EndpointOptions();
    options.get(WebSocketOptions.class).setHosts(List.of("box.example"));
    Router router = Router.router(vertx);
    router.route("/jobs").handler(SpWebSocket.of(pull, options));
    HttpServerOptions local = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
    HttpServer named = result(vertx.createHttpServer(local).requestHandler(router).listen());
    try (RawWebSocket client = RawWebSocket.over(RawPeer.connect(named.actualPort()))) {
      String asked = RawWebSocket.request("/jobs", "pull");
      String answer = client.ask(asked.replace("Host: localhost", "Host: box.example:8080"));
      assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
    }
  }

  @Test
  void aFullRouteIsUnavailableAndSoIsAClosedOne() throws Exception {
    try (RawWebSocket first = RawWebSocket.over(RawPeer.connect(server.actualPort()));
        RawWebSocket second = RawWebSocket.over(RawPeer.connect(server.actualPort()))) {
      first.open("/logs", "pull");
      String answer = second.ask(RawWebSocket.request("/logs", "pull"));
      assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
    }
    result(result(ordersRoute.endpoint()).close());
    try (RawWebSocket late = RawWebSocket.over(RawPeer.connect(server.actualPort()))) {
      String answer = late.ask(RawWebSocket.request("/private/orders", "rep", "X-Token: secret"));
      assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
    }
  }

  @Test
  void theHookSeesTheHeaders() throws Exception {
    prices.peerHook(
        pipe ->
            "yes".equals(pipe.headers().get("x-may"))
                ? Future.succeededFuture()
                : Future.failedFuture("not you"));
    Happenings happenings = Happenings.of(prices);
    try (RawWebSocket client = RawWebSocket.over(RawPeer.connect(server.actualPort()))) {
      String answer = client.ask(RawWebSocket.request("/prices", "pub", "X-May: no"));
      assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
      client.peer().awaitEnd();
      happenings.await(Type.REFUSED);
    }
    try (RawWebSocket client = RawWebSocket.over(RawPeer.connect(server.actualPort()))) {
      client.ask(RawWebSocket.request("/prices", "pub", "X-May: yes"));
      happenings.await(Type.ACCEPTED);
    }
  }

  @Test
  void eventsNameTheRoute() {
    Happenings atPrices = Happenings.of(prices);
    SubSocket sub = SubSocket.create(vertx);
    result(result(sub.connect(url("/prices"))).connected());
    String event = atPrices.await(Type.ACCEPTED).toString();
    assertTrue(event.contains("mounted:///prices"), event);
    assertEquals("mounted:///prices", result(prices.statistics()).endpoints().get(0).address());
    PushSocket.create(vertx).connect(url("/prices"));
    String refusal = atPrices.await(Type.REFUSED).toString();
    assertTrue(refusal.startsWith("REFUSED mounted:///prices"), refusal);
  }
}
