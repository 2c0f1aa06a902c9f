package io.scapro.transport;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.SocketEvent.Type;
import io.scapro.SpException;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Bodies;
import io.scapro.suite.Happenings;
import io.scapro.suite.RawPeer;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCa.Issued;
import io.scapro.transport.TlsOptions.Engine;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** WebSocket inside TLS. */
@ExtendWith(VertxExtension.class)
class WssTest {

  @TempDir static Path folder;
  private static TestCa ca;
  private static Issued server;

  private Vertx vertx;

  @BeforeAll
  static void certify() {
    ca = new TestCa(folder, "authority");
    server = ca.issue("localhost", "127.0.0.1");
  }

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
  }

  private static EndpointOptions own(Engine engine) {
    return new EndpointOptions()
        .with(
            new TlsOptions()
                .setEngine(engine)
                .setCertificates(List.of(server.certificate().toString()))
                .setKeys(List.of(server.key().toString())));
  }

  private static EndpointOptions trusting(Engine engine) {
    return new EndpointOptions()
        .with(new TlsOptions().setEngine(engine).setTrusted(List.of(ca.pem().toString())))
        .setReconnectInterval(Duration.ofMillis(20))
        .setReconnectIntervalMax(Duration.ZERO);
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void onePortServesSeveralSocketsWithBothEngines(Engine engine) {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(request.body()));
    Endpoint bound = result(rep.bind("wss://127.0.0.1:0/echo", own(engine)));
    PullSocket pull = PullSocket.create(vertx);
    String url = bound.address().toString();
    result(pull.bind(url.replace("/echo", "/jobs"), own(engine)));
    ReqSocket req = ReqSocket.create(vertx);
    result(req.connect(url, trusting(engine)));
    Bodies.ALL.values().forEach(body -> assertEquals(body, result(req.request(body.copy()))));
    PushSocket push = PushSocket.create(vertx);
    String jobs = url.replace("/echo", "/jobs").replace("127.0.0.1", "localhost");
    result(push.connect(jobs, trusting(engine)));
    push.send(Buffer.buffer("job"));
    assertEquals("job", result(pull.receive()).body().toString());
    String by = engine == Engine.JDK ? "TLS by JDK" : "TLS by OpenSSL";
    assertEquals(by, result(rep.statistics()).endpoints().get(0).security());
    aPlainSocketCannotShareIt(url);
  }

  private void aPlainSocketCannotShareIt(String url) {
    String plain = url.replace("wss:", "ws:").replace("/echo", "/plain");
    assertEquals(Reason.ADDRESS_IN_USE, Await.failure(PullSocket.create(vertx).bind(plain)));
  }

  @Test
  void strangersAreRefusedOnBothSides() throws Exception {
    PullSocket pull = PullSocket.create(vertx);
    Happenings atPull = Happenings.of(pull);
    Endpoint bound =
        result(
            pull.bind(
                "wss://127.0.0.1:0/jobs",
                own(Engine.AUTO).setHandshakeTimeout(Duration.ofMillis(300))));
    PushSocket push = PushSocket.create(vertx);
    Happenings atPush = Happenings.of(push);
    push.connect(bound.address().toString());
    SpException cause = atPush.await(Type.CONNECT_FAILED).cause().orElseThrow();
    assertEquals(Reason.UNTRUSTED, cause.reason());
    push.close();
    atPull.await(Type.REFUSED);
    PullSocket other = PullSocket.create(vertx);
    Happenings atOther = Happenings.of(other);
    Endpoint quiet =
        result(
            other.bind(
                "wss://127.0.0.1:0/jobs",
                own(Engine.AUTO).setHandshakeTimeout(Duration.ofMillis(300))));
    try (RawPeer silent = RawPeer.connect(quiet)) {
      silent.awaitEnd();
      cause = atOther.await(Type.REFUSED).cause().orElseThrow();
      assertTrue(cause.getMessage().contains("TLS handshake within 300 ms"), cause.toString());
    }
  }
}
