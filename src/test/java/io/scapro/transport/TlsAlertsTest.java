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
import io.scapro.suite.Happenings;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCa.Issued;
import io.scapro.transport.TlsOptions.ClientAuth;
import io.scapro.transport.TlsOptions.Engine;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

  @BeforeAll
  static void certify() {
    ca = new TestCa(folder, "authority");
    otherCa = new TestCa(folder, "elsewhere");
    good = ca.issue("localhost");
    expired = ca.issueExpired("localhost");
  }

  private static TlsOptions own(Issued issued) {
    return new TlsOptions()
        .setCertificates(List.of(issued.certificate().toString()))
        .setKeys(List.of(issued.key().toString()));
  }

  private static TlsOptions trusting(TestCa authority) {
    return new TlsOptions().setTrusted(List.of(authority.pem().toString()));
  }

  /** Java's engine has one alert for all of it, at least up to Java 17. */
  @ParameterizedTest
  @CsvSource({
    "OPENSSL, authority, unknown_ca",
    "JDK,     authority, certificate_unknown",
    "OPENSSL, name,      bad_certificate",
    "JDK,     name,      certificate_unknown",
    "OPENSSL, date,      certificate_expired",
    "JDK,     date,      certificate_(unknown|expired)",
  })
  void aServerHearsWhyItsCertificateIsRefused(
      Engine engine, String wrong, String alert, Vertx vertx) {
    for (Engine server : Engine.values()) {
      PullSocket pull = PullSocket.create(vertx);
      Happenings atPull = Happenings.of(pull);
      Issued shown = wrong.equals("date") ? expired : good;
      Endpoint bound = bind(pull, own(shown).setEngine(server));
      String host = wrong.equals("name") ? "127.0.0.1" : "localhost";
      PushSocket push = PushSocket.create(vertx);
      Happenings atPush = Happenings.of(push);
      push.connect(
          bound.address().toString().replace("127.0.0.1", host),
          new EndpointOptions()
              .with(trusting(wrong.equals("authority") ? otherCa : ca).setEngine(engine)));
      assertEquals(
          Reason.UNTRUSTED, atPush.await(Type.CONNECT_FAILED).cause().orElseThrow().reason());
      assertRefused(atPull, alert);
      result(push.close());
    }
  }

  @Test
  void aClientHearsWhyItsCertificateIsRefused(Vertx vertx) {
    PullSocket pull = PullSocket.create(vertx);
    Endpoint bound =
        bind(
            pull,
            own(good)
                .setTrusted(List.of(otherCa.pem().toString()))
                .setClientAuth(ClientAuth.REQUIRED)
                .setEngine(Engine.OPENSSL));
    PushSocket push = PushSocket.create(vertx);
    Happenings atPush = Happenings.of(push);
    push.connect(
        bound.address().toString().replace("127.0.0.1", "localhost"),
        new EndpointOptions()
            .with(own(good).setTrusted(List.of(ca.pem().toString())).setEngine(Engine.OPENSSL)));
    SpException cause = atPush.await(Type.CONNECT_FAILED).cause().orElseThrow();
    assertEquals(Reason.REFUSED, cause.reason(), cause::toString);
    assertTrue(cause.getMessage().contains("unknown_ca"), cause::toString);
  }

  private static Endpoint bind(PullSocket pull, TlsOptions tls) {
    return result(pull.bind("tls+tcp://127.0.0.1:0", new EndpointOptions().with(tls)));
  }

  private static void assertRefused(Happenings server, String alert) {
    SpException cause = server.await(Type.REFUSED).cause().orElseThrow();
    assertEquals(Reason.REFUSED, cause.reason(), cause::toString);
    assertTrue(
        cause
            .getMessage()
            .matches(".*the peer ended the TLS handshake with the alert " + alert + ": .*; do: .*"),
        cause::toString);
  }
}
