package io.scapro.transport;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Received;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCa.Issued;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TcpClientConfig;
import io.vertx.core.net.TcpServerConfig;
import io.vertx.core.spi.metrics.TransportMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections and bytes in the network metrics of Vert.x. */
class NetworkMetricsTest {

  private static final int GREETING = 8;
  private static final int FEW = 100;
  private static final int LARGE = 1_000_000;

  @TempDir Path folder;

  private final Side server = new Side();
  private final Side client = new Side();
  private Vertx vertx;

  /** What servers, or clients, have done. */
  private static final class Side implements TransportMetrics<Side> {
    final AtomicLong connected = new AtomicLong();
    final AtomicLong read = new AtomicLong();
    final AtomicLong written = new AtomicLong();
    final BlockingQueue<Side> disconnected = new LinkedBlockingQueue<>();

    @Override
    public Side connected(SocketAddress remote, String name) {
      connected.incrementAndGet();
      return this;
    }

    @Override
    public void disconnected(Side connection, SocketAddress remote) {
      disconnected.add(connection);
    }

    @Override
    public void bytesRead(Side connection, SocketAddress remote, long bytes) {
      read.addAndGet(bytes);
    }

    @Override
    public void bytesWritten(Side connection, SocketAddress remote, long bytes) {
      written.addAndGet(bytes);
    }
  }

  @BeforeEach
  void open() {
    VertxMetrics metrics =
        new VertxMetrics() {
          @Override
          public TransportMetrics<?> createTcpServerMetrics(
              TcpServerConfig config, String protocol, SocketAddress local) {
            return server;
          }

          @Override
          public TransportMetrics<?> createTcpClientMetrics(
              TcpClientConfig config, String protocol) {
            return client;
          }
        };
    vertx =
        Vertx.builder()
            .with(new VertxOptions().setMetricsOptions(new MetricsOptions().setEnabled(true)))
            .withMetrics(options -> metrics)
            .build();
  }

  @AfterEach
  void close() {
    result(vertx.close());
  }

  private EndpointOptions with() {
    TestCa ca = new TestCa(folder, "authority");
    Issued own = ca.issue("127.0.0.1");
    return new EndpointOptions()
        .with(
            new TlsOptions()
                .setCertificates(List.of(own.certificate().toString()))
                .setKeys(List.of(own.key().toString()))
                .setTrusted(List.of(ca.pem().toString())));
  }

  /** Sends a few short messages and a long one, then closes. Returns the bytes of their bodies. */
  private long exchange(String url) {
    PullSocket pull = PullSocket.create(vertx);
    Received received = Received.of(pull);
    EndpointOptions with = with();
    Endpoint bound = result(pull.bind(url.replace("FOLDER", folder.toString()), with));
    PushSocket push = PushSocket.create(vertx);
    push.connect(bound.address().toString(), with);
    for (int i = 0; i < FEW; i++) {
      push.send(Buffer.buffer(new byte[100]));
    }
    push.send(Buffer.buffer(new byte[LARGE]));
    for (int i = 0; i <= FEW; i++) {
      received.next();
    }
    result(push.close());
    Await.next(server.disconnected);
    Await.next(client.disconnected);
    return FEW * 100L + LARGE;
  }

  /** Bytes of a byte stream are those of the SP handshake, the headers and the bodies. */
  @ParameterizedTest
  @CsvSource({"tcp://127.0.0.1:0, 8", "tls+tcp://127.0.0.1:0, 8", "ipc://FOLDER/socket, 9"})
  void vertxCountsTheBytesOfStreams(String url, int header) {
    long sent = GREETING + exchange(url) + (FEW + 1L) * header;
    assertEquals(List.of(1L, 1L), List.of(server.connected.get(), client.connected.get()));
    assertEquals(List.of(sent, sent), List.of(client.written.get(), server.read.get()));
    assertEquals(
        List.of((long) GREETING, (long) GREETING),
        List.of(server.written.get(), client.read.get()));
  }

  /** Those of WebSockets are the frames, after the upgrade. */
  @ParameterizedTest
  @CsvSource({"ws://127.0.0.1:0/sp", "wss://127.0.0.1:0/sp"})
  void vertxCountsTheFramesOfWebSockets(String url) {
    long bodies = exchange(url);
    assertEquals(List.of(1L, 1L), List.of(server.connected.get(), client.connected.get()));
    assertEquals(client.written.get(), server.read.get());
    long heads = client.written.get() - bodies;
    assertTrue(heads >= 6L * (FEW + 1) && heads <= 14L * (FEW + 1) + 14, "heads: " + heads);
  }
}
