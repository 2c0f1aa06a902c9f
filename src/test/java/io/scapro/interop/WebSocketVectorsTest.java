package io.scapro.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.peers.Proof;
import io.scapro.protocol.PullSocket;
import io.scapro.suite.Await;
import io.scapro.suite.RawPeer;
import io.scapro.suite.RawWebSocket;
import io.scapro.suite.Received;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What nanomsg and nng were recorded to say over WebSocket, and what was said to them. */
@ExtendWith(VertxExtension.class)
class WebSocketVectorsTest {

  static final String RECORDINGS =
      "(nanomsg|nng)-(pair0|pair1|pubsub|reqrep|pipeline|survey|bus)-ws";
  static final String PROBES = "behaviour-ws-(frames|upgrade|client)";

  /** nng accepts these, or turns them away; we do not. */
  private static final Set<String> UNLIKE_NNG =
      Set.of(
          "list of names, right one first",
          "list of names, right one second",
          "Host localhost:65000 (listener bound to 127.0.0.1)",
          "Origin header present",
          "Upgrade: WebSocket in response");

  @BeforeAll
  static void present() {
    Requirement.that(Vectors.arePresent(), "recordings in " + Vectors.FOLDER);
  }

  // ---- two good programs ----

  static Stream<Arguments> recordings() {
    return Vectors.recordings(RECORDINGS);
  }

  @ParameterizedTest(name = "{0} {1}, their {2}")
  @MethodSource("recordings")
  void saysWhatWasRecorded(
      String name, String id, String theirs, Vertx vertx, TestReporter reporter) throws Exception {
    JsonObject exchange = Vectors.exchange(name, id);
    String ours = theirs.equals("dialer") ? "listener" : "dialer";
    Speaker speaker = Speaker.of(exchange.getJsonObject(ours).getString("socket"), vertx);
    Proof.publishBytes(reporter, name, speaker.socket().identity().name(), ours);
    List<JsonObject> events = Vectors.objects(exchange.getJsonArray("events")).toList();
    String request = Vectors.hex(events.get(0).getString("bytes")).toString();
    String path = request.replaceAll("(?s)GET (\\S*) .*", "$1");
    if (ours.equals("listener")) {
      Endpoint bound = Await.result(speaker.socket().bind("ws://127.0.0.1:0" + path));
      try (RawPeer peer = RawPeer.connect(bound)) {
        RawWebSocket web = RawWebSocket.over(peer);
        String answer = web.ask(request);
        assertEquals(lines(events.get(1)), Set.of(answer.strip().split("\r\n")));
        play(events, theirs, speaker, web, bound);
      }
    } else {
      try (ServerSocket server = RawPeer.listen()) {
        String url = "ws://127.0.0.1:" + server.getLocalPort() + path;
        Endpoint endpoint = Await.result(speaker.socket().connect(url));
        try (RawPeer peer = RawPeer.accept(server)) {
          RawWebSocket web = RawWebSocket.over(peer);
          String asked = web.head();
          assertEquals(withoutRandom(request), withoutRandom(withoutPings(asked)));
          String response = Vectors.hex(events.get(1).getString("bytes")).toString();
          peer.send(Buffer.buffer(accepting(response, asked)));
          play(events, theirs, speaker, web, endpoint);
        }
      }
    }
  }

  private static Set<String> lines(JsonObject response) {
    return Set.copyOf(response.getJsonArray("lines").stream().map(String.class::cast).toList());
  }

  private static String withoutRandom(String request) {
    return request
        .replaceAll("Host: 127.0.0.1:\\d+", "Host: here")
        .replaceAll("Sec-WebSocket-Key: \\S{22}==", "Sec-WebSocket-Key: random");
  }

  /** The request as others write it: ours has one header more, which others ignore. */
  private static String withoutPings(String request) {
    String others = request.replaceAll("Scapro-Ping: \\d+\r\n", "");
    assertEquals(1, request.lines().count() - others.lines().count(), request);
    return others;
  }

  /** The response with the proof that its sender has read our key. */
  private static String accepting(String response, String asked) {
    return response.replaceAll(
        "(?i)(Sec-WebSocket-Accept): \\S+", "$1: " + RawWebSocket.accept(asked));
  }

