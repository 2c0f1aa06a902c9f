package io.scapro.samples.transports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.EndpointOptions;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
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

/** The sample of the page about wss. */
@Timeout(30)
class WssSampleTest {

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() {
    Await.result(vertx.close());
  }

  private static Future<Buffer> ask(Vertx vertx, String certificate, String key, String authority) {
    TlsOptions own = new TlsOptions().setCertificates(List.of(certificate)).setKeys(List.of(key));
    TlsOptions trust = new TlsOptions().setTrusted(List.of(authority));
    EndpointOptions server = new EndpointOptions().with(own);
    EndpointOptions client = new EndpointOptions().with(trust);

    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("hello " + request.body())));
    ReqSocket req = ReqSocket.create(vertx);
    return rep.bind("wss://localhost:0/echo", server)
        .compose(bound -> req.connect(bound.address().toString(), client))
        .compose(connected -> req.request(Buffer.buffer("world")));
  }

  @Test
  void repliesOverAProtectedWebSocket() {
    TestCa ca = new TestCa(folder, "authority");
    TestCa.Issued server = ca.issue("localhost");
    Buffer reply =
        Await.result(
            ask(
                vertx,
                server.certificate().toString(),
                server.key().toString(),
                ca.pem().toString()));
    assertEquals("hello world", reply.toString());
  }
}
