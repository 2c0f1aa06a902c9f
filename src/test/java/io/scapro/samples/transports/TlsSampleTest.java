package io.scapro.samples.transports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.EndpointOptions;
import io.scapro.Message;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.scapro.suite.TestCa;
import io.scapro.transport.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sample of the page about tls+tcp. */
@Timeout(30)
class TlsSampleTest {

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() {
    Await.result(vertx.close());
  }

  private static Future<Message> exchange(
      Vertx vertx, String certificate, String key, String authority) {
    TlsOptions own = new TlsOptions().setCertificates(List.of(certificate)).setKeys(List.of(key));
    TlsOptions trust = new TlsOptions().setTrusted(List.of(authority));
    EndpointOptions server = new EndpointOptions().with(own);
    EndpointOptions client = new EndpointOptions().with(trust);

    PullSocket pull = PullSocket.create(vertx);
    PushSocket push = PushSocket.create(vertx);
    return pull.bind("tls+tcp://localhost:0", server)
        .compose(bound -> push.connect(bound.address().toString(), client))
        .compose(connected -> push.send(Buffer.buffer("hello")))
        .compose(sent -> pull.receive());
  }

  @Test
  void deliversToAVerifiedServer() {
    TestCa ca = new TestCa(folder, "authority");
    TestCa.Issued server = ca.issue("localhost");
    Message message =
        Await.result(
            exchange(
                vertx,
                server.certificate().toString(),
                server.key().toString(),
                ca.pem().toString()));
    assertEquals("hello", message.body().toString());
  }
}
