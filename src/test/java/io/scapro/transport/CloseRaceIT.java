package io.scapro.transport;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.LogLines;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCa.Issued;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that arrive while their server closes are nothing to log for the server. */
@ExtendWith(VertxExtension.class)
class CloseRaceIT {

  private static final int ROUNDS = 100;
  private static final int TLS_ROUNDS = 20; // each costs a handshake
  private static final int PEERS = 4;

  @TempDir static Path certificates;
  private static TestCa ca;
  private static Issued server;

  @TempDir Path folder;

  @BeforeAll
  static void certify() {
    ca = new TestCa(certificates, "authority");
    server = ca.issue("127.0.0.1");
  }

  private static EndpointOptions server() {
    return new EndpointOptions()
        .with(
            new TlsOptions()
                .setCertificates(List.of(server.certificate().toString()))
                .setKeys(List.of(server.key().toString())));
  }

  private static EndpointOptions client() {
    return new EndpointOptions()
        .with(new TlsOptions().setTrusted(List.of(ca.pem().toString())))
        .setReconnectInterval(Duration.ofMillis(1))
        .setReconnectIntervalMax(Duration.ZERO);
  }

  private String url(String scheme) {
    return switch (scheme) {
      case "ipc" -> "ipc://" + folder.resolve("s");
      case "abstract" -> "abstract://" + folder.getFileName();
      case "inproc", "eventbus" -> scheme + "://race";
      default -> scheme + "://127.0.0.1:0";
    };
  }

  private void race(String scheme, Vertx servers, Vertx clients) {
    try (LogLines log = new LogLines("")) {
      int rounds = scheme.matches("tls.*|wss") ? TLS_ROUNDS : ROUNDS;
      for (int round = 0; round < rounds; round++) {
        PullSocket pull = PullSocket.create(servers);
        Endpoint bound = result(pull.bind(url(scheme), server()));
        List<PushSocket> peers = new ArrayList<>();
        List<Future<Endpoint>> connects = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
          PushSocket push = PushSocket.create(clients);
          peers.add(push);
          connects.add(push.connect(bound.address().toString(), client()));
        }
        if (round % 2 == 0) {
          result(connects.get(0));
        }
        result(pull.close());
        peers.forEach(peer -> result(peer.close()));
      }
      assertEquals(List.of(), log.all().stream().filter(line -> !isOutage(line)).toList());
    }
  }

  /** The lines of a peer whose server is gone. */
  private static boolean isOutage(String line) {
    return line.startsWith("WARNING push cannot connect to ")
        || line.startsWith("WARNING push cannot keep the connection to ")
        || line.startsWith("INFO push connected to ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "tls+tcp", "ws", "wss", "ipc", "inproc", "eventbus"})
  void isSilentInOneVertx(String scheme, Vertx vertx) {
    race(scheme, vertx, vertx);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "tls+tcp", "ws", "wss", "ipc"})
  void isSilentBetweenTwo(String scheme, Vertx vertx) {
    Vertx other = Vertx.vertx();
    race(scheme, vertx, other);
    result(other.close());
  }

  @Test
  void isSilentOnTheNativeTransport() {
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    race("ipc", vertx, vertx);
    race("abstract", vertx, vertx);
    race("tcp", vertx, vertx);
    result(vertx.close());
  }
}