  private static void play(
      List<JsonObject> events, String theirs, Speaker speaker, RawWebSocket web, Endpoint endpoint)
      throws IOException {
    Await.result(endpoint.connected());
    Buffer liveHeader = Buffer.buffer();
    for (JsonObject event : events) {
      if (!event.getString("kind").equals("message")) {
        continue;
      }
      if (event.getString("from").equals(theirs)) {
        Buffer header = liveHeader.length() > 0 ? liveHeader : Vectors.header(event);
        send(event, header.copy().appendBuffer(Vectors.body(event)), web);
        assertEquals(Vectors.body(event), speaker.hear());
      } else {
        speaker.say(Vectors.body(event));
        liveHeader = VectorsTest.checked(event, web.nextMessage(), speaker.makesIds());
      }
    }
  }

  /** Sends {@code message} in frames as long as the recorded ones, masked with the same keys. */
  private static void send(JsonObject event, Buffer message, RawWebSocket web) throws IOException {
    int at = 0;
    for (JsonObject frame : Vectors.objects(event.getJsonArray("frames")).toList()) {
      int length = frame.getJsonObject("wire_payload").getInteger("length");
      String mask = frame.getString("mask");
      byte[] key = mask == null ? new byte[4] : Vectors.hex(mask).getBytes();
      byte[] payload = message.getBytes(at, at + length);
      for (int i = 0; i < length; i++) {
        payload[i] ^= key[i & 3];
      }
      web.peer()
          .send(
              Vectors.hex(frame.getString("frame_header") + (mask == null ? "" : mask))
                  .appendBytes(payload));
      at += length;
    }
  }

  // ---- what was tried on them ----

  private static Stream<Arguments> probes(String file) {
    return Vectors.names(file)
        .flatMap(name -> Vectors.read(name, "probes"))
        .filter(probe -> probe.getString("implementation").equals("nng"))
        .map(probe -> Arguments.of(probe.getString("probe"), probe));
  }

  static Stream<Arguments> frames() {
    return probes("behaviour-ws-frames")
        .filter(arguments -> !arguments.get()[0].toString().startsWith("binary of "));
  }

  static Stream<Arguments> longMessages() {
    return probes("behaviour-ws-frames")
        .filter(arguments -> arguments.get()[0].toString().startsWith("binary of "));
  }

