package io.scapro.web;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.protocol.PairSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.verticle.DeployedEndpoint;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class WebServerTest {

  private static final String FEED = "/monitor/feed";
  private static final String WEBSOCKET_KEY = "AAAAAAAAAAAAAAAAAAAAAA==";

  private Vertx vertx;
  private HttpClient http;
  private String id;
  private int port;

  @BeforeEach
  void listen(Vertx vertx) {
    this.vertx = vertx;
    http = vertx.createHttpClient();
    deploy(
        new JsonObject()
            .put("pages", new JsonArray(Stream.of(Pages.values()).map(Enum::name).toList()))
            .put(
                "sockets",
                new JsonObject().put("/pair", "mounted://one").put(FEED, "mounted://feed")));
  }

  private void deploy(JsonObject config) {
    deploy(config, "http://127.0.0.1:0");
  }

  private void deploy(JsonObject config, String bind) {
    JsonObject free = config.put("bind", bind);
    id = result(vertx.deployVerticle("scapro:web", new DeploymentOptions().setConfig(free)));
    String url = DeployedEndpoint.of(vertx, id).get(0).url();
    port = Integer.parseInt(url.replaceAll("\\D+", " ").strip().split(" ")[4]);
  }

  private record Answer(HttpClientResponse head, Buffer body) {
    String header(String name) {
      return String.valueOf(head.getHeader(name));
    }
  }

  private Answer ask(HttpMethod method, String path, Map<String, String> headers) {
    RequestOptions options =
        new RequestOptions().setMethod(method).setHost("127.0.0.1").setPort(port).setURI(path);
    headers.forEach(options::putHeader);
    Promise<Answer> answer = Promise.promise();
    vertx.runOnContext( // where the body cannot come before somebody asks for it
        turn ->
            http.request(options)
                .compose(HttpClientRequest::send)
                .compose(head -> head.body().map(body -> new Answer(head, body)))
                .onComplete(answer));
    return result(answer.future());
  }

  private Answer get(String path) {
    return ask(HttpMethod.GET, path, Map.of());
  }

  @ParameterizedTest
  @EnumSource
  void servesAllThatAPageIsMadeOf(Pages page) {
    page.files()
        .forEach(
            (path, file) -> {
              Answer answer = get(path);
              assertEquals(200, answer.head().statusCode(), path);
              assertEquals("nosniff", answer.header("X-Content-Type-Options"));
              assertEquals(WebFile.read(file).content(), answer.body(), path);
            });
  }

  @ParameterizedTest
  @EnumSource
  void allowsAPageWhatComesFromItsServerAndNothingElse(Pages page) {
    String policy = get(page.path()).header("Content-Security-Policy");
    assertTrue(policy.contains("default-src 'none'; script-src 'self'; style-src 'self'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
  }

  @Test
  void keepsTheOptionsOfItsCaller() {
    HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
    JsonObject before = options.toJson();
    WebServer server = result(WebServer.listen(vertx, options, List.of(), Map.of()));
    assertEquals(before, options.toJson());
    result(server.close());
  }

  @Test
  void listsEveryFileThatPagesNeed() throws IOException {
    Set<String> listed =
        Arrays.stream(Pages.values())
            .flatMap(page -> page.files().values().stream())
            .collect(Collectors.toSet());
    Path root = Path.of("webroot");
    try (Stream<Path> files = Files.walk(root)) {
      Set<String> there =
          files
              .filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString())
              .filter(file -> file.matches(".*\\.(html|js|css|svg)"))
              .collect(Collectors.toSet());
      assertEquals(there, listed);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ui/",
        "/ui",
        "/index.html",
        "/package.json",
        "/ui/../package.json",
        "/..%2fpom.xml",
        "/webroot/index.html",
        "/META-INF/MANIFEST.MF",
        "/eventbus/info"
      })
  void servesNothingElse(String path) {
    assertEquals(404, get(path).head().statusCode());
  }

  @Test
  void changesNothing() {
    assertEquals(405, ask(HttpMethod.POST, "/", Map.of()).head().statusCode());
    assertEquals(405, ask(HttpMethod.DELETE, "/scapro.js", Map.of()).head().statusCode());
  }

  @Test
  void sendsAFileAgainOnlyWhenItHasChanged() {
    String tag = get("/scapro.js").header("ETag");
    Answer again = ask(HttpMethod.GET, "/scapro.js", Map.of("If-None-Match", tag));
    assertEquals(304, again.head().statusCode());
    assertEquals(0, again.body().length());
  }

  @Test
  void bringsPeersToTheSocketThatIsBoundToTheName() {
    PairSocket one = PairSocket.create(vertx);
    PairSocket other = PairSocket.create(vertx);
    result(other.connect("ws://127.0.0.1:" + port + "/pair"));
    result(one.bind("mounted://one"));
    result(other.send(Buffer.buffer("found")));
    assertEquals("found", result(one.receive()).body().toString());
  }

  @Test
  void tellsPagesWhichSocketsThereAre() {
    PairSocket one = PairSocket.create(vertx);
    result(one.bind("mounted://one"));
    Answer answer = get("/sockets.json");
    assertEquals(
        new JsonArray("[{\"path\": \"/pair\", \"protocol\": \"pair\", \"name\": \"pair\"}]"),
        answer.body().toJsonArray());
    assertEquals("no-store", answer.header("Cache-Control"));
  }

  @Test
  void turnsAwayPagesOfOtherOrigins() {
    PairSocket one = PairSocket.create(vertx);
    result(one.bind("mounted://one"));
    Map<String, String> upgrade = upgrade("https://elsewhere.example");
    assertEquals(403, ask(HttpMethod.GET, "/pair", upgrade).head().statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, 421",
    "evil.example:8080, 421",
    "127.0.0.1.evil.example, 421",
    "localhost.evil.example:8080, 421",
    "192.0.2.1:8080, 421",
    "localhost, 200",
    "LOCALHOST:8080, 200",
    "127.0.0.1:1, 200",
    "[::1]:8080, 200"
  })
  void answersUnderItsOwnNamesOnly(String host, int status) {
    for (String path : new String[] {"/", "/monitor", "/scapro.js", "/sockets.json"}) {
      Answer answer = ask(HttpMethod.GET, path, Map.of("Host", host));
      assertEquals(status, answer.head().statusCode(), path);
    }
  }

  @ParameterizedTest
  @CsvSource({"evil.example, 421", "localhost, 101"})
  void opensWebSocketsUnderItsOwnNamesOnly(String host, int status) {
    PairSocket one = PairSocket.create(vertx);
    result(one.bind("mounted://one"));
    Map<String, String> asked = upgrade("http://" + host);
    asked.put("Host", host);
    assertEquals(status, statusOfUpgrade(asked));
  }

  @Test
  void tellsWhatToAddWhereAHostIsRefused() {
    Answer answer = ask(HttpMethod.GET, "/", Map.of("Host", "box.example:8080"));
    assertEquals(
        "expected a Host of this server, such as localhost, got \"box.example:8080\"; do: add"
            + " \"box.example\" to hosts if this server has that name\n",
        answer.body().toString());
  }

  @Test
  void answersUnderTheNamesThatItIsGiven() {
    result(vertx.undeploy(id));
    deploy(
        new JsonObject()
            .put("pages", JsonArray.of("playground"))
            .put("hosts", JsonArray.of("Box.example")));
    assertEquals(
        200, ask(HttpMethod.GET, "/", Map.of("Host", "box.example:8080")).head().statusCode());
    assertEquals(200, get("/").head().statusCode());
    assertEquals(421, ask(HttpMethod.GET, "/", Map.of("Host", "evil.example")).head().statusCode());
  }

  @Test
  void answersUnderEveryNameWhereItListensToEverybody() {
    result(vertx.undeploy(id));
    deploy(new JsonObject().put("pages", JsonArray.of("playground")), "http://0.0.0.0:0");
    assertEquals(200, ask(HttpMethod.GET, "/", Map.of("Host", "box.example")).head().statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "https://friend.example, 101",
    "http://friend.example, 403",
    "https://friend.example:8443, 403"
  })
  void opensWebSocketsToPagesOfTheOriginsThatItIsGiven(String origin, int status) {
    result(vertx.undeploy(id));
    deploy(
        new JsonObject()
            .put("origins", JsonArray.of("https://friend.example:443"))
            .put("sockets", new JsonObject().put("/pair", "mounted://one")));
    PairSocket one = PairSocket.create(vertx);
    result(one.bind("mounted://one"));
    assertEquals(status, statusOfUpgrade(upgrade(origin)));
  }

  private static Map<String, String> upgrade(String origin) {
    return new HashMap<>(
        Map.of(
            "Connection", "Upgrade",
            "Upgrade", "websocket",
            "Sec-WebSocket-Version", "13",
            "Sec-WebSocket-Key", WEBSOCKET_KEY,
            "Sec-WebSocket-Protocol", "pair.sp.nanomsg.org",
            "Origin", origin));
  }

  /** An upgraded connection has no body to wait for. */
  private int statusOfUpgrade(Map<String, String> headers) {
    RequestOptions options = new RequestOptions().setHost("127.0.0.1").setPort(port);
    headers.forEach(options::putHeader);
    return result(
        http.request(options.setURI("/pair"))
            .compose(HttpClientRequest::send)
            .map(HttpClientResponse::statusCode));
  }

  @Test
  void leadsToThePagePathWithItsSlashLeftOut() {
    Answer answer = get("/monitor/?socket=echo");
    assertEquals(308, answer.head().statusCode());
    assertEquals("/monitor?socket=echo", answer.header("Location"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/monitor", "/scapro.js", "/sockets.json"})
  void tellsTheHeadOfWhatItServes(String path) {
    Answer head = ask(HttpMethod.HEAD, path, Map.of());
    assertEquals(200, head.head().statusCode());
    assertEquals(0, head.body().length());
    assertEquals(get(path).header("Content-Type"), head.header("Content-Type"));
  }

  @Test
  void servesNoPageUnlessToldTo() {
    result(vertx.undeploy(id));
    deploy(new JsonObject());
    for (String path : new String[] {"/", "/monitor", "/scapro.js", "/sockets.json"}) {
      assertEquals(404, get(path).head().statusCode(), path);
    }
  }

  @Test
  void opensASocketOfAnotherVertxToNobody() {
    Vertx other = Vertx.vertx();
    ReqSocket elsewhere = ReqSocket.create(other);
    result(elsewhere.bind("mounted://one"));
    assertEquals(503, get("/pair").head().statusCode());
    PairSocket one = PairSocket.create(vertx);
    assertNull(result(one.bind("mounted://one").mapEmpty()));
    result(other.close());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"bind\": \"tcp://127.0.0.1:1\"}        | bind: expected http://host:port",
        "{\"bind\": \"http://127.0.0.1\"}         | expected host:port",
        "{\"pages\": [\"admin\"]}                 | pages: expected \"playground\"",
        "{\"sockets\": {\"echo\": \"mounted://e\"}} | expected a path such as \"/echo\"",
        "{\"sockets\": {\"/e\": \"tcp://e\"}}      | expected an address such as \"mounted://echo\"",
        "{\"socket\": {}}                        | did you mean \"sockets\"?"
      })
  void refusesWhatItCannotUse(String config, String expected) {
    var options = new DeploymentOptions().setConfig(new JsonObject(config));
    var deployed =
        vertx.deployVerticle("scapro:web", options).toCompletionStage().toCompletableFuture();
    var failure = assertThrows(CompletionException.class, deployed::join).getCause();
    assertTrue(failure.getMessage().contains(expected), failure.toString());
  }
}
