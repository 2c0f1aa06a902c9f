package io.scapro.transport;

import static io.scapro.suite.Await.result;
import static io.scapro.suite.RawWebSocket.request;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.SocketEvent.Type;
import io.scapro.SpException;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.scapro.suite.RawPeer;
import io.scapro.suite.RawWebSocket;
import io.scapro.suite.Received;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a listener answers, byte for byte, to good clients and others. */
@ExtendWith(VertxExtension.class)
class WebSocketServerTest {

  private static final int FIN = 0x80;
  private static final int TEXT = FIN | 1;
  private static final int BINARY = FIN | 2;
  private static final int CLOSE = FIN | 8;
  private static final int PING = FIN | 9;

  private Vertx vertx;
  private PullSocket pull;
  private Received received;
  private Happenings happenings;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    pull = PullSocket.create(vertx);
    received = Received.of(pull);
    happenings = Happenings.of(pull);
  }

  private Endpoint bind(WebSocketOptions options) {
    EndpointOptions endpoint =
        new EndpointOptions().with(options).setHandshakeTimeout(Duration.ofMillis(500));
    return result(pull.bind("ws://127.0.0.1:0/jobs", endpoint));
  }

  private RawWebSocket client() throws IOException {
    return RawWebSocket.over(RawPeer.connect(bind(new WebSocketOptions())));
  }

  private RawWebSocket opened() throws IOException {
    return client().open("/jobs", "pull");
  }

  @Test
  void acceptsWithFourHeadersAndNothingElse() throws Exception {
    try (RawWebSocket client = client()) {
      assertEquals(
          "HTTP/1.1 101 Switching Protocols\r\n"
              + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
              + "Sec-WebSocket-Protocol: PULL.sp.nanomsg.org\r\n\r\n",
          client.ask(request("/jobs?query", "PULL")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | GET /jobs | GET /job",
        "404 | GET /jobs | GET /jobs/",
        "405 | GET /jobs | POST /jobs",
        "505 | HTTP/1.1 | HTTP/1.0",
        "426 | Upgrade: websocket | Upgrade: h2c",
        "426 | Connection: Upgrade | Connection: close",
        "426 | Sec-WebSocket-Version: 13 | Sec-WebSocket-Version: 8",
        "400 | dGhlIHNhbXBsZSBub25jZQ== | dGhlIHNhbXBsZQ==",
        "400 | Host: localhost | X-Host: localhost",
        "400 | pull.sp.nanomsg.org | push.sp.nanomsg.org",
        "400 | Sec-WebSocket-Protocol | X-Protocol",
        "400 | Host: localhost | Transfer-Encoding: chunked",
        "403 | Host: localhost | Origin: http://elsewhere",
        "421 | Host: localhost | Host: evil.example",
        "421 | Host: localhost | Host: evil.example:80",
        "400 | GET /jobs HTTP/1.1 | no request at all",
      })
  void refusesWithTheReasonAndCloses(String status, String right, String wrong) throws Exception {
    String asked = request("/jobs", "pull").replace(right, wrong);
    if (wrong.startsWith("Origin") || wrong.startsWith("Transfer")) {
      asked = request("/jobs", "pull", wrong);
    }
    try (RawWebSocket client = client()) {
      client.peer().send(Buffer.buffer(asked)).halfClose();
      String answer = client.peer().rest().toString();
      assertTrue(answer.startsWith("HTTP/1.1 " + status + ' '), answer);
      assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
      assertTrue(answer.contains("\r\n\r\nexpected "), answer);
      happenings.await(Type.REFUSED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, http://localhost, 101",
    "localhost:80, http://LOCALHOST, 101",
    "localhost, http://localhost:80, 101",
    "localhost, http://localhost:8080, 403",
    "localhost, https://localhost, 403",
    "localhost, https://friend.example, 101",
    "localhost, https://friend.example.org, 403",
    "localhost, http://localhost.elsewhere, 403",
    "localhost, null, 403",
  })
  void lowerCaseListsAndAllowedOriginsAreRight(String host, String origin, String status)
      throws Exception {
    Endpoint bound = bind(new WebSocketOptions().setOrigins(List.of("https://friend.example")));
    try (RawWebSocket client = RawWebSocket.over(RawPeer.connect(bound))) {
      String asked =
          request("/jobs", "push.sp.nanomsg.org, pull", "origin: " + origin)
              .replace("Connection: Upgrade", "connection: keep-alive, upgrade")
              .replace("Host: localhost", "host: " + host);
      assertTrue(client.ask(asked).startsWith("HTTP/1.1 " + status));
    }
  }

  @Test
  void aPageWhoseNameWasMadeToResolveToThisMachineIsRefusedWithWhatToDo() throws Exception {
    String asked =
        request("/jobs", "pull", "Origin: http://evil.example")
            .replace("Host: localhost", "Host: evil.example");
    try (RawWebSocket client = client()) {
      assertTrue(client.ask(asked).startsWith("HTTP/1.1 421 "));
      String cause = happenings.await(Type.REFUSED).cause().orElseThrow().getMessage();
      assertTrue(cause.contains("do: add \"evil.example\" to webSocket.hosts"), cause);
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, box.example", "127.0.0.1, *", "0.0.0.0, "})
  void otherHostsAreNamedWhereTheyMayBe(String at, @Nullable String host) throws Exception {
    List<String> hosts = host == null ? List.of() : List.of(host);
    EndpointOptions options = new EndpointOptions().with(new WebSocketOptions().setHosts(hosts));
    Endpoint bound = result(pull.bind("ws://" + at + ":0/jobs", options));
    try (RawWebSocket client = RawWebSocket.over(RawPeer.connect(bound))) {
      String asked = request("/jobs", "pull").replace("Host: localhost", "Host: box.example:1");
      assertTrue(client.ask(asked).startsWith("HTTP/1.1 101 "));
    }
  }

  @Test
  void messagesGluedToTheRequestArrive() throws Exception {
    try (RawWebSocket client = client()) {
      Buffer frame = RawWebSocket.frame(BINARY, new byte[] {7});
      client.peer().send(Buffer.buffer(request("/jobs", "pull")).appendBuffer(frame));
      assertEquals(Buffer.buffer(new byte[] {7}), received.next());
    }
  }

  @Test
  void aRequestThatDripsHasAnEnd() throws Exception {
    try (RawWebSocket client = client()) {
      client.peer().send(Buffer.buffer("GET /jobs HT"));
      client.peer().awaitEnd();
      assertEquals(Reason.TIMEOUT, happenings.await(Type.REFUSED).cause().orElseThrow().reason());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET /jobs HTTP/1.1|X: , 431, 'a head of at most 8192 bytes'",
    "GET /, 414, 'a request line of at most 4096 bytes'",
  })
  void anEndlessRequestHasAnEndThatNamesTheLimit(String start, int status, String limit)
      throws Exception {
    try (RawWebSocket client = client()) {
      String endless = start.replace("|", "\r\n") + "x".repeat(9000) + "\r\n";
      client.peer().send(Buffer.buffer(endless));
      String answer = client.peer().rest().toString();
      assertTrue(answer.startsWith("HTTP/1.1 " + status + ' '), answer);
      assertTrue(answer.contains("expected " + limit + ", got more; do: "), answer);
      assertTrue(happenings.await(Type.REFUSED).cause().orElseThrow().getMessage().contains(limit));
    }
  }

  @Test
  void piecesBecomeOneMessageWithPingsBetween() throws Exception {
    try (RawWebSocket client = opened()) {
      client.send(2, "").send(PING, "are you there").send(0, "pie").send(FIN, "ces");
      assertEquals("8a " + HexFormat.of().formatHex("are you there".getBytes()), client.next());
      assertEquals("pieces", received.next().toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1003, PROTOCOL, 818001020304", // text
    "1002, PROTOCOL, 8200", // no mask
    "1002, PROTOCOL, c28001020304", // extension bit
    "1002, PROTOCOL, 838001020304", // opcode 3
    "1002, PROTOCOL, 8b8001020304", // opcode 11
    "1002, PROTOCOL, 808001020304", // continuation of nothing
    "1002, PROTOCOL, 028001020304828001020304", // a message within one
    "1002, PROTOCOL, 098001020304", // a ping in pieces
    "1002, PROTOCOL, 89fe007e01020304", // a ping of 126 bytes
    "1002, PROTOCOL, 82fe007d01020304", // a long form for a short length
    "1009, TOO_LONG, 82ff000000000010000101020304", // 1 MiB + 1
    "1009, TOO_LONG, 82ffffffffffffffffff01020304",
    "1002, PROTOCOL, 88810102030400", // a close code of one byte
    "1002, PROTOCOL, 88820102030402ef", // code 1005
    "1000, DISCONNECTED, 888001020304",
    "3000, DISCONNECTED, 8882010203040aba",
  })
  void endsWithTheCloseCodeOfItsReason(int code, Reason reason, String bytes) throws Exception {
    try (RawWebSocket bad = opened()) {
      bad.peer().send(bytes);
      String frame = bad.next();
      SpException cause = happenings.await(Type.DISCONNECTED).cause().orElseThrow();
      assertEquals(reason, cause.reason());
      String text = reason == Reason.DISCONNECTED ? "" : cause.getMessage();
      assertEquals(
          "88 %04x".formatted(code)
              + HexFormat.of()
                  .formatHex(text.substring(0, Math.min(123, text.length())).getBytes()),
          frame);
    }
  }

  @Test
  void manyPiecesOfOneMessageAreTooMany() throws Exception {
    try (RawWebSocket client = opened()) {
      Buffer pieces = RawWebSocket.frame(2, new byte[0]);
      for (int i = 0; i < 1024; i++) {
        pieces.appendBuffer(RawWebSocket.frame(0, new byte[0]));
      }
      client.peer().send(pieces);
      String reason = "expected a message in at most 1024 frames, got more; do: send longer frames";
      assertEquals("88 03f0" + HexFormat.of().formatHex(reason.getBytes()), client.next());
    }
  }

  @Test
  void aFullSocketIsNotBlamedForOtherRequests() throws Exception {
    Endpoint full =
        result(pull.bind("ws://127.0.0.1:0/jobs", new EndpointOptions().setMaxPipes(1)));
    try (RawWebSocket first = RawWebSocket.over(RawPeer.connect(full)).open("/jobs", "pull");
        RawWebSocket other = RawWebSocket.over(RawPeer.connect(full))) {
      happenings.await(Type.ACCEPTED);
      assertTrue(other.ask(request("/job", "PULL")).startsWith("HTTP/1.1 404 "));
      String event = happenings.await(Type.REFUSED).toString();
      assertTrue(event.contains("expected the path of a socket, got /job"), event);
      first.send(BINARY, "x");
      assertEquals(Buffer.buffer("x"), received.next());
    }
  }

  @Test
  void aPortWhoseListenerIsClosingIsInUse() {
    Context loop = vertx.getOrCreateContext();
    Promise<PullSocket> created = Promise.promise();
    loop.runOnContext(go -> created.complete(PullSocket.create(vertx)));
    PullSocket own = result(created.future());
    Endpoint leaving = result(own.bind("ws://127.0.0.1:0/jobs"));
    String url = leaving.address().toString();
    Promise<Void> closed = Promise.promise();
    Promise<Endpoint> early = Promise.promise();
    loop.runOnContext( // in one turn: the listener cannot be gone when the second call comes
        go -> {
          leaving.close().onComplete(closed);
          own.bind(url).onComplete(early);
        });
    assertEquals(Reason.ADDRESS_IN_USE, Await.failure(early.future()));
    result(closed.future());
    result(own.bind(url));
  }

  @Test
  void anOptionAllowsMorePieces() throws Exception {
    Endpoint patient = bind(new WebSocketOptions().setMaxFrames(2000));
    try (RawWebSocket client = RawWebSocket.over(RawPeer.connect(patient)).open("/jobs", "pull")) {
      Buffer pieces = RawWebSocket.frame(2, new byte[0]);
      for (int i = 0; i < 1998; i++) {
        pieces.appendBuffer(RawWebSocket.frame(0, new byte[0]));
      }
      client.peer().send(pieces.appendBuffer(RawWebSocket.frame(FIN, new byte[] {'x'})));
      assertEquals(Buffer.buffer("x"), received.next());
    }
  }

  @Test
  void aFloodOfPingsIsCutOff() throws Exception {
    try (RawWebSocket client = opened()) {
      Buffer pings = Buffer.buffer();
      for (int i = 0; i < 1000; i++) {
        pings.appendBuffer(RawWebSocket.frame(PING, new byte[0]));
      }
      client.peer().send(pings);
      String frame = client.next();
      while (frame.equals("8a ")) {
        frame = client.next();
      }
      assertTrue(frame.startsWith("88 03f0"), frame);
      assertEquals(
          Reason.LIMIT, happenings.await(Type.DISCONNECTED).cause().orElseThrow().reason());
    }
  }

  @Test
  void textIsAMessageWhereItIsAllowed() throws Exception {
    Endpoint bound = bind(new WebSocketOptions().setText(true));
    try (RawWebSocket client = RawWebSocket.over(RawPeer.connect(bound)).open("/jobs", "pull")) {
      client.send(TEXT, "gr\u00fc\u00df dich");
      assertEquals("gr\u00fc\u00df dich", received.next().toString());
      client.send(TEXT, new byte[] {(byte) 0xc3, 0x28});
      assertTrue(client.next().startsWith("88 03ef"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 125, 126, 65_535, 65_536, 65_537, 200_000})
  void longMessagesLeaveInPieces(int length) throws Exception {
    PushSocket push = PushSocket.create(vertx);
    Endpoint bound = result(push.bind("ws://127.0.0.1:0"));
    byte[] body = new byte[length];
    IntStream.range(0, length).forEach(i -> body[i] = (byte) i);
    push.send(Buffer.buffer(body));
    try (RawWebSocket client = RawWebSocket.over(RawPeer.connect(bound)).open("/", "push")) {
      Buffer whole = Buffer.buffer();
      String frame;
      do {
        frame = client.next();
        String first = (whole.length() + frame.length() / 2 - 1 >= length ? "8" : "0");
        assertEquals(first + (whole.length() == 0 ? "2 " : "0 "), frame.substring(0, 3));
        byte[] payload = HexFormat.of().parseHex(frame.substring(3));
        assertTrue(payload.length <= 65_536);
        whole.appendBytes(payload);
      } while (whole.length() < length);
      assertArrayEquals(body, whole.getBytes());
    }
  }

  @Test
  void theClientOfJavaIsAPeer() throws Exception {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(request.body()));
    Endpoint bound = result(rep.bind("ws://127.0.0.1:0/echo"));
    CompletableFuture<String> answer = new CompletableFuture<>();
    WebSocket client =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("rep.sp.nanomsg.org")
            .buildAsync(
                URI.create(bound.address().toString()),
                new WebSocket.Listener() {
                  @Override
                  public @Nullable CompletionStage<?> onBinary(
                      WebSocket socket, ByteBuffer data, boolean last) {
                    answer.complete(StandardCharsets.UTF_8.decode(data).toString());
                    return null;
                  }
                })
            .join();
    ByteBuffer request = ByteBuffer.wrap("\0\0\0\0hello".getBytes(StandardCharsets.UTF_8));
    request.put(0, (byte) 0x80);
    client.sendBinary(request, true).join();
    assertEquals("hello", answer.get(20, TimeUnit.SECONDS).substring(4));
    client.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  @Test
  void closingSaysGoodbyeBehindTheLastMessage() throws Exception {
    PairSocket pair = PairSocket.create(vertx);
    Endpoint bound = result(pair.bind("ws://127.0.0.1:0"));
    try (RawWebSocket client = RawWebSocket.over(RawPeer.connect(bound)).open("/", "pair")) {
      pair.send(Buffer.buffer("last"));
      var closed = pair.close();
      assertEquals("82 6c617374", client.next());
      assertEquals("88 03e8", client.next());
      client.send(CLOSE, new byte[] {3, (byte) 0xe8});
      client.peer().awaitEnd();
      result(closed);
    }
  }
}
