package io.scapro.soak;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.suite.TestCa;
import io.scapro.transport.TlsOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Clients over TLS, while the server gets another certificate and key for each round. */
final class SecureChurn implements Churn {

  private static final List<String> URLS =
      List.of("tls+tcp://127.0.0.1:0", "wss://127.0.0.1:0/soak");

  private final Vertx vertx;
  private final TestCa ca;
  private final List<TestCa.Issued> issued;
  private final Path certificate;
  private final Path key;
  private final RepSocket rep;
  private final List<Endpoint> bound;

  SecureChurn(Vertx vertx, Path folder) throws IOException {
    this.vertx = vertx;
    this.ca = new TestCa(folder, "soak");
    this.issued = List.of(ca.issue("127.0.0.1"), ca.issue("127.0.0.1"));
    this.certificate = folder.resolve("certificate.pem");
    this.key = folder.resolve("key.pem");
    install(0);
    EndpointOptions options =
        new EndpointOptions()
            .with(
                new TlsOptions()
                    .setCertificates(List.of(certificate.toString()))
                    .setKeys(List.of(key.toString())));
    rep = RepSocket.create(vertx).handler(request -> request.reply(request.body()));
    bound = URLS.stream().map(url -> result(rep.bind(url, options))).toList();
  }

  private void install(int number) throws IOException {
    TestCa.Issued now = issued.get(number % issued.size());
    Files.copy(now.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(now.key(), key, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void round(int number) throws IOException {
    install(number);
    for (Endpoint each : bound) {
      result(each.reload());
      ReqSocket req = ReqSocket.create(vertx);
      EndpointOptions options =
          new EndpointOptions().with(new TlsOptions().setTrusted(List.of(ca.pem().toString())));
      result(req.connect(each.address().toString(), options));
      Buffer body = Buffer.buffer("request " + number);
      assertEquals(body, result(req.request(body)));
      result(req.close());
    }
  }

  @Override
  public void close() {
    result(rep.close());
  }
}
