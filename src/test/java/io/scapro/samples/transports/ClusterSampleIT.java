package io.scapro.samples.transports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.EndpointOptions;
import io.scapro.Message;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.scapro.suite.TestCluster;
import io.scapro.transport.ClusterOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sample of the page about cluster, between two nodes of a cluster. */
@Timeout(30)
class ClusterSampleIT {

  private static TestCluster cluster;
  private static Vertx hub;
  private static Vertx worker;

  @BeforeAll
  static void join() throws IOException {
    cluster = new TestCluster();
    hub = cluster.join();
    worker = cluster.join();
  }

  @AfterAll
  static void leave() {
    cluster.close();
  }

  private static Future<Message> exchange(Vertx hub, Vertx worker) {
    ClusterOptions published = new ClusterOptions().setVia("tcp://127.0.0.1:0");
    PullSocket pull = PullSocket.create(worker); // one node
    PushSocket push = PushSocket.create(hub); // another node
    return pull.bind("cluster://jobs", new EndpointOptions().with(published))
        .compose(bound -> push.connect("cluster://jobs"))
        .compose(connecting -> push.send(Buffer.buffer("job")))
        .compose(sent -> pull.receive());
  }

  @Test
  void findsTheAddressAndDelivers() {
    assertEquals("job", Await.result(exchange(hub, worker)).body().toString());
  }
}
