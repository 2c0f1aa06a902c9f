package io.scapro.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.peers.Proof;
import io.scapro.protocol.Device;
import io.scapro.protocol.RawSocket;
import io.scapro.suite.Await;
import io.scapro.suite.RawPeer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ours stands where a device of nanomsg's or nng's stood, and must say to both sides what it said.
 */
@ExtendWith(VertxExtension.class)
class DeviceVectorsTest {

  static final String RECORDINGS = "device-.*";

  private static final Buffer NOTHING = Buffer.buffer();

  @BeforeAll
  static void present() {
    Requirement.that(Vectors.arePresent(), "recordings in " + Vectors.FOLDER);
  }

  static Stream<Arguments> devices() {
    return Vectors.names(RECORDINGS)
        .flatMap(
            name ->
                IntStream.range(1, (int) Vectors.read(name, "exchanges").count())
                    .mapToObj(position -> Arguments.of(name, position)));
  }

  /** Says and checks what was recorded on the links before and behind the device. */
  @ParameterizedTest(name = "{0}, device {1}")
  @MethodSource("devices")
  void passesOnWhatWasRecorded(String name, int position, Vertx vertx, TestReporter reporter)
      throws Exception {
    List<JsonObject> links = Vectors.read(name, "exchanges").toList();
    JsonObject before = links.get(position - 1);
    JsonObject behind = links.get(position);
    RawSocket front = RawSocket.create(vertx, ours(before, "listener"));
    RawSocket back = RawSocket.create(vertx, ours(behind, "dialer"));
    Proof.publish(reporter, "replaced", name.split("-")[1], back.identity().name());
    Device.start(front, back);
    Endpoint bound = Await.result(front.bind("tcp://127.0.0.1:0"));
    try (ServerSocket server = RawPeer.listen()) {
      Endpoint connected = Await.result(back.connect("tcp://127.0.0.1:" + server.getLocalPort()));
      try (RawPeer client = RawPeer.connect(bound);
          RawPeer next = RawPeer.accept(server)) {
        shake(client, before, "dialer", "listener");
        shake(next, behind, "listener", "dialer");
        Await.result(bound.connected());
        Await.result(connected.connected());
        Buffer liveHeader = forward(client, next, before, behind);
        back(client, next, before, behind, liveHeader);
      }
    }
  }

  private static String ours(JsonObject link, String side) {
    return event(link, side, "sp-handshake").getString("socket");
  }

  private static JsonObject event(JsonObject link, String from, String kind) {
    return Vectors.objects(link.getJsonArray("events"))
        .filter(e -> e.getString("kind").equals(kind) && e.getString("from").equals(from))
        .findFirst()
        .orElseThrow();
  }

  private static void shake(RawPeer peer, JsonObject link, String theirs, String ours)
      throws IOException {
    peer.send(event(link, theirs, "sp-handshake").getString("bytes"));
    assertEquals(Vectors.hex(event(link, ours, "sp-handshake").getString("bytes")), peer.read(8));
  }

  /** Returns the header with our own random word in front, where the protocol has one. */
  private static Buffer forward(RawPeer client, RawPeer next, JsonObject before, JsonObject behind)
      throws IOException {
    JsonObject asked = event(before, "dialer", "message");
    JsonObject passed = event(behind, "dialer", "message");
    client.sendFrame(Vectors.header(asked).appendBuffer(Vectors.body(asked)));
    Buffer said = next.readFrame();
    int length = Vectors.header(passed).length();
    assertEquals(length + Vectors.body(passed).length(), said.length());
    assertEquals(Vectors.body(passed), said.getBuffer(length, said.length()));
    int own = length - Vectors.header(asked).length();
    if (own == 0) { // a hop count, or nothing
      assertEquals(Vectors.header(passed), said.getBuffer(0, length));
      return NOTHING;
    }
    assertEquals(Integer.BYTES, own);
    assertEquals(Vectors.header(asked), said.getBuffer(own, length));
    assertEquals(0, said.getByte(0) & 0x80, "expected no top bit in a channel id");
    return said.getBuffer(0, length);
  }

  private static void back(
      RawPeer client, RawPeer next, JsonObject before, JsonObject behind, Buffer liveHeader)
      throws IOException {
    JsonObject answered = event(behind, "listener", "message");
    JsonObject passed = event(before, "listener", "message");
    Buffer header = liveHeader.length() > 0 ? liveHeader : Vectors.header(answered);
    next.sendFrame(header.copy().appendBuffer(Vectors.body(answered)));
    assertEquals(Vectors.header(passed).appendBuffer(Vectors.body(passed)), client.readFrame());
  }
}
