package io.scapro.browser;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.SocketEvent.Type;
import io.scapro.cli.Launched;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.Request;
import io.scapro.protocol.SubSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.scapro.suite.ReservedPort;
import io.scapro.transport.WebSocketOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Pages and servers that go while requests are in flight, and pages that must not come. */
@ExtendWith(VertxExtension.class)
class LossBrowserIT {

  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final int REQUESTS = 100;

  private static final String ASK =
      """
      window.req ??= new ReqSocket();
      req.connect(arguments[0]);
      window.replies = Promise.all(
        Array.from({ length: arguments[1] }, async (_, i) => text(await req.request(`${i}`))));
      """;

  @TempDir static Path folder;

  private Site site;

  @BeforeEach
  void open(Vertx vertx) {
    site = new Site(vertx);
  }

  private static List<String> numbers() {
    return IntStream.range(0, REQUESTS).mapToObj(String::valueOf).toList();
  }

  private static BlockingQueue<Request> requests(RepSocket rep) {
    BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    rep.handler(requests::add);
    return requests;
  }

  // ---- the server goes ----

  /** {@code bin/scapro run} with a REP at {@code url}, and an echo behind it or nobody. */
  private Launched serve(Path launcher, String url, boolean answering) throws IOException {
    JsonObject endpoint =
        new JsonObject()
            .put("url", url)
            .put("webSocket", new JsonObject().put("origins", JsonArray.of(site.origin())));
    JsonObject rep = new JsonObject().put("bind", endpoint).put("deliver", "echo");
    JsonObject echo = new JsonObject().put("address", answering ? "echo" : "elsewhere");
    JsonObject run =
        new JsonObject()
            .put("monitor", new JsonObject().put("bind", "tcp://127.0.0.1:0"))
            .put(
                "verticles",
                JsonArray.of(
                    verticle("io.scapro.verticle.demo.EchoVerticle", echo),
                    verticle("scapro:rep", rep)));
    Path file = Files.writeString(Files.createTempFile(folder, "run", ".json"), run.encode());
    return Launched.start(folder, launcher.toString(), "run", file.toString());
  }

  private static JsonObject verticle(String name, JsonObject config) {
    return new JsonObject().put("name", name).put("config", config);
  }

  /** Until the server's statistics feed tells of as many requests. */
  private static void awaitRequests(Vertx vertx, String feed) {
    SubSocket sub = SubSocket.create(vertx);
    result(sub.subscribe(""));
    result(sub.connect(feed));
    while (!result(sub.receive())
        .body()
        .toString()
        .matches(".*\"protocol\":\"rep\"[^}]*\"received\":%d,.*".formatted(REQUESTS))) {}
    sub.close();
  }

  @Test
  void requestsStartedBeforeTheServerIsKilledAreAnsweredAfterItsRestart(Vertx vertx)
      throws Exception {
    Path launcher = Launched.install(folder.resolve("home"));
    try (ReservedPort port = new ReservedPort()) {
      String url = "ws://127.0.0.1:%d/here".formatted(port.number());
      Page page = chromium.open(site.page());
      try (Launched before = serve(launcher, url, false)) {
        assertEquals("rep " + url, before.line());
        String feed = before.line().replaceFirst("pub monitor ", "");
        page.run(ASK, url, REQUESTS);
        awaitRequests(vertx, feed);
        before.signal("KILL");
        before.end();
      }
      try (Launched after = serve(launcher, url, true)) {
        assertEquals("rep " + url, after.line());
        assertEquals(numbers(), page.run("return replies"));
      }
      assertEquals((long) REQUESTS, page.<Long>run("return req.statistics().ofProtocol.resends"));
    }
  }

  // ---- what is too long for one side ----

