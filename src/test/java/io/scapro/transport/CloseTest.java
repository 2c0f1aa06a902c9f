package io.scapro.transport;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.SocketEvent.Type;
import io.scapro.SocketOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Happenings;
import io.scapro.suite.RawPeer;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCa.Issued;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code close()} ends with the linger time, whatever a peer or the network does not do. */
@Timeout(60)
class CloseTest {

  private static final Duration LINGER = Duration.ofMillis(200);

  /** Ten times that; a TLS engine would wait longer for a peer to read its last words. */
  private static final long MUCH_LATER = 2_500;

  @TempDir static Path folder;
  private static TestCa ca;
  private static Issued certificate;

  private final List<AutoCloseable> open = new ArrayList<>();
  private Vertx vertx;

  @BeforeAll
  static void certify() {
    ca = new TestCa(folder, "authority");
    certificate = ca.issue("localhost", "127.0.0.1");
  }

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    result(vertx.close());
  }

  private static SocketOptions options() {
    return new SocketOptions().setLinger(LINGER);
  }

  private static EndpointOptions endpoint() {
    return new EndpointOptions()
        .setHandshakeTimeout(Duration.ofSeconds(30))
        .with(
            new TlsOptions()
                .setCertificates(List.of(certificate.certificate().toString()))
                .setKeys(List.of(certificate.key().toString()))
                .setTrusted(List.of(ca.pem().toString())));
  }

  private static String url(String scheme) {
    return switch (scheme) {
      case "ipc" -> "ipc://" + folder.resolve("close.ipc");
      case "inproc", "eventbus" -> scheme + "://close";
      default -> scheme + "://127.0.0.1:0" + (scheme.startsWith("ws") ? "/close" : "");
    };
  }

  private void closesInTime(io.scapro.Socket socket) {
    Promise<String> first = Promise.promise();
    Future<Void> closed = socket.close();
    vertx.setTimer(MUCH_LATER, late -> first.tryComplete("much later"));
    closed.onComplete(done -> first.tryComplete("closed"));
    assertEquals("closed", result(first.future()));
  }

  // ---- with a peer that never reads ----

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "tls+tcp", "ws", "wss", "ipc", "inproc", "eventbus"})
  void connectedWithAFullSendQueue(String scheme) {
    PullSocket pull = PullSocket.create(vertx);
    pull.pause();
    Endpoint bound = result(pull.bind(url(scheme), endpoint()));
    PushSocket push = PushSocket.create(vertx, options());
    result(result(push.connect(bound.address().toString(), endpoint())).connected());
    fill(push);
    closesInTime(push);
    pull.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "tls+tcp", "ws", "wss", "ipc", "inproc", "eventbus"})
  void boundWithAFullSendQueue(String scheme) {
    PushSocket push = PushSocket.create(vertx, options());
    Endpoint bound = result(push.bind(url(scheme), endpoint()));
    PullSocket pull = PullSocket.create(vertx);
    pull.pause();
    result(result(pull.connect(bound.address().toString(), endpoint())).connected());
    fill(push);
    closesInTime(push);
    pull.close();
  }

  /** Until the network takes nothing more. */
  private void fill(PushSocket push) {
    byte[] body = new byte[1_000_000];
    for (int i = 0; i < 40; i++) {
      push.send(Buffer.buffer(body));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "tls+tcp", "ws", "wss", "ipc", "inproc", "eventbus"})
  void pausedReader(String scheme) {
    PullSocket pull = PullSocket.create(vertx, options());
    pull.pause();
    Endpoint bound = result(pull.bind(url(scheme), endpoint()));
    PushSocket push = PushSocket.create(vertx);
    result(result(push.connect(bound.address().toString(), endpoint())).connected());
    fill(push);
    closesInTime(pull);
    push.close();
  }

  // ---- with a handshake that does not end ----

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "tls+tcp", "ws", "wss"})
  void handshakeWithAMuteServer(String scheme) throws Exception {
    ServerSocket mute = RawPeer.listen();
    open.add(mute);
    PushSocket push = PushSocket.create(vertx, options());
    Endpoint connecting =
        result(push.connect(scheme + "://127.0.0.1:" + mute.getLocalPort(), endpoint()));
    open.add(mute.accept());
    closesInTime(push);
    assertTrue(connecting.connected().failed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "tls+tcp", "ws", "wss"})
  void handshakeWithAMuteClient(String scheme) throws Exception {
    PushSocket push = PushSocket.create(vertx, options());
    Endpoint bound = result(push.bind(url(scheme), endpoint()));
    RawPeer mute = RawPeer.connect(bound);
    open.add(mute);
    if (scheme.equals("tcp")) {
      mute.read(8);
    }
    closesInTime(push);
  }

  @Test
  void connecting() throws Exception {
    ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    open.add(full);
    for (int i = 0; i < 2; i++) { // more get no answer
      open.add(new Socket(InetAddress.getLoopbackAddress(), full.getLocalPort()));
    }
    PushSocket push = PushSocket.create(vertx, options());
    Happenings happenings = Happenings.of(push);
    result(push.connect("tcp://127.0.0.1:" + full.getLocalPort(), endpoint()));
    happenings.await(Type.CONNECTING);
    closesInTime(push);
  }
}
