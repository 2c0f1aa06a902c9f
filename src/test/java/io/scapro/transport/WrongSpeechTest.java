package io.scapro.transport;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.EndpointOptions;
import io.scapro.SocketEvent.Type;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.suite.Happenings;
import io.scapro.suite.RawPeer;
import io.scapro.suite.TestCa;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A port where something else is spoken: the error names it, and the scheme to use. */
@ExtendWith(VertxExtension.class)
class WrongSpeechTest {

  @TempDir static Path folder;
  private static EndpointOptions tls;

  @BeforeAll
  static void certify() {
    TestCa ca = new TestCa(folder, "authority");
    TestCa.Issued own = ca.issue("127.0.0.1");
    tls =
        new EndpointOptions()
            .with(
                new TlsOptions()
                    .setCertificates(List.of(own.certificate().toString()))
                    .setKeys(List.of(own.key().toString()))
                    .setTrusted(List.of(ca.pem().toString())));
  }

  /** Where the server listens, as {@code 127.0.0.1:port}. */
  private static String listen(Vertx vertx, String scheme) {
    if (scheme.equals("http")) {
      int port =
          result(
                  vertx
                      .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                      .requestHandler(request -> request.response().setStatusCode(404).end())
                      .listen())
              .actualPort();
      return "127.0.0.1:" + port;
    }
    return result(PullSocket.create(vertx).bind(scheme + "://127.0.0.1:0", tls)).address().rest();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tcp     | http    | the peer speaks HTTP; do: use ws://",
        "tcp     | ws      | the peer speaks HTTP; do: use ws://",
        "tcp     | tls+tcp | closed before the handshake; do: check the scheme",
        "tls+tcp | tcp     | expected TLS, got another protocol; do: use tcp://",
        "ws      | tcp     | the peer speaks SP without WebSocket; do: use tcp://",
        "ws      | wss     | closed before the handshake; do: check the scheme",
        "wss     | tcp     | expected TLS, got another protocol; do: use tcp://",
        "ws      | http    | HTTP 404",
      })
  void isNamed(String scheme, String server, String expected, Vertx vertx) {
    String at = listen(vertx, server);
    String url = scheme + "://" + (at.endsWith("/") ? at.substring(0, at.length() - 1) : at);
    PushSocket push = PushSocket.create(vertx);
    Happenings atPush = Happenings.of(push);
    push.connect(url, tls);
    String event = atPush.await(Type.CONNECT_FAILED).toString();
    assertTrue(event.contains(expected), event);
    assertTrue(event.contains(url), event);
    assertTrue(!event.contains("WebSocketAddress"), event);
  }

  /** As servers do that answer with an alert: it is shorter than an SP handshake. */
  @ParameterizedTest
  @CsvSource({"tcp, use tls+tcp://", "ws, use wss://"})
  void aTlsAlertIsKnown(String scheme, String advice, Vertx vertx) throws IOException {
    try (ServerSocket server = RawPeer.listen()) {
      PushSocket push = PushSocket.create(vertx);
      Happenings atPush = Happenings.of(push);
      push.connect(scheme + "://127.0.0.1:" + server.getLocalPort());
      try (RawPeer peer = RawPeer.accept(server)) {
        peer.send("15030100020246").halfClose();
        String event = atPush.await(Type.CONNECT_FAILED).toString();
        assertTrue(event.contains("the peer speaks TLS; do: " + advice), event);
      }
    }
  }

  @Test
  void aTlsListenerNamesAPeerWithout(Vertx vertx) {
    PullSocket pull = PullSocket.create(vertx);
    Happenings atPull = Happenings.of(pull);
    String url = result(pull.bind("tls+tcp://127.0.0.1:0", tls)).address().toString();
    PushSocket.create(vertx).connect(url.replace("tls+", ""));
    String event = atPull.await(Type.REFUSED).toString();
    assertTrue(event.contains("expected TLS, got another protocol"), event);
  }

  @Test
  void aSocketOfAnotherProtocolIsNamed(Vertx vertx) {
    PubSocket pub = PubSocket.create(vertx);
    Happenings atPub = Happenings.of(pub);
    String url = result(pub.bind("tcp://127.0.0.1:0")).address().toString();
    RepSocket rep = RepSocket.create(vertx);
    Happenings atRep = Happenings.of(rep);
    rep.connect(url);
    String atServer = atPub.await(Type.REFUSED).toString();
    String atClient = atRep.await(Type.CONNECT_FAILED).toString();
    assertTrue(atServer.contains("is a rep socket; a pub socket expects a sub peer"), atServer);
    assertTrue(atClient.contains("is a pub socket; a rep socket expects a req peer"), atClient);
  }
}
