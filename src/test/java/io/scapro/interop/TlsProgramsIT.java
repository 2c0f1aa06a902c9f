package io.scapro.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.TlsOptions;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.testing.Await;
import io.scapro.testing.Bodies;
import io.scapro.testing.ReservedPort;
import io.scapro.testing.TestCa;
import io.scapro.testing.TestCa.Issued;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** nngcat with its TLS flags, over tls+tcp and wss, whoever binds; both sides are verified. */
@ExtendWith(VertxExtension.class)
class TlsProgramsIT {

  private static final Buffer QUESTION = Buffer.buffer("question");

  @TempDir static Path folder;
  private static TestCa ca;
  private static Issued localhost;
  private Vertx vertx;

  @BeforeAll
  static void certify() {
    Requirement.program("nngcat");
    ca = new TestCa(folder, "authority");
    localhost = ca.issueRsa("localhost");
  }

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
  }

  static Stream<Arguments> cases() {
    return Stream.of("tls+tcp", "wss")
        .flatMap(scheme -> Bodies.ALL.keySet().stream().map(body -> Arguments.of(scheme, body)));
  }

  private static EndpointOptions both() {
    TlsOptions tls =
        new TlsOptions()
            .setCertificates(List.of(localhost.certificate().toString()))
            .setKeys(List.of(localhost.key().toString()))
            .setTrusted(List.of(ca.pem().toString()))
            .setClientAuth(TlsOptions.ClientAuth.REQUIRED);
    return new EndpointOptions()
        .setTls(tls)
        .setReconnectInterval(Duration.ofMillis(20))
        .setReconnectIntervalMax(Duration.ZERO);
  }

  private static List<Object> flags() {
    return List.of(
        "--cacert", ca.pem(), "--cert", localhost.certificate(), "--key", localhost.key());
  }

  private static String path(String scheme) {
    return scheme.equals("wss") ? "/sp" : "";
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersTheirReq(String scheme, String name) throws Exception {
    Buffer body = Bodies.of(name);
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(request.body()));
    Endpoint bound = Await.result(rep.bind(scheme + "://127.0.0.1:0" + path(scheme), both()));
    String url = bound.address().toString().replace("127.0.0.1", "localhost");
    try (Peer peer =
        Peer.start(
            Peer.command(
                "nngcat", "--req", "--dial", url, flags(), Peer.data(body, folder), "--hex"))) {
      assertEquals(body, peer.printed());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asksTheirRep(String scheme, String name) throws Exception {
    Buffer body = Bodies.of(name);
    try (ReservedPort port = new ReservedPort()) {
      String url = scheme + "://localhost:" + port.number() + path(scheme);
      try (Peer peer =
          Peer.start(
              Peer.command(
                  "nngcat", "--rep", "--listen", url, flags(), Peer.data(body, folder), "--hex"))) {
        ReqSocket req = ReqSocket.create(vertx);
        req.connect(url, both());
        assertEquals(body, Await.result(req.request(QUESTION.copy())));
        assertEquals(QUESTION, peer.printed());
      }
    }
  }
}
