package io.scapro.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Received;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCa.Issued;
import io.scapro.transport.TlsOptions.Engine;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client whose last word of TLS and first words of SP arrive together. */
@ExtendWith(VertxExtension.class)
class TlsInOneSegmentTest {

  private static final String PUSH = "0053500000500000";
  private static final String HELLO = "0000000000000005" + "68656c6c6f";

  @ParameterizedTest
  @CsvSource({"JDK, TLSv1.3", "OPENSSL, TLSv1.3", "JDK, TLSv1.2", "OPENSSL, TLSv1.2"})
  void greetingAndMessageBehindTheTlsHandshakeAreRead(
      Engine engine, String version, Vertx vertx, @TempDir Path folder) throws Exception {
    TestCa ca = new TestCa(folder, "authority");
    Issued own = ca.issue("localhost");
    PullSocket pull = PullSocket.create(vertx);
    Received received = Received.of(pull);
    TlsOptions tls =
        new TlsOptions()
            .setCertificates(List.of(own.certificate().toString()))
            .setKeys(List.of(own.key().toString()))
            .setEngine(engine);
    Endpoint bound =
        Await.result(pull.bind("tls+tcp://127.0.0.1:0", new EndpointOptions().with(tls)));
    int port = Integer.parseInt(bound.address().toString().replaceAll(".*:", ""));
    SSLEngine client = trusting(ca.pem()).createSSLEngine();
    client.setUseClientMode(true);
    client.setEnabledProtocols(new String[] {version});
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) Await.PATIENCE.toMillis());
      speak(client, socket, HexFormat.of().parseHex(PUSH + HELLO));
      assertEquals(Buffer.buffer("hello"), received.next());
    }
  }

  /** Shakes hands, and writes {@code words} with the last flight if that is the client's. */
  private static void speak(SSLEngine engine, Socket socket, byte[] words) throws Exception {
    ByteBuffer out = ByteBuffer.allocate(1 << 17);
    ByteBuffer in = ByteBuffer.allocate(1 << 17).limit(0);
    ByteBuffer nothing = ByteBuffer.allocate(0);
    engine.beginHandshake();
    HandshakeStatus status = engine.getHandshakeStatus();
    while (status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED) {
      switch (status) {
        case NEED_WRAP -> status = engine.wrap(nothing, out).getHandshakeStatus();
        case NEED_TASK -> {
          engine.getDelegatedTask().run();
          status = engine.getHandshakeStatus();
        }
        default -> {
          flush(out, socket);
          status = unwrap(engine, in, socket);
        }
      }
    }
    engine.wrap(ByteBuffer.wrap(words), out);
    flush(out, socket);
  }

  private static HandshakeStatus unwrap(SSLEngine engine, ByteBuffer in, Socket socket)
      throws Exception {
    while (true) {
      var result = engine.unwrap(in, ByteBuffer.allocate(1 << 15));
      if (result.bytesConsumed() > 0
          || result.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP) {
        return result.getHandshakeStatus();
      }
      in.compact();
      int read = socket.getInputStream().read(in.array(), in.position(), in.remaining());
      in.position(in.position() + read).flip();
    }
  }

  private static void flush(ByteBuffer out, Socket socket) throws Exception {
    socket.getOutputStream().write(out.array(), 0, out.position());
    out.clear();
  }

  private static SSLContext trusting(Path authority) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry(
        "authority",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(authority))));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
