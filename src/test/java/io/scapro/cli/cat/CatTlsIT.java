package io.scapro.cli.cat;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.EndpointOptions;
import io.scapro.SocketEvent;
import io.scapro.cli.cat.engine.CatProgram;
import io.scapro.cli.cat.engine.Streams;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Happenings;
import io.scapro.suite.ReservedPort;
import io.scapro.suite.TestCa;
import io.scapro.transport.TlsOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** With -v the tools print why a server or a client with TLS cannot be used. */
@ExtendWith(VertxExtension.class)
class CatTlsIT {

  @TempDir Path folder;

  @Test
  void tellsThatTheCertificateHasExpired(Vertx vertx) throws Exception {
    TestCa ca = new TestCa(folder, "authority");
    TestCa.Issued expired = ca.issueExpired("localhost");
    EndpointOptions tls =
        new EndpointOptions()
            .with(
                new TlsOptions()
                    .setCertificates(List.of(expired.certificate().toString()))
                    .setKeys(List.of(expired.key().toString())));
    String url =
        result(PullSocket.create(vertx).bind("tls+tcp://127.0.0.1:0", tls))
            .address()
            .toString()
            .replace("127.0.0.1", "localhost");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(new ByteArrayInputStream(new byte[0]), out, new PrintStream(err, true));
    String line =
        "nanocat -v --pair --connect %s --cacert %s --recv-timeout 3".formatted(url, ca.pem());
    CatProgram.run(() -> CatFaces.parse(List.of(line.split(" ")), streams), streams);
    String text = err.toString();
    assertTrue(text.contains("nanocat: cannot connect to " + url), text);
    assertTrue(text.contains("a certificate that has not expired"), text);
    assertEquals(2, text.split("not expired", -1).length, text); // once
    assertEquals("", out.toString());
  }

  @Test
  void tellsWhichClientIsRefused(Vertx vertx) throws Exception {
    TestCa ca = new TestCa(folder, "authority");
    TestCa.Issued own = ca.issue("localhost");
    TlsOptions trusting = new TlsOptions().setTrusted(List.of(ca.pem().toString()));
    try (ReservedPort port = new ReservedPort()) {
      String line =
          "nngcat -v --pull0 --listen tls+tcp://127.0.0.1:%d --cert %s --key %s --count 1 -A"
              .formatted(port.number(), own.certificate(), own.key());
      try (InProcess server = InProcess.start(line)) {
        server.awaitBinds();
        PushSocket refused = PushSocket.create(vertx);
        Happenings happenings = Happenings.of(refused);
        result(refused.connect(port.url()));
        happenings.await(SocketEvent.Type.CONNECT_FAILED);
        result(refused.close());
        PushSocket accepted = PushSocket.create(vertx);
        String url = "tls+tcp://localhost:" + port.number();
        result(accepted.connect(url, new EndpointOptions().with(trusting)));
        result(accepted.send(Buffer.buffer("end")));
        String text = server.end().err();
        assertTrue(text.contains("nngcat: refused a peer at tls+tcp://127.0.0.1:"), text);
        assertTrue(text.contains("expected TLS, got another protocol; do: "), text);
      }
    }
  }
}
