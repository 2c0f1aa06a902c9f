package io.scapro.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.SocketEvent.Type;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.scapro.suite.Received;
import io.scapro.suite.TestCluster;
import io.scapro.suite.TransportContract;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Between two nodes of a cluster. */
class ClusterTransportIT implements TransportContract {

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
    return "cluster://" + UUID.randomUUID();
  }

  @Override
  public EndpointOptions needed() {
    return new EndpointOptions().with(new ClusterOptions().setHeartbeat(Duration.ofMillis(50)));
  }

  private EndpointOptions shared() {
    return needed().setShared(true);
  }

  @Test
  void goesToEveryAddressOfTheNameAndFollowsThoseThatComeAndGo() {
    String url = freeAddress();
    PullSocket first = PullSocket.create(one);
    Received atFirst = Received.of(first);
    Await.result(first.bind(url, shared()));
    PushSocket push = PushSocket.create(two);
    Happenings happenings = Happenings.of(push);
    Endpoint endpoint = Await.result(push.connect(url, needed()));
    happenings.await(Type.CONNECTED);
    PullSocket second = PullSocket.create(two);
    Received atSecond = Received.of(second);
    Await.result(second.bind(url, shared()));
    happenings.await(Type.CONNECTED);
    assertEquals(2, endpoint.pipes());
    push.send(Buffer.buffer("a"));
    push.send(Buffer.buffer("b"));
    atFirst.next();
    atSecond.next();

    Await.result(first.close());
    happenings.await(Type.DISCONNECTED);
    happenings.await(Type.ENDPOINT_CLOSED);
    push.send(Buffer.buffer("c"));
    assertEquals(Buffer.buffer("c"), atSecond.next());
  }

  @Test
  void closesAllConnectionsWithTheEndpoint() {
    String url = freeAddress();
    PullSocket pull = PullSocket.create(one);
    Happenings atPull = Happenings.of(pull);
    Await.result(pull.bind(url, needed()));
    PushSocket push = PushSocket.create(two);
    Happenings atPush = Happenings.of(push);
    Endpoint endpoint = Await.result(push.connect(url, needed()));
    Await.result(endpoint.connected());
    Await.result(endpoint.close());
    atPull.await(Type.DISCONNECTED);
    atPush.await(Type.DISCONNECTED); // it hears of the end later than the other side
    assertTrue(Await.result(push.statistics()).endpoints().isEmpty());
    assertEquals(0, endpoint.pipes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws://127.0.0.1:0/sp", "ipc:///tmp/scapro-%s.ipc"})
  void travelsByWhatTheOptionSays(String via) {
    String url = freeAddress();
    PullSocket pull = PullSocket.create(one);
    Received received = Received.of(pull);
    EndpointOptions options = needed();
    options.get(ClusterOptions.class).setVia(via.formatted(UUID.randomUUID()));
    Await.result(pull.bind(url, options));
    PushSocket push = PushSocket.create(two);
    Await.result(push.connect(url, needed()));
    push.send(Buffer.buffer("x"));
    assertEquals(Buffer.buffer("x"), received.next());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://*:0",
        "tcp://0.0.0.0:0",
        "tcp://:0",
        "tcp://[::]:0",
        "inproc://a",
        "cluster://b",
        "c"
      })
  void refusesToPublishWhereNobodyCanConnect(String via) {
    EndpointOptions options = needed();
    options.get(ClusterOptions.class).setVia(via);
    assertEquals(
        Reason.BAD_ADDRESS, Await.failure(PullSocket.create(one).bind(freeAddress(), options)));
  }

  @Test
  void aNameMustNotBeEmpty() {
    assertEquals(Reason.BAD_ADDRESS, Await.failure(PullSocket.create(one).bind("cluster://")));
    assertEquals(Reason.BAD_ADDRESS, Await.failure(PullSocket.create(one).connect("cluster://")));
  }
}
