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
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCa.Issued;
import io.scapro.transport.TlsOptions.ClientAuth;
import io.scapro.transport.TlsOptions.Engine;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A listener that has its clients show who they are. */
@ExtendWith(VertxExtension.class)
class TlsClientsTest {

  @TempDir static Path folder;
  private static TestCa ca;
  private static TestCa otherCa;
  private static Issued server;
  private static Issued other;
  private static Issued client;
  private static Issued stranger;

  private Vertx vertx;
  private PullSocket pull;
  private Happenings happenings;

  @BeforeAll
  static void certify() {
    ca = new TestCa(folder, "authority");
    otherCa = new TestCa(folder, "elsewhere");
    server = ca.issue("localhost");
    other = ca.issue("other.example");
    client = ca.issue("client.example");
    stranger = otherCa.issue("stranger.example");
  }

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    pull = PullSocket.create(vertx);
    happenings = Happenings.of(pull);
  }

  private static TlsOptions own(Issued... issued) {
    return new TlsOptions()
        .setCertificates(List.of(issued).stream().map(i -> i.certificate().toString()).toList())
        .setKeys(List.of(issued).stream().map(i -> i.key().toString()).toList())
        .setTrusted(List.of(ca.pem().toString()))
        .setClientAuth(ClientAuth.REQUIRED);
  }

  private Endpoint bind(TlsOptions tls) {
    return result(pull.bind("tls+tcp://127.0.0.1:0", new EndpointOptions().with(tls)));
  }

  private Endpoint connect(Endpoint bound, TlsOptions tls) {
    String url = bound.address().toString().replace("127.0.0.1", "localhost");
    return result(PushSocket.create(vertx).connect(url, new EndpointOptions().with(tls)));
  }

  private SpException refusal() {
    return happenings.await(Type.REFUSED).cause().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(
      value = Engine.class,
      names = {"JDK", "OPENSSL"})
  void clientsOfAnotherAuthorityAreRefusedByName(Engine engine) {
    connect(bind(own(server).setEngine(engine)), own(stranger).setEngine(engine));
    SpException cause = refusal();
    assertEquals(Reason.UNTRUSTED, cause.reason(), cause.toString());
    assertTrue(cause.getMessage().contains("CN=stranger.example"), cause.getMessage());
  }

  @ParameterizedTest
  @EnumSource(
      value = Engine.class,
      names = {"JDK", "OPENSSL"})
  void aClientWithoutACertificateIsRefused(Engine engine) {
    TlsOptions none = new TlsOptions().setTrusted(List.of(ca.pem().toString())).setEngine(engine);
    connect(bind(own(server).setEngine(engine)), none);
    SpException cause = refusal();
    assertEquals(Reason.UNTRUSTED, cause.reason(), cause.toString());
    String expected =
        "expected a client certificate, got none; do: set tls.certificates and tls.keys at the"
            + " client";
    assertTrue(cause.getMessage().endsWith(expected), cause.getMessage());
  }

  @ParameterizedTest
  @EnumSource(
      value = Engine.class,
      names = {"JDK", "OPENSSL"})
  void clientsAreVerifiedWhateverNameTheyAskFor(Engine engine) {
    Endpoint bound = bind(own(server, other).setEngine(engine));
    TlsOptions known = own(client).setServerName("other.example").setEngine(engine);
    result(connect(bound, known).connected());
    connect(bound, own(stranger).setServerName("other.example").setEngine(engine));
    assertEquals(Reason.UNTRUSTED, refusal().reason());
    assertEquals(1, bound.pipes());
  }

  @ParameterizedTest
  @EnumSource(
      value = Engine.class,
      names = {"JDK", "OPENSSL"})
  void revokedClientsAreRefusedByName(Engine engine) {
    TlsOptions listed = own(server).setRevoked(List.of(ca.revoke(client).toString()));
    connect(bind(listed.setEngine(engine)), own(client).setEngine(engine));
    SpException cause = refusal();
    assertEquals(Reason.UNTRUSTED, cause.reason(), cause.toString());
    assertTrue(cause.getMessage().contains("not revoked, got CN=client.example"), cause.toString());
  }

  @Test
  void aFileWithoutAnyListOfTheRevokedIsRefusedAtTheStart() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.crl"), "");
    TlsOptions listed = own(server).setRevoked(List.of(empty.toString()));
    assertEquals(
        Reason.FAILED,
        Await.failure(pull.bind("tls+tcp://127.0.0.1:0", new EndpointOptions().with(listed))));
  }
}
