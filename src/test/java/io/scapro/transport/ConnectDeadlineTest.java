package io.scapro.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.SocketEvent.Type;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Happenings;
import io.scapro.suite.RawPeer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One deadline for all that happens between the first packet and the peer, where we connect. */
@ExtendWith(VertxExtension.class)
@Timeout(60)
class ConnectDeadlineTest {

  private static final String START_OF_GREETING = "00535000";

  private Vertx vertx;
  private PushSocket push;
  private Happenings happenings;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    push = PushSocket.create(vertx);
    happenings = Happenings.of(push);
  }

  private static EndpointOptions hasty() {
    return new EndpointOptions()
        .setHandshakeTimeout(Duration.ofMillis(300))
        .with(new TlsOptions().setInsecure(true));
  }

  private Reason failure() {
    return happenings.await(Type.CONNECT_FAILED).cause().orElseThrow().reason();
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, " + START_OF_GREETING,
    "tls+tcp, 1603034000020000000000000000000000000000", // 16 KiB are announced
    "wss, 1603034000020000000000000000000000000000",
    "ws, 485454502f312e31203130312053776974636869", // HTTP/1.1 101 Switchi
  })
  void whoDripsItsAnswerIsGivenUp(String scheme, String answer) throws IOException {
    try (ServerSocket server = RawPeer.listen()) {
      push.connect(scheme + "://127.0.0.1:" + server.getLocalPort(), hasty());
      try (RawPeer slow = RawPeer.accept(server)) {
        isGivenUp(slow, answer);
      }
    }
  }

  @Test
  void soIsWhoDripsItOverIpc(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("socket");
    try (ServerSocketChannel server = RawPeer.listen(path)) {
      push.connect("ipc://" + path, hasty());
      try (RawPeer slow = RawPeer.accept(server)) {
        isGivenUp(slow, START_OF_GREETING);
      }
    }
  }

  private void isGivenUp(RawPeer slow, String answer) throws IOException {
    List<Buffer> rest = new ArrayList<>();
    for (byte each : HexFormat.of().parseHex(answer)) {
      rest.add(Buffer.buffer(new byte[] {each}));
    }
    long timer = vertx.setPeriodic(50, tick -> drip(slow, rest));
    assertEquals(Reason.TIMEOUT, failure());
    slow.awaitEnd();
    vertx.cancelTimer(timer);
  }

  private static void drip(RawPeer slow, List<Buffer> rest) {
    try {
      if (!rest.isEmpty()) {
        slow.send(rest.remove(0));
      }
    } catch (IOException e) {
      rest.clear(); // it was given up, as it should be
    }
  }

  @Test
  void soIsWhoDoesNotEvenAccept() throws IOException {
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 8; i++) {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(full.getLocalSocketAddress());
        waiting.add(channel);
      }
      push.connect("tcp://127.0.0.1:" + full.getLocalPort(), hasty());
      assertEquals(Reason.TIMEOUT, failure());
    } finally {
      for (SocketChannel channel : waiting) {
        channel.close();
      }
    }
  }
}
