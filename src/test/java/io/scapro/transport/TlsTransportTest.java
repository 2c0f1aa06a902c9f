package io.scapro.transport;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.SocketEvent.Type;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Bodies;
import io.scapro.suite.Happenings;
import io.scapro.suite.RawPeer;
import io.scapro.suite.Received;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCa.Issued;
import io.scapro.transport.TlsOptions.ClientAuth;
import io.scapro.transport.TlsOptions.Engine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class TlsTransportTest {

  @TempDir static Path folder;
  private static TestCa ca;
  private static TestCa otherCa;
  private static Issued server;
  private static Issued client;

  private Vertx vertx;
  private PullSocket pull;
  private Received received;
  private Happenings happenings;

  @BeforeAll
  static void certify() {
    ca = new TestCa(folder, "authority");
    otherCa = new TestCa(folder, "elsewhere");
    server = ca.issue("localhost", "127.0.0.1");
    client = ca.issue("client.example");
  }

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    pull = PullSocket.create(vertx);
    received = Received.of(pull);
    happenings = Happenings.of(pull);
  }

  private static TlsOptions own(Issued issued) {
    return new TlsOptions()
        .setCertificates(List.of(issued.certificate().toString()))
        .setKeys(List.of(issued.key().toString()));
  }

  private static TlsOptions trusting(TestCa authority) {
    return new TlsOptions().setTrusted(List.of(authority.pem().toString()));
  }

  private static EndpointOptions with(TlsOptions tls) {
    return new EndpointOptions()
        .with(tls)
        .setReconnectInterval(Duration.ofMillis(20))
        .setReconnectIntervalMax(Duration.ZERO);
  }

  private Endpoint bind(TlsOptions tls) {
    return result(pull.bind("tls+tcp://127.0.0.1:0", with(tls)));
  }

  private static String url(Endpoint bound, String host) {
    return bound.address().toString().replace("127.0.0.1", host);
  }

  /** Why a first attempt fails. */
  private SpException refusal(String url, TlsOptions tls) {
    PushSocket push = PushSocket.create(vertx);
    Happenings atPush = Happenings.of(push);
    result(push.connect(url, with(tls)));
    SpException cause = atPush.await(Type.CONNECT_FAILED).cause().orElseThrow();
    push.close();
    return cause;
  }

  private void delivers(Endpoint bound, TlsOptions tls, String host) {
    PushSocket push = PushSocket.create(vertx);
    result(push.connect(url(bound, host), with(tls)));
    Bodies.ALL.values().forEach(body -> push.send(body.copy()));
    Bodies.ALL.values().forEach(body -> assertEquals(body, received.next()));
    result(push.close());
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void worksWithBothEngines(Engine engine) {
    Endpoint bound = bind(own(server).setEngine(engine));
    delivers(bound, trusting(ca).setEngine(engine), "localhost");
    delivers(bound, trusting(ca), "127.0.0.1");
    String by = engine == Engine.JDK ? "TLS by JDK" : "TLS by OpenSSL";
    assertEquals(by, result(pull.statistics()).endpoints().get(0).security());
  }

  @ParameterizedTest
  @ValueSource(strings = {"p12", "jks"})
  void takesStoresToo(String kind) throws IOException {
    Path own = kind.equals("jks") ? server.jks() : server.p12();
    Endpoint bound =
        bind(
            new TlsOptions()
                .setKeyStore(own.toString())
                .setKeyStorePasswordFile(server.password().toString()));
    delivers(bound, trusting(ca), "localhost");
  }

  @Test
  void aWrongNameIsRefused() {
    Endpoint bound = bind(own(ca.issue("other.example")));
    SpException cause = refusal(url(bound, "localhost"), trusting(ca));
    assertEquals(Reason.UNTRUSTED, cause.reason());
    assertTrue(
        cause.getMessage().contains("a certificate for the requested name"), cause.getMessage());
    assertTrue(cause.getMessage().contains("got CN=other.example"), cause.getMessage());
    delivers(bound, trusting(ca).setServerName("other.example"), "localhost");
  }

  /** An address cannot be asked for by name (SNI), and is verified all the same. */
  @ParameterizedTest
  @EnumSource(Engine.class)
  void addressesOfIpv6AreVerified(Engine engine) {
    TcpOptions ipv6 = new TcpOptions().setIpv4Only(false);
    EndpointOptions options = with(trusting(ca).setEngine(engine)).with(ipv6);
    String address = "tls+tcp://[::1]:0";
    PushSocket push = PushSocket.create(vertx);
    Endpoint right =
        result(pull.bind(address, with(own(ca.issue("some.example", "::1"))).with(ipv6)));
    result(result(push.connect(right.address().toString(), options)).connected());
    Happenings atPush = Happenings.of(push);
    Endpoint wrong = result(pull.bind(address, with(own(server)).with(ipv6)));
    push.connect(wrong.address().toString(), options);
    SpException cause = atPush.await(Type.CONNECT_FAILED).cause().orElseThrow();
    assertEquals(Reason.UNTRUSTED, cause.reason());
    result(push.close());
  }

  @Test
  void aServerNameThatIsNoNameIsRefused() {
    Endpoint bound = bind(own(server));
    SpException cause = refusal(url(bound, "localhost"), trusting(ca).setServerName("no name"));
    assertEquals(Reason.FAILED, cause.reason());
    assertTrue(cause.getMessage().contains("a host name in tls.serverName"), cause.getMessage());
  }

  @Test
  void anotherAuthorityIsRefused() {
    SpException cause = refusal(url(bind(own(server)), "localhost"), trusting(otherCa));
    assertEquals(Reason.UNTRUSTED, cause.reason());
    assertTrue(cause.getMessage().contains("not of CN=authority"), cause.getMessage());
  }

  @Test
  void aSelfSignedCertificateIsRefused() {
    Endpoint bound = bind(own(ca.selfSigned("localhost")));
    SpException cause = refusal(url(bound, "localhost"), trusting(ca));
    assertEquals(Reason.UNTRUSTED, cause.reason());
    assertTrue(cause.getMessage().contains("not a self-signed one"), cause.getMessage());
  }

  @Test
  void anExpiredCertificateIsRefused() {
    Endpoint bound = bind(own(ca.issueExpired("localhost")));
    SpException cause = refusal(url(bound, "localhost"), trusting(ca));
    assertEquals(Reason.UNTRUSTED, cause.reason());
    assertTrue(cause.getMessage().contains("has not expired, got CN=localhost, which expired on "));
  }

  @Test
  void theErrorNamesTheExpiredCertificateOfTheChain() {
    Endpoint bound = bind(own(ca.expiredBelow("old authority").issue("localhost")));
    SpException cause = refusal(url(bound, "localhost"), trusting(ca));
    assertEquals(Reason.UNTRUSTED, cause.reason());
    String message = cause.getMessage();
    assertTrue(message.contains(", got CN=old authority, which expired on "), message);
  }

  @Test
  void aRevokedCertificateIsRefused() {
    Path list = ca.revoke(server);
    SpException cause =
        refusal(
            url(bind(own(server)), "localhost"), trusting(ca).setRevoked(List.of(list.toString())));
    assertEquals(Reason.UNTRUSTED, cause.reason());
    assertTrue(cause.getMessage().contains("not revoked"), cause.getMessage());
  }

  @Test
  void insecureVerifiesNobodyAndSaysSo() {
    Endpoint bound = bind(own(ca.selfSigned("nobody")));
    PushSocket push = PushSocket.create(vertx);
    result(
        result(push.connect(url(bound, "localhost"), with(new TlsOptions().setInsecure(true))))
            .connected());
    String security = result(push.statistics()).endpoints().get(0).security();
    assertTrue(security.endsWith(", insecure"), security);
  }

  @Test
  void clientsMayBeAskedForTheirCertificate() {
    BlockingQueue<List<Certificate>> shown = new LinkedBlockingQueue<>();
    pull.peerHook(
        pipe -> {
          shown.add(pipe.certificates());
          return Future.succeededFuture();
        });
    TlsOptions asking = own(server).setTrusted(List.of(ca.pem().toString()));
    Endpoint bound = bind(asking.setClientAuth(ClientAuth.REQUIRED));
    TlsOptions known = own(client).setTrusted(List.of(ca.pem().toString()));
    delivers(bound, known, "localhost");
    X509Certificate own = (X509Certificate) Await.next(shown).get(0);
    assertEquals("CN=client.example", own.getSubjectX500Principal().getName());
    String none = refusedClient(asking, trusting(ca));
    assertTrue(none.startsWith("UNTRUSTED: ") && none.contains("got none"), none);
    TlsOptions late = own(ca.issueExpired("late.example")).setTrusted(known.getTrusted());
    String text = refusedClient(asking, late);
    assertTrue(text.startsWith("UNTRUSTED: ") && text.contains("CN=late.example"), text);
  }

  /** What a listener like that says of a client that it refuses. */
  private String refusedClient(TlsOptions asking, TlsOptions tls) {
    PullSocket listener = PullSocket.create(vertx);
    Happenings atListener = Happenings.of(listener);
    Endpoint bound = result(listener.bind("tls+tcp://127.0.0.1:0", with(asking)));
    PushSocket push = PushSocket.create(vertx);
    result(push.connect(url(bound, "localhost"), with(tls)));
    String text = atListener.await(Type.REFUSED).cause().orElseThrow().text();
    result(push.close());
    return text;
  }

  @Test
  void aListenerShowsTheCertificateThatIsAskedFor() {
    Issued a = ca.issue("a.example");
    Issued b = ca.issue("b.example");
    Endpoint bound =
        bind(
            new TlsOptions()
                .setCertificates(List.of(a.certificate().toString(), b.certificate().toString()))
                .setKeys(List.of(a.key().toString(), b.key().toString())));
    delivers(bound, trusting(ca).setServerName("a.example"), "localhost");
    delivers(bound, trusting(ca).setServerName("b.example"), "localhost");
  }

  private static void swap(Issued now, Path certificate, Path key) throws IOException {
    Files.copy(now.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(now.key(), key, StandardCopyOption.REPLACE_EXISTING);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void certificatesAreReadAgain(boolean watched) throws Exception {
    Path certificate = folder.resolve("swapped" + watched + ".pem");
    Path key = folder.resolve("swapped" + watched + ".key");
    swap(ca.issue("first.example"), certificate, key);
    TlsOptions tls =
        new TlsOptions()
            .setCertificates(List.of(certificate.toString()))
            .setKeys(List.of(key.toString()))
            .setWatch(watched ? Duration.ofMillis(20) : Duration.ZERO);
    Endpoint bound = bind(tls);
    delivers(bound, trusting(ca).setServerName("first.example"), "localhost");
    swap(ca.issue("second.example"), certificate, key);
    if (!watched) {
      result(bound.reload());
    }
    delivers(bound, trusting(ca).setServerName("second.example"), "localhost");
    Files.writeString(key, "no key at all");
    assertEquals(Reason.FAILED, Await.failure(bound.reload()));
    delivers(bound, trusting(ca).setServerName("second.example"), "localhost");
  }

  @Test
  void filesThatCannotBeUsedAreRefusedAtTheStart() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    Path garbage = Files.writeString(folder.resolve("garbage.pem"), "-----BEGIN NONSENSE-----");
    Issued other = ca.issue("localhost");
    for (TlsOptions bad :
        List.of(
            new TlsOptions(),
            own(server).setKeys(List.of(other.key().toString())),
            own(server).setKeys(List.of()),
            own(server).setKeys(List.of(ca.issueRsa("localhost").key().toString())),
            own(server).setCertificates(List.of(empty.toString())),
            own(server).setCertificates(List.of(garbage.toString())),
            own(server).setKeys(List.of(garbage.toString())),
            own(server).setCertificates(List.of(folder + "/none.pem")),
            own(server).setClientAuth(ClientAuth.REQUIRED).setTrusted(List.of(empty.toString())),
            new TlsOptions().setKeyStore(server.p12().toString()),
            new TlsOptions()
                .setKeyStore(server.p12().toString())
                .setKeyStorePasswordFile(empty.toString()))) {
      Future<Endpoint> bound = pull.bind("tls+tcp://127.0.0.1:0", with(bad));
      assertEquals(Reason.FAILED, Await.failure(bound), bad.toJson().encode());
      String text = bound.cause().getMessage();
      assertTrue(text.contains("expected "), text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00535000", "0053500000500000"})
  void whoSpeaksNoTlsIsLeftAlone(String said) throws Exception {
    PullSocket impatient = PullSocket.create(vertx, new SocketOptions());
    Happenings atImpatient = Happenings.of(impatient);
    Endpoint bound =
        result(
            impatient.bind(
                "tls+tcp://127.0.0.1:0",
                with(own(server)).setHandshakeTimeout(Duration.ofMillis(300))));
    try (RawPeer peer = RawPeer.connect(bound)) {
      peer.send(said).awaitEnd();
      Reason reason = atImpatient.await(Type.REFUSED).cause().orElseThrow().reason();
      assertTrue(
          List.of(Reason.TIMEOUT, Reason.PROTOCOL, Reason.DISCONNECTED).contains(reason),
          reason.toString());
    }
  }

  @Test
  void olderVersionsAreNotSpoken() throws Exception {
    Endpoint bound = bind(own(server));
    int port = Integer.parseInt(bound.address().toString().replaceAll(".*:", ""));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, null, null);
    try (SSLSocket old = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      old.setEnabledProtocols(new String[] {"TLSv1.1"});
      assertThrows(SSLException.class, old::startHandshake);
    }
    assertFalse(happenings.await(Type.REFUSED).cause().isEmpty());
  }

  @Test
  void undeliveredMessagesGoOutBeforeTheEnd() {
    Endpoint bound = bind(own(server));
    PushSocket push = PushSocket.create(vertx);
    result(result(push.connect(url(bound, "localhost"), with(trusting(ca)))).connected());
    for (int i = 0; i < 5_000; i++) {
      push.send(Buffer.buffer(100).appendInt(i));
    }
    result(push.close());
    for (int i = 0; i < 5_000; i++) {
      assertEquals(i, received.next().getInt(0));
    }
  }
}
