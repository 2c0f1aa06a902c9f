package io.scapro.transport;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.TlsOptions;
import io.scapro.TlsOptions.Engine;
import io.scapro.testing.RawPeer;
import io.scapro.testing.StreamTransportContract;
import io.scapro.testing.TestCa;
import io.scapro.testing.TestCa.Issued;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What all streams do, over TLS by either engine. */
class TlsContractTest {

  @TempDir static Path folder;
  private static TestCa ca;
  private static Issued own;

  @BeforeAll
  static void certify() {
    ca = new TestCa(folder, "authority");
    own = ca.issue("localhost", "127.0.0.1");
  }

  @Nested
  class ByJava extends Contract {
    ByJava() {
      super(Engine.JDK);
    }
  }

  @Nested
  class ByOpenSsl extends Contract {
    ByOpenSsl() {
      super(Engine.OPENSSL);
    }
  }

  @ExtendWith(VertxExtension.class)
  abstract static class Contract implements StreamTransportContract {

    private final Engine engine;
    private Vertx vertx;

    Contract(Engine engine) {
      this.engine = engine;
    }

    @BeforeEach
    void open(Vertx vertx) {
      this.vertx = vertx;
    }

    @Override
    public Vertx vertx() {
      return vertx;
    }

    @Override
    public EndpointOptions needed() {
      return new EndpointOptions()
          .setTls(
              new TlsOptions()
                  .setCertificates(List.of(own.certificate().toString()))
                  .setKeys(List.of(own.key().toString()))
                  .setTrusted(List.of(ca.pem().toString()))
                  .setEngine(engine));
    }

    @Override
    public String addressToBind() {
      return "tls+tcp://127.0.0.1:0";
    }

    @Override
    public String freeAddress() throws IOException {
      try (ServerSocket socket = RawPeer.listen()) {
        return "tls+tcp://127.0.0.1:" + socket.getLocalPort();
      }
    }

    @Override
    public RawPeer rawPeer(Endpoint endpoint) throws IOException {
      int port = Integer.parseInt(endpoint.address().toString().replaceAll(".*:", ""));
      SSLSocket socket =
          (SSLSocket)
              trusting(ca.pem())
                  .getSocketFactory()
                  .createSocket(InetAddress.getLoopbackAddress(), port);
      socket.startHandshake();
      return RawPeer.over(socket);
    }

    private static SSLContext trusting(Path authority) throws IOException {
      try (InputStream pem = Files.newInputStream(authority)) {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(
            "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        TrustManagerFactory trust =
            TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
      } catch (GeneralSecurityException e) {
        throw new IOException(e);
      }
    }
  }
}