  /** The sum of a message's frames counts, as in nanomsg. The bodies were not recorded. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("longMessages")
  void limitsMessagesAsNanomsgDoes(String name, JsonObject probe, Vertx vertx) throws Exception {
    int length = Integer.parseInt(name.replaceAll("binary of (\\d+) bytes.*", "$1"));
    int first = name.endsWith("in two frames") ? length / 2 : length;
    PullSocket pull = PullSocket.create(vertx);
    Received received = Received.of(pull);
    Endpoint bound = Await.result(pull.bind("ws://127.0.0.1:0/sp"));
    try (RawPeer peer = RawPeer.connect(bound)) {
      RawWebSocket web = RawWebSocket.over(peer).open("/sp", "pull");
      web.send(first < length ? 0x02 : 0x82, new byte[first]);
      if (first < length) {
        web.send(0x80, new byte[length - first]);
      }
      if (length > 1 << 20) {
        assertEquals("close 1009", words(web.nextFrame()));
      } else {
        assertEquals(length, received.next().length());
      }
    }
  }

  /** As nng; where that says nothing, and for control frames in pieces, as nanomsg. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("frames")
  void treatsFramesAsTheyDo(String name, JsonObject ofNng, Vertx vertx) throws Exception {
    JsonObject ofNanomsg =
        Vectors.read("behaviour-ws-frames", "probes")
            .filter(probe -> probe.getString("implementation").equals("nanomsg"))
            .filter(probe -> probe.getString("probe").equals(name))
            .findFirst()
            .orElseThrow();
    boolean silent = Vectors.isClosed(ofNng) && said(ofNng).isEmpty();
    JsonObject model = silent || name.equals("ping FIN=0") ? ofNanomsg : ofNng;
    PullSocket pull = PullSocket.create(vertx);
    Received received = Received.of(pull);
    Endpoint bound = Await.result(pull.bind("ws://127.0.0.1:0/sp"));
    try (RawPeer peer = RawPeer.connect(bound)) {
      RawWebSocket web = RawWebSocket.over(peer).open("/sp", "pull");
      Vectors.send(ofNng, peer);
      for (Object body : Vectors.delivered(model).toArray()) {
        assertEquals(body, received.next());
      }
      for (String frame : said(model)) {
        assertEquals(frame, words(web.nextFrame()));
      }
      if (Vectors.isClosed(model)) {
        peer.awaitEnd();
      } else {
        assertEquals(1, bound.pipes());
      }
    }
  }

  private static List<String> said(JsonObject probe) {
    JsonArray frames = probe.getJsonObject("observed").getJsonArray("frames", new JsonArray());
    return frames.stream()
        .map(frame -> frame.toString().replace(" (masked)", "").replaceAll("(close \\d+).*", "$1"))
        .toList();
  }

  private static String words(RawWebSocket.Frame frame) {
    if ((frame.first() & 0x0f) == 8) {
      return "close " + frame.payload().getUnsignedShort(0);
    }
    String payload = frame.toString().substring(3);
    return "pong " + (payload.isEmpty() ? "(empty)" : payload);
  }

  static Stream<Arguments> requests() {
    return probes("behaviour-ws-upgrade")
        .filter(
            arguments -> {
              JsonObject probe = (JsonObject) arguments.get()[1];
              return probe.getString("socket").equals("pull")
                  && !probe.getJsonArray("sent").isEmpty();
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void acceptsTheRequestsThatNngAccepts(String name, JsonObject probe, Vertx vertx)
      throws Exception {
    PullSocket pull = PullSocket.create(vertx);
    Received received = Received.of(pull);
    String path =
        name.startsWith("listen on path")
            ? name.replaceAll("listen on path '(.*)', request.*", "$1")
            : name.contains("empty target") ? "" : "/sp";
    EndpointOptions impatient = new EndpointOptions().setHandshakeTimeout(Duration.ofMillis(300));
    Endpoint bound = Await.result(pull.bind("ws://127.0.0.1:0" + path, impatient));
    boolean nngAccepts = statusLine(probe).contains(" 101 ");
    boolean accepts = UNLIKE_NNG.contains(name) ? !nngAccepts : nngAccepts;
    try (RawPeer peer = RawPeer.connect(bound)) {
      if (!accepts) {
        send(probe, peer, 1);
        String answer = peer.halfClose().rest().toString();
        assertTrue(
            answer.isEmpty() || answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 5"),
            answer);
        return;
      }
      send(probe, peer, 2);
      if (name.endsWith("in one write")) {
        peer.send("8282010203046e69"); // recorded as part of the request
      }
      assertTrue(RawWebSocket.over(peer).head().startsWith("HTTP/1.1 101 "));
      assertTrue(received.next().length() > 0);
      assertEquals(1, bound.pipes());
    }
  }

  private static String statusLine(JsonObject probe) {
    return probe.getJsonObject("observed").getString("status_line", "");
  }

  private static void send(JsonObject probe, RawPeer peer, int most) throws IOException {
    List<JsonObject> parts = Vectors.objects(probe.getJsonArray("sent")).limit(most).toList();
    for (JsonObject part : parts) {
      peer.send(
          part.containsKey("text")
              ? Buffer.buffer(
                  String.join(
                          "\r\n",
                          part.getJsonArray("text").stream().map(String.class::cast).toList())
                      + "\r\n\r\n")
              : Vectors.hex(part.getString("hex")));
    }
  }

  static Stream<Arguments> responses() {
    return probes("behaviour-ws-client");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("responses")
  void takesTheResponsesThatNngTakes(String name, JsonObject probe, Vertx vertx) throws Exception {
    PullSocket pull = PullSocket.create(vertx);
    Received received = Received.of(pull);
    try (ServerSocket server = RawPeer.listen()) {
      pull.connect("ws://127.0.0.1:" + server.getLocalPort() + "/sp");
      try (RawPeer peer = RawPeer.accept(server)) {
        RawWebSocket web = RawWebSocket.over(peer);
        String asked = web.head();
        for (Object part : probe.getJsonArray("sent")) {
          byte[] bytes = Vectors.hex(((JsonObject) part).getString("hex")).getBytes();
          String text = new String(bytes, StandardCharsets.ISO_8859_1);
          if (text.startsWith("HTTP/") && !name.startsWith("bad ")) {
            text = accepting(text, asked);
          }
          peer.send(Buffer.buffer(text.getBytes(StandardCharsets.ISO_8859_1)));
        }
        boolean taken = !Vectors.isClosed(probe) != UNLIKE_NNG.contains(name);
        for (String frame : said(probe)) {
          assertEquals(frame, words(web.nextFrame()));
        }
        if (taken) {
          assertEquals("ok", lastOf(received, Math.max(1, Vectors.delivered(probe).count())));
        } else {
          peer.awaitEnd();
        }
      }
    }
  }

  private static String lastOf(Received received, long count) {
    String last = "";
    for (long i = 0; i < count; i++) {
      last = received.next().toString();
    }
    return last;
  }
}
