package io.scapro.transport;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.suite.RawPeer;
import io.scapro.suite.Speech;
import io.scapro.suite.StreamTransportContract;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCa.Issued;
import io.scapro.transport.TlsOptions.Engine;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What all streams do, and WebSockets, over TLS by either engine. */
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
      super(Engine.JDK, "tls+tcp://127.0.0.1:%d", Speech.STREAM);
    }
  }

  @Nested
  class ByOpenSsl extends Contract {
    ByOpenSsl() {
      super(Engine.OPENSSL, "tls+tcp://127.0.0.1:%d", Speech.STREAM);
    }
  }

  @Nested
  class WebSocketByJava extends Contract {
    WebSocketByJava() {
      super(Engine.JDK, "wss://127.0.0.1:%d/sp", Speech.WEBSOCKET);
    }
  }

  @Nested
  class WebSocketByOpenSsl extends Contract {
    WebSocketByOpenSsl() {
      super(Engine.OPENSSL, "wss://127.0.0.1:%d/sp", Speech.WEBSOCKET);
    }
  }

  @ExtendWith(VertxExtension.class)
  abstract static class Contract implements StreamTransportContract {

    private final Engine engine;
    private final String url;
    private final Speech speech;
    private Vertx vertx;

    Contract(Engine engine, String url, Speech speech) {
      this.engine = engine;
      this.url = url;
      this.speech = speech;
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
          .with(
              new TlsOptions()
                  .setCertificates(List.of(own.certificate().toString()))
                  .setKeys(List.of(own.key().toString()))
                  .setTrusted(List.of(ca.pem().toString()))
                  .setEngine(engine));
    }

    @Override
    public String addressToBind() {
      return url.formatted(0);
    }

    @Override
    public String freeAddress() throws IOException {
      try (ServerSocket socket = RawPeer.listen()) {
        return url.formatted(socket.getLocalPort());
      }
    }

    @Override
    public Speech speech() {
      return speech;
    }

    @Override
    public RawPeer rawPeer(Endpoint endpoint) throws IOException {
      String port = endpoint.address().toString().replaceAll(".*:(\\d+).*", "$1");
      SSLSocket socket =
          (SSLSocket)
              ca.context(own)
                  .getSocketFactory()
                  .createSocket(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
      socket.startHandshake();
      return RawPeer.over(socket);
    }
  }
}
