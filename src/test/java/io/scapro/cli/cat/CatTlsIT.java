package io.scapro.cli.cat;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.EndpointOptions;
import io.scapro.cli.cat.engine.CatProgram;
import io.scapro.cli.cat.engine.Streams;
import io.scapro.protocol.PullSocket;
import io.scapro.suite.TestCa;
import io.scapro.transport.TlsOptions;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** With -v the tools tell why a server with TLS cannot be used. */
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
}
