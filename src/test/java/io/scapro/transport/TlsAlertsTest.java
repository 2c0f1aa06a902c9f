package io.scapro.transport;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.SocketEvent.Type;
import io.scapro.SpException;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Happenings;
import io.scapro.suite.LogLines;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCa.Issued;
import io.scapro.transport.TlsOptions.ClientAuth;
import io.scapro.transport.TlsOptions.Engine;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who refuses a certificate tells the other side why, in the alert that TLS has for it. */
@ExtendWith(VertxExtension.class)
class TlsAlertsTest {

  @TempDir static Path folder;
  private static TestCa ca;
  private static TestCa otherCa;
  private static Issued good;
  private static Issued expired;
  private static Issued revoked;
  private static Path list;

  @BeforeAll
  static void certify() {
    ca = new TestCa(folder, "authority");
    otherCa = new TestCa(folder, "elsewhere");
    good = ca.issue("localhost");
    expired = ca.issueExpired("localhost");
    revoked = ca.issue("localhost");
    list = ca.revoke(revoked);
  }

  private static TlsOptions own(Issued issued) {
    return new TlsOptions()
        .setCertificates(List.of(issued.certificate().toString()))
        .setKeys(List.of(issued.key().toString()));
  }

  private static TlsOptions verifying(TestCa authority) {
    return new TlsOptions()
        .setTrusted(List.of(authority.pem().toString()))
        .setRevoked(List.of(list.toString()));
  }

  private static void assertNames(String expected, SpException cause) {
    assertTrue(cause.getMessage().contains("expected " + expected), cause::toString);
    assertTrue(cause.getMessage().contains(", got CN="), cause::toString);
  }

  /** Over TLS 1.3, Java's engine has one alert for all but a revoked certificate. */
  @ParameterizedTest
  @CsvSource({
    "OPENSSL, authority, unknown_ca, 'a certificate of a trusted CA'",
    "JDK,     authority, certificate_unknown, 'a certificate of a trusted CA'",
    "OPENSSL, name,      bad_certificate, 'a certificate for the requested name'",
    "JDK,     name,      certificate_unknown, 'a certificate for the requested name'",
    "OPENSSL, date,      certificate_expired, 'a certificate that has not expired'",
    "JDK,     date,      certificate_(unknown|expired), 'a certificate that has not expired'",
    "OPENSSL, list,      certificate_revoked, 'a certificate that is not revoked'",
    "JDK,     list,      certificate_revoked, 'a certificate that is not revoked'",
  })
  void aServerHearsWhyItsCertificateIsRefused(
      Engine engine, String wrong, String alert, String expected, Vertx vertx) {
    for (Engine server : Engine.values()) {
      PullSocket pull = PullSocket.create(vertx);
      Happenings atPull = Happenings.of(pull);
      Issued shown = wrong.equals("date") ? expired : wrong.equals("list") ? revoked : good;
      Endpoint bound = bind(pull, own(shown).setEngine(server));
      String host = wrong.equals("name") ? "127.0.0.1" : "localhost";
      PushSocket push = PushSocket.create(vertx);
      Happenings atPush = Happenings.of(push);
      try (LogLines log = new LogLines("io.scapro.push")) {
        push.connect(
            bound.address().toString().replace("127.0.0.1", host),
            new EndpointOptions()
                .with(verifying(wrong.equals("authority") ? otherCa : ca).setEngine(engine)));
        SpException cause = atPush.await(Type.CONNECT_FAILED).cause().orElseThrow();
        assertEquals(Reason.UNTRUSTED, cause.reason());
        assertNames(expected, cause);
        String line = log.next();
        assertTrue(line.contains("UNTRUSTED: "), line);
        assertTrue(line.contains(cause.getMessage().replaceFirst("connect to \\S+: ", "")), line);
      }
      assertRefused(atPull.await(Type.REFUSED), alert);
      result(push.close());
    }
  }

  /** Java's engine has one alert for whatever is wrong with the certificate of a client. */
  @ParameterizedTest
  @CsvSource({
    "OPENSSL, authority, unknown_ca, 'a certificate of a trusted CA'",
    "JDK,     authority, certificate_unknown, 'a certificate of a trusted CA'",
    "OPENSSL, date,      certificate_expired, 'a certificate that has not expired'",
    "JDK,     date,      certificate_unknown, 'a certificate that has not expired'",
    "OPENSSL, list,      certificate_revoked, 'a certificate that is not revoked'",
    "JDK,     list,      certificate_unknown, 'a certificate that is not revoked'",
  })
  void aClientHearsWhyItsCertificateIsRefused(
      Engine engine, String wrong, String alert, String expected, Vertx vertx) {
    for (Engine client : Engine.values()) {
      PullSocket pull = PullSocket.create(vertx);
      Happenings atPull = Happenings.of(pull);
      try (LogLines log = new LogLines("io.scapro.pull")) {
        Endpoint bound =
            bind(
                pull,
                own(good)
                    .setTrusted(verifying(wrong.equals("authority") ? otherCa : ca).getTrusted())
                    .setRevoked(List.of(list.toString()))
                    .setClientAuth(ClientAuth.REQUIRED)
                    .setEngine(engine));
        PushSocket push = PushSocket.create(vertx);
        Happenings atPush = Happenings.of(push);
        Issued shown = wrong.equals("date") ? expired : wrong.equals("list") ? revoked : good;
        push.connect(
            bound.address().toString().replace("127.0.0.1", "localhost"),
            new EndpointOptions()
                .with(own(shown).setTrusted(verifying(ca).getTrusted()).setEngine(client)));
        assertRefused(atPush.await(Type.CONNECT_FAILED), alert);
        SpException cause = atPull.await(Type.REFUSED).cause().orElseThrow();
        assertEquals(Reason.UNTRUSTED, cause.reason());
        assertNames(expected, cause);
        assertTrue(log.next().contains("UNTRUSTED: " + cause.getMessage()));
        result(push.close());
      }
    }
  }

  private static Endpoint bind(PullSocket pull, TlsOptions tls) {
    return result(pull.bind("tls+tcp://127.0.0.1:0", new EndpointOptions().with(tls)));
  }

  private static void assertRefused(SocketEvent told, String alert) {
    SpException cause = told.cause().orElseThrow();
    assertEquals(Reason.REFUSED, cause.reason(), cause::toString);
    assertTrue(
        cause
            .getMessage()
            .matches(".*the peer ended the TLS handshake with the alert " + alert + ": .*; do: .*"),
        cause::toString);
  }
}
