package io.scapro.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.peers.Proof;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.suite.Await;
import io.scapro.suite.RawPeer;
import io.scapro.suite.Received;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What nanomsg and nng were recorded to say is played to our sockets, which must say the same. */
@ExtendWith(VertxExtension.class)
class VectorsTest {

  static final String RECORDINGS =
      "(nanomsg|nng)-(pair0|pair1|pubsub|reqrep|pipeline|survey|bus)-(tcp|ipc)";

  @TempDir Path folder;

  @BeforeAll
  static void present() {
    Requirement.that(Vectors.arePresent(), "recordings in " + Vectors.FOLDER);
  }

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
    boolean ipc = name.endsWith("-ipc");
    Path path = folder.resolve("socket");
    if (ours.equals("listener")) {
      Endpoint bound =
          Await.result(speaker.socket().bind(ipc ? "ipc://" + path : "tcp://127.0.0.1:0"));
      try (RawPeer peer = RawPeer.connect(bound)) {
        play(events, theirs, speaker, peer, bound);
      }
    } else if (ipc) {
      try (ServerSocketChannel server = RawPeer.listen(path)) {
        Endpoint endpoint = Await.result(speaker.socket().connect("ipc://" + path));
        try (RawPeer peer = RawPeer.accept(server)) {
          play(events, theirs, speaker, peer, endpoint);
        }
      }
    } else {
      try (ServerSocket server = RawPeer.listen()) {
        String url = "tcp://127.0.0.1:" + server.getLocalPort();
        Endpoint endpoint = Await.result(speaker.socket().connect(url));
        try (RawPeer peer = RawPeer.accept(server)) {
          play(events, theirs, speaker, peer, endpoint);
        }
      }
    }
  }

  private static void play(
      List<JsonObject> events, String theirs, Speaker speaker, RawPeer peer, Endpoint endpoint)
      throws IOException {
    Buffer liveHeader = Buffer.buffer();
    for (JsonObject event : events) {
      boolean shake = event.getString("kind").equals("sp-handshake");
      boolean fromThem = event.getString("from").equals(theirs);
      if (shake && fromThem) {
        peer.send(event.getString("bytes"));
      } else if (shake) {
        assertEquals(Vectors.hex(event.getString("bytes")), peer.read(8));
      } else if (fromThem) {
        Buffer header = liveHeader.length() > 0 ? liveHeader : Vectors.header(event);
        peer.sendFrame(header.copy().appendBuffer(Vectors.body(event)));
        assertEquals(Vectors.body(event), speaker.hear());
      } else {
        Await.result(endpoint.connected());
        speaker.say(Vectors.body(event));
        liveHeader = checked(event, peer.readFrame(), speaker.makesIds());
      }
    }
  }

  /** The header of what we said, when it has an id that answers must carry; else nothing. */
  static Buffer checked(JsonObject recorded, Buffer said, boolean randomId) {
    Buffer header = Vectors.header(recorded);
    int length = header.length();
    assertEquals(length + Vectors.body(recorded).length(), said.length());
    assertEquals(Vectors.body(recorded), said.getBuffer(length, said.length()));
    Buffer saidHeader = said.getBuffer(0, length);
    if (!randomId) {
      assertEquals(header, saidHeader);
      return Buffer.buffer();
    }
    assertTrue(saidHeader.getInt(0) < 0, "expected the top bit in a request id");
    return saidHeader;
  }

  static Stream<Arguments> topics() {
    return Vectors.probes("behaviour-topic-match", "nanomsg", "tcp", Set.of("sub"))
        .map(probe -> Arguments.of(probe.getString("probe"), probe));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("topics")
  void subFiltersAsTheyDo(String name, JsonObject probe, Vertx vertx) throws Exception {
    SubSocket sub = SubSocket.create(vertx);
    Received received = Received.of(sub);
    Await.result(sub.subscribe(name.replaceAll(".*'(.*)'.*", "$1")));
    Await.result(sub.subscribe("the end"));
    Endpoint bound = Await.result(sub.bind("tcp://127.0.0.1:0"));
    try (RawPeer peer = RawPeer.connect(bound)) {
      Vectors.send(probe, peer);
      peer.sendFrame(Buffer.buffer("the end"));
      Vectors.delivered(probe).forEach(body -> assertEquals(body, received.next()));
      assertEquals(Buffer.buffer("the end"), received.next());
    }
  }

  static Stream<Arguments> streams() {
    return Stream.of("tcp", "ipc")
        .flatMap(
            transport ->
                Vectors.probes("behaviour-malformed-stream", "nanomsg", transport, Set.of("pull")))
        .map(probe -> Arguments.of(probe.getString("transport"), probe.getString("probe"), probe));
  }

  /** As nanomsg, but for reserved bytes, which end the connection as in nng. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("streams")
  void pullEndsWhatNanomsgEnds(String transport, String name, JsonObject probe, Vertx vertx)
      throws Exception {
    Speaker pull = Speaker.of("pull", vertx);
    EndpointOptions impatient = new EndpointOptions().setHandshakeTimeout(Duration.ofMillis(300));
    String url =
        transport.equals("ipc") ? "ipc://" + folder.resolve("socket") : "tcp://127.0.0.1:0";
    Endpoint bound = Await.result(pull.socket().bind(url, impatient));
    boolean ends = name.contains("reserved") || Vectors.isClosed(probe);
    try (RawPeer peer = RawPeer.connect(bound)) {
      try {
        Vectors.send(probe, peer);
      } catch (IOException closedAlready) {
        assertTrue(ends, "expected the connection to stay");
      }
      assertEquals(Vectors.received(probe), peer.read(8));
      if (ends) {
        peer.awaitEnd();
      } else {
        Vectors.delivered(probe).forEach(body -> assertEquals(body, pull.hear()));
        Await.result(bound.connected());
        assertEquals(1, bound.pipes());
      }
    }
  }

  @Test
  void ourOwnCloseSaysNothingMore(Vertx vertx) throws Exception {
    ReqSocket req = ReqSocket.create(vertx);
    try (ServerSocket server = RawPeer.listen()) {
      req.connect("tcp://127.0.0.1:" + server.getLocalPort());
      try (RawPeer peer = RawPeer.accept(server).send("0053500000310000")) {
        Future<Buffer> answer = req.request(Buffer.buffer("question"));
        peer.read(8);
        Buffer asked = peer.readFrame();
        peer.sendFrame(asked.getBuffer(0, 4).appendString("A"));
        assertEquals(Buffer.buffer("A"), Await.result(answer));
        Future<Void> end = req.close();
        assertEquals(Buffer.buffer(), peer.rest());
        peer.halfClose();
        Await.result(end);
      }
    }
  }
}
