package io.scapro.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.testing.Await;
import io.scapro.testing.TestCluster;
import io.scapro.testing.TransportContract;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Between two nodes of a cluster. */
class EventBusClusterTest implements TransportContract {

  private static TestCluster cluster;
  private static Vertx one;
  private static Vertx two;

  @BeforeAll
  static void join() throws IOException {
    cluster = new TestCluster();
    one = cluster.join();
    two = cluster.join();
  }

  @AfterAll
  static void leave() {
    cluster.close();
  }

  @AfterEach
  void clear() {
    cluster.clear();
  }

  @Override
  public Vertx vertx() {
    return one;
  }

  @Override
  public Vertx connecting() {
    return two;
  }

  @Override
  public String addressToBind() {
    return freeAddress();
  }

  @Override
  public String freeAddress() {
    return "eventbus://" + UUID.randomUUID();
  }

  private static EndpointOptions shared() {
    return new EndpointOptions().setShared(true);
  }

  @Test
  void aNameIsSharedByThoseOfOneProtocolWhoAllSaySo() {
    String url = freeAddress();
    Await.result(PullSocket.create(one).bind(url, shared()));
    Await.result(PullSocket.create(two).bind(url, shared()));
    assertEquals(Reason.ADDRESS_IN_USE, Await.failure(PushSocket.create(two).bind(url, shared())));
    assertEquals(Reason.ADDRESS_IN_USE, Await.failure(PullSocket.create(two).bind(url)));
  }
}
