package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.PeerHook;
import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.suite.Await;
import io.scapro.suite.TestCa;
import io.scapro.transport.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The samples of {@code docs/guides/tls-from-nothing.md}. */
@Timeout(30)
class TlsSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @TempDir Path folder;
  private TestCa ca;

  @BeforeEach
  void issue() throws IOException {
    ca = new TestCa(folder, "ca");
    place(ca.issue("billing"), "client");
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private X509Certificate newServerCertificate() throws IOException {
    TestCa.Issued issued = ca.issue("localhost", "127.0.0.1");
    place(issued, "server");
    return issued.x509();
  }

  private void place(TestCa.Issued issued, String name) throws IOException {
    StandardCopyOption replace = StandardCopyOption.REPLACE_EXISTING;
    Files.copy(issued.certificate(), folder.resolve(name + ".pem"), replace);
    Files.copy(issued.key(), folder.resolve(name + ".key"), replace);
  }

  static EndpointOptions server(Path folder) {
    TlsOptions tls =
        new TlsOptions()
            .setCertificates(List.of(folder + "/server.pem"))
            .setKeys(List.of(folder + "/server.key"))
            .setTrusted(List.of(folder + "/ca.pem"))
            .setClientAuth(TlsOptions.ClientAuth.REQUIRED)
            .setWatch(Duration.ofMinutes(1));
    return new EndpointOptions().with(tls);
  }

  static EndpointOptions client(Path folder) {
    TlsOptions tls =
        new TlsOptions()
            .setCertificates(List.of(folder + "/client.pem"))
            .setKeys(List.of(folder + "/client.key"))
            .setTrusted(List.of(folder + "/ca.pem"));
    return new EndpointOptions().with(tls);
  }

  static PeerHook onlyNamed(Set<String> names) {
    return peer -> {
      X509Certificate certificate = (X509Certificate) peer.certificates().get(0);
      String name = certificate.getSubjectX500Principal().getName();
      return names.contains(name)
          ? Future.succeededFuture()
          : Future.failedFuture("expected a known client, got " + name);
    };
  }

  private RepSocket open() {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("hello " + request.body())));
    rep.peerHook(onlyNamed(Set.of("CN=billing")));
    return rep;
  }

  @Test
  void bothSidesHaveCertificates() throws IOException {
    newServerCertificate();
    Endpoint bound = open().bind("tls+tcp://127.0.0.1:0", server(folder)).await();
    ReqSocket req = ReqSocket.create(vertx);
    req.connect(bound.address().toString(), client(folder)).await();
    assertEquals("hello world", req.request(Buffer.buffer("world")).await().toString());
  }

  static Future<Endpoint> connectOrFail(ReqSocket req, String url, EndpointOptions client) {
    return req.connect(url, client.setFirstAttempt(EndpointOptions.FirstAttempt.FAIL));
  }

  @Test
  void aClientThatTrustsAnotherCaFails() throws IOException {
    newServerCertificate();
    String url = open().bind("tls+tcp://127.0.0.1:0", server(folder)).await().address().toString();
    ReqSocket req = ReqSocket.create(vertx);
    connectOrFail(req, url, client(folder)).await();
    TestCa other = new TestCa(folder, "other");
    TlsOptions tls = new TlsOptions().setTrusted(List.of(other.pem().toString()));
    Future<Endpoint> failed = connectOrFail(req, url, new EndpointOptions().with(tls));
    assertEquals(Reason.UNTRUSTED, Await.failure(failed));
  }

  /** The certificate that the server shows to a new connection. */
  private Certificate shown(String url) {
    Promise<Certificate> shown = Promise.promise();
    ReqSocket req = ReqSocket.create(vertx);
    req.eventHandler(
        event -> {
          if (event.type() == SocketEvent.Type.CONNECTED) {
            shown.tryComplete(event.peer().orElseThrow().certificates().get(0));
          }
        });
    req.connect(url, client(folder)).await();
    return shown.future().await();
  }

  static Future<Void> rotate(Endpoint endpoint) {
    return endpoint.reload();
  }

  @Test
  void newConnectionsGetTheNewCertificate() throws IOException {
    X509Certificate first = newServerCertificate();
    Endpoint bound = open().bind("tls+tcp://127.0.0.1:0", server(folder)).await();
    String url = bound.address().toString();
    assertEquals(first, shown(url));
    X509Certificate second = newServerCertificate();
    rotate(bound).await();
    assertEquals(second, shown(url));
  }
}
