package io.scapro.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.SocketEvent.Type;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.scapro.suite.TestCluster;
import io.scapro.suite.TransportContract;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Between two nodes of a cluster. */
class EventBusClusterIT implements TransportContract {

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

  private static final class Foreign implements Serializable {
    private static final long serialVersionUID = 1;
  }

  @Test
  void objectsOfOtherCodecsAreNotPeersAndHurtNobody() {
    String url = freeAddress();
    PullSocket pull = PullSocket.create(one);
    Await.result(pull.bind(url));
    two.eventBus().serializableChecker(anything -> true);
    var answer = two.eventBus().request("scapro.eventbus." + url.substring(11), new Foreign());
    assertFalse(Await.outcome(answer));
    PushSocket push = PushSocket.create(two);
    Await.result(push.connect(url));
    push.send(Buffer.buffer("x"));
    assertEquals("x", Await.result(pull.receive()).body().toString());
  }

  @Test
  void aPeerThatIsSilentForTooLongEndsThePipe() {
    String url = freeAddress();
    PullSocket pull = PullSocket.create(one);
    EndpointOptions rare = new EndpointOptions();
    rare.get(ClusterOptions.class).setHeartbeat(Duration.ofHours(1)); // it gives no sign of life
    Await.result(pull.bind(url, rare));
    EndpointOptions impatient = new EndpointOptions();
    impatient
        .get(ClusterOptions.class)
        .setHeartbeat(Duration.ofMillis(20))
        .setPatience(Duration.ofMillis(200));
    PushSocket push = PushSocket.create(two);
    Happenings happenings = Happenings.of(push);
    Await.result(push.connect(url, impatient));
    SocketEvent end = happenings.await(Type.DISCONNECTED);
    assertEquals(Reason.TIMEOUT, end.cause().orElseThrow().reason());
    happenings.await(Type.CONNECTED); // and it is tried again
  }

  @Test
  void aNodeThatLeavesEndsItsPipesAndOneThatComesIsUsed() {
    String url = freeAddress();
    Vertx three = cluster.join();
    Await.result(PullSocket.create(three).bind(url));
    PushSocket push = PushSocket.create(two);
    Happenings happenings = Happenings.of(push);
    Await.result(push.connect(url, TransportContract.soon()));
    happenings.await(Type.CONNECTED);
    Await.result(three.close());
    happenings.await(Type.DISCONNECTED);
    Await.result(PullSocket.create(one).bind(url));
    happenings.await(Type.CONNECTED);
  }
}
