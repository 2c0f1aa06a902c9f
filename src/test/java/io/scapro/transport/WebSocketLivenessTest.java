package io.scapro.transport;

import static io.scapro.suite.Await.result;
import static io.scapro.suite.RawWebSocket.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.SocketEvent.Type;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.Request;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.scapro.suite.LogLines;
import io.scapro.suite.RawPeer;
import io.scapro.suite.RawWebSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peers that are there and say nothing, over WebSocket. */
@ExtendWith(VertxExtension.class)
class WebSocketLivenessTest {

  private static final int PING = 0x89;
  private static final int PONG = 0x8a;
  private static final Duration SHORT = Duration.ofMillis(50);

  private Vertx vertx;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
  }

  private static EndpointOptions pinging(Duration interval) {
    return new EndpointOptions().with(new WebSocketOptions().setPingInterval(interval));
  }

  // ---- a peer that freezes ----

  /** Forwards bytes both ways until it is told to stop; its connections stay open. */
  private static final class Relay {
    private final NetServer server;
    private final NetClient client;
    private final List<NetSocket> sockets = new CopyOnWriteArrayList<>();

    Relay(Vertx vertx, int to) {
      client = vertx.createNetClient();
      server =
          vertx
              .createNetServer(new NetServerOptions().setHost("127.0.0.1").setPort(0))
              .connectHandler(
                  from -> {
                    from.pause();
                    client.connect(to, "127.0.0.1").onSuccess(onward -> join(from, onward));
                  });
      result(server.listen());
    }

    private void join(NetSocket from, NetSocket onward) {
      sockets.add(from);
      sockets.add(onward);
      from.handler(onward::write);
      onward.handler(from::write);
      from.resume();
    }

    void freeze() {
      sockets.forEach(NetSocket::pause);
    }
  }

  private static BlockingQueue<Request> requests(RepSocket rep) {
    BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    rep.handler(requests::add);
    return requests;
  }

  private static int port(Endpoint endpoint) {
    return Integer.parseInt(endpoint.address().toString().replaceAll(".*:(\\d+)/.*", "$1"));
  }

  @Test
  void aRequestMovesToAnotherPeerWhenTheOneThatWasAskedFreezes() {
    RepSocket frozen = RepSocket.create(vertx);
    BlockingQueue<Request> asked = requests(frozen);
    Happenings atServer = Happenings.of(frozen);
    int port = port(result(frozen.bind("ws://127.0.0.1:0/", pinging(SHORT))));
    Relay relay = new Relay(vertx, port);
    ReqSocket req = ReqSocket.create(vertx);
    Happenings happenings = Happenings.of(req);
    String url = "ws://127.0.0.1:" + relay.server.actualPort() + "/";
    result(result(req.connect(url, pinging(SHORT))).connected());

    Future<Buffer> reply = req.request(Buffer.buffer("question"));
    Await.next(asked);
    RepSocket other = RepSocket.create(vertx);
    other.handler(request -> request.reply(Buffer.buffer("answer")));
    Endpoint elsewhere = result(other.bind("tcp://127.0.0.1:0"));
    result(result(req.connect(elsewhere.address().toString())).connected());
    assertFalse(reply.isComplete());

    LogLines log = new LogLines("io.scapro");
    relay.freeze();
    String cause = happenings.await(Type.DISCONNECTED).cause().orElseThrow().getMessage();
    assertTrue(cause.startsWith("expected a pong within 100 ms from "), cause);
    assertEquals("answer", result(reply).toString());
    assertEquals(Reason.TIMEOUT, atServer.await(Type.DISCONNECTED).cause().orElseThrow().reason());
    Set<String> lines = Set.of(log.next(), log.next());
    log.close();
    assertLogged(
        "WARNING req lost the connection to " + url + ": TIMEOUT: expected a pong ", lines);
    assertLogged("WARNING rep DISCONNECTED ", lines);
  }

  /** A line begins with {@code start}, and tells what to do. */
  private static void assertLogged(String start, Set<String> lines) {
    assertTrue(
        lines.stream()
            .anyMatch(
                line -> line.startsWith(start) && line.contains("; do: see whether the peer")),
        lines::toString);
  }

  // ---- what is said ----

  private PullSocket pull;

  private RawWebSocket client(EndpointOptions options) throws IOException {
    pull = PullSocket.create(vertx);
    return RawWebSocket.over(RawPeer.connect(result(pull.bind("ws://127.0.0.1:0/jobs", options))));
  }

  @Test
  void aStrangerIsPingedOnlyWhenAnOptionSaysSo() throws Exception {
    try (RawWebSocket client = client(new EndpointOptions())) {
      client.open("/jobs", "pull").send(PING, "mine");
      assertEquals("8a 6d696e65", client.next());
    }
    try (RawWebSocket client = client(pinging(SHORT))) {
      client.open("/jobs", "pull");
      assertEquals("89 ", client.next());
    }
  }

  @Test
  void aStrangerThatAnswersStaysAndLeavesWhenItDoesNotAnyMore() throws Exception {
    try (RawWebSocket client = client(pinging(SHORT))) {
      Happenings happenings = Happenings.of(pull);
      client.open("/jobs", "pull");
      for (int i = 0; i < 6; i++) {
        assertEquals("89 ", client.next());
        client.send(PONG, "");
      }
      assertEquals(1, result(pull.statistics()).peers().size());
      assertEquals(
          Reason.TIMEOUT, happenings.await(Type.DISCONNECTED).cause().orElseThrow().reason());
    }
  }

  @ParameterizedTest
  @CsvSource({"5000, 5000", "60000, 15000", "1, 1000"})
  void aServerAgreesWithAClientThatAsks(int asked, int agreed) throws Exception {
    try (RawWebSocket client = client(new EndpointOptions())) {
      String head = client.ask(request("/jobs", "pull", "Scapro-Ping: " + asked));
      assertTrue(head.contains("\r\nScapro-Ping: " + agreed + "\r\n"), head);
      assertEquals("89 ", client.next());
    }
  }

  @Test
  void aServerThatIsNeverToPingAgreesToNothing() throws Exception {
    try (RawWebSocket client = client(pinging(Duration.ofMillis(-1)))) {
      String head = client.ask(request("/jobs?scapro-ping=1", "pull", "Scapro-Ping: 5000"));
      assertFalse(head.toLowerCase().contains("scapro-ping"), head);
      client.send(PING, "mine");
      assertEquals("8a 6d696e65", client.next());
    }
  }

  @Test
  void aPageGetsATextWithEachPing() throws Exception {
    try (RawWebSocket client = client(new EndpointOptions())) {
      String head = client.ask(request("/jobs?scapro-ping=1000", "pull"));
      assertFalse(head.contains("Scapro-Ping"), head);
      assertEquals("89 ", client.next());
      assertEquals("scapro-ping=1000", client.nextFrame().payload().toString());
    }
  }
}
