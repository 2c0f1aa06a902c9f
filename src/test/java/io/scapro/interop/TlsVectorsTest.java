package io.scapro.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.suite.Await;
import io.scapro.suite.RawPeer;
import io.scapro.suite.RawWebSocket;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCa.Issued;
import io.scapro.transport.TlsOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What nng was recorded to say inside TLS, played through Java's own TLS. */
@ExtendWith(VertxExtension.class)
class TlsVectorsTest {

  static final String RECORDINGS = "nng-tls";

  @TempDir static Path folder;
  private static TestCa ca;
  private static Issued localhost;

  @BeforeAll
  static void certify() {
    Requirement.that(Vectors.arePresent(), "recordings in " + Vectors.FOLDER);
    ca = new TestCa(folder, "authority");
    localhost = ca.issue("localhost", "127.0.0.1");
  }

  private static EndpointOptions own() {
    TlsOptions tls = new TlsOptions().setCertificates(List.of(localhost.certificate().toString()));
    return new EndpointOptions().with(tls.setKeys(List.of(localhost.key().toString())));
  }

  private static EndpointOptions trusting() {
    return new EndpointOptions().with(new TlsOptions().setTrusted(List.of(ca.pem().toString())));
  }

  private static RawPeer connect(Endpoint bound) throws IOException {
    int port =
        Integer.parseInt(bound.address().toString().replaceAll("[^/]*//[^/]*:(\\d+).*", "$1"));
    return RawPeer.over(ca.context(localhost).getSocketFactory().createSocket("127.0.0.1", port));
  }

  private static JsonObject event(String id, String from, String kind) {
    return Vectors.objects(Vectors.exchange(RECORDINGS, id).getJsonArray("events"))
        .filter(e -> e.getString("kind").equals(kind) && e.getString("from").equals(from))
        .findFirst()
        .orElseThrow();
  }

  private static Buffer bytes(String id, String from) {
    return Vectors.hex(event(id, from, "sp-handshake").getString("bytes"));
  }

  @Test
  void aRepAnswersAsTheirs(Vertx vertx) throws Exception {
    String id = "harness req dials nng rep, tls+tcp";
    JsonObject asked = event(id, "dialer", "message");
    JsonObject answered = event(id, "listener", "message");
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Vectors.body(answered)));
    Endpoint bound = Await.result(rep.bind("tls+tcp://127.0.0.1:0", own()));
    try (RawPeer peer = connect(bound)) {
      peer.send(bytes(id, "dialer"));
      assertEquals(bytes(id, "listener"), peer.read(8));
      peer.sendFrame(Vectors.header(asked).appendBuffer(Vectors.body(asked)));
      assertEquals(Vectors.header(answered).appendBuffer(Vectors.body(answered)), peer.readFrame());
    }
  }

  @Test
  void aReqAsksAsTheirs(Vertx vertx) throws Exception {
    String id = "nng req dials harness rep, tls+tcp";
    JsonObject asked = event(id, "dialer", "message");
    JsonObject answered = event(id, "listener", "message");
    ReqSocket req = ReqSocket.create(vertx);
    try (SSLServerSocket server =
        (SSLServerSocket)
            ca.context(localhost)
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      req.connect("tls+tcp://127.0.0.1:" + server.getLocalPort(), trusting());
      var answer = req.request(Vectors.body(asked));
      try (RawPeer peer = RawPeer.accept(server)) {
        peer.send(bytes(id, "listener"));
        assertEquals(bytes(id, "dialer"), peer.read(8));
        Buffer said = peer.readFrame();
        assertEquals(Vectors.body(asked), said.getBuffer(4, said.length()));
        peer.sendFrame(said.getBuffer(0, 4).appendBuffer(Vectors.body(answered)));
        assertEquals(Vectors.body(answered), Await.result(answer));
      }
    }
  }

  @Test
  void aPlainHandshakeIsAnsweredByTheEnd(Vertx vertx) throws Exception {
    Endpoint bound = Await.result(RepSocket.create(vertx).bind("tls+tcp://127.0.0.1:0", own()));
    try (RawPeer peer = RawPeer.connect(bound)) {
      peer.send("0053500000300000").awaitEnd();
    }
  }

  @Test
  void aPullAcceptsOverWssAsTheirs(Vertx vertx) throws Exception {
    String id = "harness push dials nng pull, wss";
    JsonObject message = event(id, "dialer", "message");
    PullSocket pull = PullSocket.create(vertx);
    Endpoint bound = Await.result(pull.bind("wss://127.0.0.1:0/sp", own()));
    try (RawPeer peer = connect(bound)) {
      RawWebSocket web = RawWebSocket.over(peer);
      String request = Vectors.hex(event(id, "dialer", "ws-request").getString("bytes")).toString();
      String path = request.replaceAll("(?s)GET (\\S*) .*", "$1");
      assertEquals("/sp", path);
      assertTrue(web.ask(request).startsWith("HTTP/1.1 101 "));
      JsonObject frame = Vectors.objects(message.getJsonArray("frames")).findFirst().orElseThrow();
      peer.send(
          frame.getString("frame_header")
              + frame.getString("mask")
              + frame.getJsonObject("wire_payload").getString("hex"));
      assertEquals(Vectors.body(message), Await.result(pull.receive()).body());
    }
  }
}
