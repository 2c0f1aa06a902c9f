package io.scapro.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.SocketEvent.Type;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCluster;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The links between nodes inside TLS, where both sides show a certificate. */
class EventBusTlsIT {

  @TempDir private static Path folder;

  /** As docs/cluster.md has it. */
  private static VertxOptions certified(TestCa trusted, TestCa.Issued own) {
    JsonObject links =
        new JsonObject(
            """
            {"ssl": true, "clientAuth": "REQUIRED",
             "pemKeyCertOptions": {"certPath": "%s", "keyPath": "%s"},
             "pemTrustOptions": {"certPaths": ["%s"]}}
            """
                .formatted(own.certificate(), own.key(), trusted.pem()));
    JsonObject all = new EventBusOptions().toJson().mergeIn(links);
    return new VertxOptions(new JsonObject().put("eventBusOptions", all));
  }

  @Test
  void nodesTalkToThoseWithCertificatesAndToNobodyElse() throws Exception {
    TestCa ours = new TestCa(folder, "ours");
    TestCa theirs = new TestCa(folder, "theirs");
    try (TestCluster cluster = new TestCluster()) {
      Vertx one = cluster.join(certified(ours, ours.issue("127.0.0.1")));
      Vertx two = cluster.join(certified(ours, ours.issue("127.0.0.1")));
      Vertx stranger = cluster.join(certified(ours, theirs.issue("127.0.0.1")));
      PullSocket pull = PullSocket.create(one);
      Await.result(pull.bind("eventbus://safe"));
      PushSocket outside = PushSocket.create(stranger);
      Happenings happenings = Happenings.of(outside);
      Await.result(outside.connect("eventbus://safe"));
      happenings.await(Type.CONNECT_FAILED);
      PushSocket push = PushSocket.create(two);
      Await.result(push.connect("eventbus://safe"));
      push.send(Buffer.buffer("x"));
      assertEquals("x", Await.result(pull.receive()).body().toString());
      assertEquals(1, Await.result(pull.statistics()).pipes());
      cluster.clear();
    }
  }
}
