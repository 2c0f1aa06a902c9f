package io.scapro.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Endpoint;
import io.scapro.Socket;
import io.scapro.SocketOptions;
import io.scapro.SocketStatistics;
import io.scapro.protocol.AnsweringSocket;
import io.scapro.protocol.DuplexSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.SendingSocket;
import io.scapro.spi.Changes;
import io.scapro.suite.Await;
import io.scapro.suite.RawPeer;
import io.scapro.suite.Received;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was tried on each kind of nanomsg's and nng's sockets is tried on ours, which must do the
 * same. Where the two differ, nanomsg is the model, and nng for pairs, for limits and for sockets
 * that only send.
 */
@ExtendWith(VertxExtension.class)
class MalformedVectorsTest {

  private static final String HEADERS = "behaviour-malformed-header";
  private static final String STREAMS = "behaviour-malformed-stream";

  @BeforeAll
  static void present() {
    Requirement.that(Vectors.arePresent(), "recordings in " + Vectors.FOLDER);
  }

  private static Stream<Arguments> probes(String file, String model, Set<String> sockets) {
    return Vectors.probes(file, model, "tcp", sockets)
        .map(probe -> Arguments.of(probe.getString("socket"), probe.getString("probe"), probe));
  }

  // ---- those who answer ----

  static Stream<Arguments> questions() {
    return probes(HEADERS, "nanomsg", Set.of("rep", "respondent"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("questions")
  void answersWhatCanBeAnswered(String socket, String name, JsonObject probe, Vertx vertx)
      throws Exception {
    AnsweringSocket<?> ours = (AnsweringSocket<?>) Speaker.of(socket, vertx).socket();
    ours.handler(request -> request.reply(Buffer.buffer("R")));
    Endpoint bound = Await.result(ours.bind("tcp://127.0.0.1:0"));
    try (RawPeer peer = RawPeer.connect(bound)) {
      Vectors.send(probe, peer);
      Buffer expected = Vectors.received(probe);
      assertEquals(expected, peer.read(expected.length()));
      assertCounted(ours, probe, frames(probe), Vectors.delivered(probe).count());
      assertEquals(1, bound.pipes());
    }
  }

  // ---- those who ask ----

  static Stream<Arguments> answers() {
    return probes(HEADERS, "nanomsg", Set.of("req", "surveyor"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("answers")
  void takesTheAnswersOfItsOwnQuestionOnly(
      String socket, String name, JsonObject probe, Vertx vertx) throws Exception {
    Speaker asker = Speaker.of(socket, vertx);
    Buffer recorded = Vectors.received(probe);
    try (ServerSocket server = RawPeer.listen()) {
      String url = "tcp://127.0.0.1:" + server.getLocalPort();
      Endpoint endpoint = Await.result(asker.socket().connect(url));
      try (RawPeer peer = RawPeer.accept(server)) {
        List<JsonObject> sent = Vectors.objects(probe.getJsonArray("sent")).toList();
        peer.send(sent.get(0).getString("hex"));
        Await.result(endpoint.connected());
        asker.say(Buffer.buffer("Q"));
        assertEquals(recorded.getBuffer(0, 16), peer.read(16));
        Buffer asked = peer.read(5);
        for (JsonObject frame : sent.subList(1, sent.size())) {
          Buffer bytes = Vectors.hex(frame.getString("hex"));
          peer.send(withLiveId(bytes, recorded.getInt(16), asked.getInt(0)));
        }
        for (Object body : Vectors.delivered(probe).toArray()) {
          assertEquals(body, asker.hear());
        }
        asker.say(Buffer.buffer("is all read"));
        peer.sendFrame(peer.readFrame());
        assertEquals(Buffer.buffer("is all read"), asker.hear());
        assertCounted(asker.socket(), probe, sent.size(), Vectors.delivered(probe).count() + 1);
        assertEquals(1, endpoint.pipes());
      }
    }
  }

  /** Ids are random: those that were recorded, or lie one beside, become what was asked now. */
  private static Buffer withLiveId(Buffer frame, int recorded, int live) {
    Buffer result = frame.copy();
    for (int i = Long.BYTES; i + Integer.BYTES <= Math.min(frame.length(), 16); i += 4) {
      int word = frame.getInt(i);
      if (word == recorded || word == recorded + 1) {
        result.setInt(i, (live + (word - recorded)) | Integer.MIN_VALUE);
      } else if (word == (recorded & Integer.MAX_VALUE)) {
        result.setInt(i, live & Integer.MAX_VALUE);
      }
    }
    return result;
  }

  // ---- pairs ----

  /**
   * nanomsg has no PAIR1, and PAIR does the same in both. A second peer is not greeted here:
   * whoever is greeted may send, and what it sends would be lost.
   */
  static Stream<Arguments> pairs() {
    return probes(HEADERS, "nng", Set.of("pair0", "pair1"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("pairs")
  void keepsOrEndsPeersAsNngDoes(String socket, String name, JsonObject probe, Vertx vertx)
      throws Exception {
    Socket ours = Speaker.of(socket, vertx).socket();
    Received received = Received.of((DuplexSocket<?>) ours);
    Endpoint bound = Await.result(ours.bind("tcp://127.0.0.1:0"));
    Buffer greeting = Vectors.received(probe);
    Buffer hop = Vectors.hex(socket.equals("pair1") ? "00000001" : "");
    if (name.startsWith("second connection")) {
      try (RawPeer first = RawPeer.connect(bound).send(greeting)) {
        Await.result(bound.connected());
        assertTrue(Vectors.isClosed(probe));
        try (RawPeer second = RawPeer.connect(bound)) {
          assertEquals(Buffer.buffer(), second.rest()); // nng greets before it closes
        }
        first.sendFrame(hop.appendString("still paired"));
        assertEquals("still paired", received.next().toString());
      }
      return;
    }
    play(probe, bound, received);
    Changes.await(ours, now -> now.pipes() == 0);
    try (RawPeer newcomer = RawPeer.connect(bound).send(greeting)) {
      newcomer.sendFrame(hop.appendString("newcomer"));
      assertEquals("newcomer", received.next().toString());
    }
  }

  private static void play(JsonObject probe, Endpoint bound, Received received) throws IOException {
    boolean ends = Vectors.isClosed(probe);
    try (RawPeer peer = RawPeer.connect(bound)) {
      Buffer greeting = Vectors.received(probe);
      assertEquals(greeting, peer.read(greeting.length()));
      try {
        Vectors.send(probe, peer);
      } catch (SocketException closedAlready) {
        assertTrue(ends, "expected the connection to stay");
      }
      for (Object body : Vectors.delivered(probe).toArray()) {
        assertEquals(body, received.next());
      }
      if (ends) {
        peer.awaitEnd();
      } else {
        assertEquals(1, bound.pipes());
        peer.halfClose().awaitEnd();
      }
    }
  }

  // ---- one way only ----

  static Stream<Arguments> wrongWay() {
    return probes(STREAMS, "nng", Set.of("pub", "push"));
  }

  /** As nng's PUSH, and unlike nng's PUB (which ends) or nanomsg's (which aborts). */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("wrongWay")
  void dropsWhatComesAgainstItsDirection(String socket, String name, JsonObject probe, Vertx vertx)
      throws Exception {
    SendingSocket<?> ours = (SendingSocket<?>) Speaker.of(socket, vertx).socket();
    Endpoint bound = Await.result(ours.bind("tcp://127.0.0.1:0"));
    try (RawPeer peer = RawPeer.connect(bound)) {
      Vectors.send(probe, peer);
      Buffer greeting = Vectors.received(probe).getBuffer(0, 8);
      assertEquals(greeting, peer.read(8));
      Await.result(bound.connected());
      ours.send(Buffer.buffer("x"));
      assertEquals(Buffer.buffer("x"), peer.readFrame());
      peer.halfClose().awaitEnd();
      assertEquals(1, Await.result(ours.statistics()).dropped(DropReason.NOT_EXPECTED));
    }
  }

  // ---- limits of length ----

  static Stream<Arguments> limits() {
    return probes(STREAMS, "nng", Set.of("pull"))
        .filter(arguments -> arguments.get()[1].toString().contains("recv-maxsz"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("limits")
  void takesWhatItsLimitAllows(String socket, String name, JsonObject probe, Vertx vertx)
      throws Exception {
    int limit = Integer.parseInt(name.replaceAll(".*recv-maxsz (\\d+).*", "$1"));
    int length = Integer.parseInt(name.replaceAll("length (\\d+) .*", "$1"));
    PullSocket pull = PullSocket.create(vertx, new SocketOptions().setReceiveMaxSize(limit));
    Received received = Received.of(pull);
    Endpoint bound = Await.result(pull.bind("tcp://127.0.0.1:0"));
    try (RawPeer peer = RawPeer.connect(bound)) {
      Vectors.send(probe, peer);
      assertEquals(Vectors.received(probe), peer.read(8));
      if (Vectors.isClosed(probe)) {
        peer.awaitEnd();
      } else if (Vectors.delivered(probe).count()
          == 0) { // the length was allowed: here is the body
        peer.send(Buffer.buffer(new byte[length]));
        assertEquals(length, received.next().length());
      }
      for (Object body : Vectors.delivered(probe).toArray()) {
        assertEquals(body, received.next());
      }
    }
  }

  // ---- what they share ----

  /** How many messages the probe sends behind its handshake, which may share one write. */
  private static long frames(JsonObject probe) {
    Buffer all = Buffer.buffer();
    Vectors.objects(probe.getJsonArray("sent"))
        .forEach(part -> all.appendBuffer(Vectors.hex(part.getString("hex"))));
    long count = 0;
    for (int at = 8; at < all.length(); at += Long.BYTES + (int) all.getLong(at)) {
      count++;
    }
    return count;
  }

  /** Each of {@code received} messages was delivered, or dropped under one reason. */
  private static void assertCounted(Socket ours, JsonObject probe, long received, long delivered) {
    SocketStatistics seen = Await.result(ours.statistics());
    assertEquals(received, seen.received());
    assertEquals(delivered, seen.delivered());
    Set<DropReason> reasons = new HashSet<>(seen.dropped().keySet());
    reasons.removeAll(
        Set.of(DropReason.MALFORMED, DropReason.TTL_EXCEEDED, DropReason.UNKNOWN_REQUEST));
    assertEquals(Set.of(), reasons, probe.getString("probe"));
    assertEquals(
        received - delivered, seen.dropped().values().stream().mapToLong(Long::longValue).sum());
  }
}