  @Test
  void aRequestThatIsTooLongFailsAndTheOthersAreAnsweredOnce(Vertx vertx) {
    RepSocket rep = RepSocket.create(vertx);
    BlockingQueue<Request> requests = requests(rep);
    String url = site.mount("/here", rep);
    Page page = chromium.open(site.page());
    page.run(
        """
        window.req = new ReqSocket();
        await req.connect(arguments[0]).connected();
        window.before = req.request('before');
        window.long = req.request('z'.repeat(1_100_000)).catch((error) => error.reason);
        window.after = req.request('after');
        """,
        url);
    assertEquals("before", Await.next(requests).body().toString()); // its peer leaves
    assertEquals("TOO_LONG", page.run("return long"));
    Request first = Await.next(requests);
    Request second = Await.next(requests);
    assertEquals(
        Set.of("before", "after"), Set.of(first.body().toString(), second.body().toString()));
    answer(first);
    answer(second);
    assertEquals(
        List.of("before", "after"), page.run("return [text(await before), text(await after)]"));
    assertEquals(0, requests.size());
  }

  @Test
  void aSubscriberTellsAndCountsWhatIsTooLongForIt(Vertx vertx) {
    PubSocket pub = PubSocket.create(vertx);
    Happenings happenings = Happenings.of(pub);
    String url = site.mount("/news", pub);
    Page page = chromium.open(site.page());
    page.run(
        """
        window.sub = new SubSocket().subscribe('');
        window.ended = new Promise((resolve) => sub.eventHandler(({ type, cause }) => {
          if (type === 'DISCONNECTED') resolve(`${cause.reason} ${cause.message}`);
        }));
        await sub.connect(arguments[0]).connected();
        """,
        url);
    happenings.await(Type.ACCEPTED);
    result(pub.send(Buffer.buffer(new byte[5 << 20])));
    assertEquals(
        "TOO_LONG expected a message of 1048576 bytes at most, got 5242880; do: send less, or raise"
            + " receiveMaxSize",
        page.run("return ended"));
    assertEquals(1L, page.<Long>run("return sub.statistics().dropped.TOO_LONG"));
  }

  // ---- the page goes ----

  @Test
  void aReloadedPageIsServedAndNobodyWaitsForTheOneBefore(Vertx vertx) {
    RepSocket rep = RepSocket.create(vertx);
    BlockingQueue<Request> requests = requests(rep);
    Happenings happenings = Happenings.of(rep);
    String url = site.mount("/here", rep);
    Page page = chromium.open(site.page());
    page.run(ASK, url, REQUESTS);
    List<Request> before = numbers().stream().map(any -> Await.next(requests)).toList();

    page.reload();
    happenings.await(Type.DISCONNECTED);
    for (Request request : before) {
      assertEquals(Reason.DISCONNECTED, Await.failure(request.reply(request.body())));
    }
    assertEquals((long) REQUESTS, result(rep.statistics()).dropped(DropReason.PEER_GONE));

    page.run(ASK, url, REQUESTS);
    numbers().forEach(any -> answer(Await.next(requests)));
    assertEquals(numbers(), page.run("return replies"));
  }

  private static void answer(Request request) {
    result(request.reply(request.body()));
  }

  // ---- the page must not come ----

  @Test
  void aPageOfAnotherOriginIsRefusedUnlessItIsAllowed(Vertx vertx) {
    Site other = new Site(vertx);
    RepSocket closed = RepSocket.create(vertx);
    RepSocket open = RepSocket.create(vertx);
    open.handler(request -> request.reply(Buffer.buffer("welcome")));
    EndpointOptions options = new EndpointOptions();
    options.get(WebSocketOptions.class).setOrigins(List.of(site.origin()));
    String closedUrl = other.mount("/closed", closed);
    String openUrl = other.mount("/open", open, options);
    Happenings atClosed = Happenings.of(closed);

    Page page = chromium.open(site.page());
    String reason =
        page.run(
            """
            const req = new ReqSocket();
            return new Promise((resolve) => {
              req.eventHandler(({ type, cause }) =>
                type === 'CONNECT_FAILED' && resolve(cause.reason));
              req.connect(arguments[0]);
            });
            """,
            closedUrl);
    assertEquals("REFUSED", reason);
    SocketEvent refused = atClosed.await(Type.REFUSED);
    assertTrue(refused.toString().contains(site.origin()), refused::toString);
    page.run(ASK, openUrl, 1);
    assertEquals(List.of("welcome"), page.run("return replies"));
    assertEquals(0, result(closed.statistics()).pipes());
  }
}
