package io.scapro.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.SocketEvent.Type;
import io.scapro.SocketOptions;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every transport does, whatever it is made of. */
public interface TransportContract extends AdmissionContract {

  int LIMIT = 1 << 20;

  @Override
  default Vertx connecting() {
    return vertx();
  }

  /** An address where nobody listens yet, for both sides. */
  String freeAddress() throws Exception;

  @Override
  default String toConnect(String bound) {
    return bound;
  }

  @Override
  default EndpointOptions needed() {
    return new EndpointOptions();
  }

  @Override
  default EndpointOptions neededSoon() {
    return needed().setAll(quick());
  }

  private static JsonObject quick() {
    return new JsonObject().put("reconnectInterval", 20).put("reconnectIntervalMax", 0);
  }

  /** Endpoints that come back soon. */
  static EndpointOptions soon() {
    return new EndpointOptions(quick());
  }

  private String bind(PullSocket pull) {
    return urlOf(Await.result(pull.bind(addressToBind(), needed())));
  }

  private String urlOf(Endpoint bound) {
    return toConnect(bound.address().toString());
  }

  private PushSocket connected(String url) {
    PushSocket push = PushSocket.create(connecting());
    Await.result(Await.result(push.connect(url, neededSoon())).connected());
    return push;
  }

  @Test
  default void messagesTravelBothWays() {
    PairSocket left = PairSocket.create(vertx());
    PairSocket right = PairSocket.create(connecting());
    Received atLeft = Received.of(left);
    Received atRight = Received.of(right);
    Endpoint bound = Await.result(left.bind(addressToBind(), needed()));
    Await.result(right.connect(urlOf(bound), needed()));
    left.send(Buffer.buffer("to the right"));
    right.send(Buffer.buffer("to the left"));
    assertEquals(Buffer.buffer("to the right"), atRight.next());
    assertEquals(Buffer.buffer("to the left"), atLeft.next());
  }

  @Test
  default void messagesMayBeEmptyAndAsLongAsTheLimit() {
    PullSocket pull = PullSocket.create(vertx());
    Received received = Received.of(pull);
    PushSocket push = connected(bind(pull));
    Buffer longest = Buffer.buffer(new byte[LIMIT]).setByte(LIMIT - 1, (byte) 7);
    push.send(Buffer.buffer());
    push.send(longest.copy());
    push.send(Buffer.buffer("after"));
    assertEquals(Buffer.buffer(), received.next());
    assertEquals(longest, received.next());
    assertEquals(Buffer.buffer("after"), received.next());
  }

  @Test
  default void receivedBodiesCanGrow() {
    PullSocket pull = PullSocket.create(vertx());
    Received received = Received.of(pull);
    connected(bind(pull)).send(Buffer.buffer("a"));
    assertEquals(Buffer.buffer("and more"), received.next().appendString("nd more"));
  }

  @Test
  default void messagesOverTheLimitCloseThePipe() {
    PullSocket pull = PullSocket.create(vertx());
    Happenings happenings = Happenings.of(pull);
    connected(bind(pull)).send(Buffer.buffer(new byte[LIMIT + 1]));
    SocketEvent end = happenings.await(Type.DISCONNECTED);
    assertEquals(Reason.TOO_LONG, end.cause().orElseThrow().reason());
  }

  @Test
  default void peersOfTheWrongProtocolAreRefused() {
    PullSocket pull = PullSocket.create(vertx());
    Happenings atListener = Happenings.of(pull);
    PullSocket wrong = PullSocket.create(connecting());
    Happenings atDialer = Happenings.of(wrong);
    wrong.connect(bind(pull), needed());
    assertEquals(Reason.PROTOCOL, atListener.await(Type.REFUSED).cause().orElseThrow().reason());
    atDialer.await(Type.CONNECT_FAILED);
  }

  @Test
  default void connectsWhenTheListenerAppears() throws Exception {
    String address = freeAddress();
    PushSocket push = PushSocket.create(connecting());
    Happenings happenings = Happenings.of(push);
    Endpoint endpoint = Await.result(push.connect(toConnect(address), neededSoon()));
    happenings.await(Type.CONNECT_FAILED);
    Await.result(PullSocket.create(vertx()).bind(address, needed()));
    Await.result(endpoint.connected());
    assertEquals(1, endpoint.pipes());
  }

  @Test
  default void theFirstAttemptMayFail() throws Exception {
    PushSocket push = PushSocket.create(connecting());
    EndpointOptions once = neededSoon().setFirstAttempt(EndpointOptions.FirstAttempt.FAIL);
    assertEquals(Reason.REFUSED, Await.failure(push.connect(toConnect(freeAddress()), once)));
  }

  @Test
  default void anAddressHasOneListenerAndIsFreeAfterIt() {
    PullSocket first = PullSocket.create(vertx());
    String address = Await.result(first.bind(addressToBind(), needed())).address().toString();
    PullSocket second = PullSocket.create(connecting());
    assertEquals(Reason.ADDRESS_IN_USE, Await.failure(second.bind(address, needed())));
    Await.result(first.close());
    Await.result(second.bind(address, needed()));
  }

  @Test
  default void closeEndsConnectingAndMayBeRepeated() throws Exception {
    PushSocket push = PushSocket.create(connecting());
    Endpoint endpoint = Await.result(push.connect(toConnect(freeAddress()), needed()));
    Future<Void> first = endpoint.close();
    Await.result(endpoint.close());
    Await.result(first);
    assertEquals(Reason.CLOSED, Await.failure(endpoint.connected()));
    Await.result(push.close());
    Await.result(push.close());
  }

  @Test
  default void slowReadersStopTheWriterAndLoseNothing() {
    PullSocket pull = PullSocket.create(vertx());
    pull.pause();
    Received received = Received.of(pull);
    PushSocket push =
        PushSocket.create(connecting(), new SocketOptions().setSendTimeout(Duration.ofMillis(300)));
    Await.result(push.connect(bind(pull), needed()));
    int most = 2_000; // of 64 KiB: more than all buffers on the way
    int accepted = 0;
    while (accepted < most && Await.outcome(push.send(numbered(accepted, 64 << 10)))) {
      accepted++;
    }
    assertTrue(accepted < most, "expected the writer to be stopped");
    pull.resume();
    for (int i = 0; i < accepted; i++) {
      assertEquals(i, received.next().getInt(0));
    }
    assertTrue(received.isEmpty());
  }

  private static Buffer numbered(int number, int length) {
    return Buffer.buffer(new byte[length]).setInt(0, number);
  }

  @Test
  default void whatArrivedBeforeTheEndIsDeliveredAlsoWhenPaused() {
    PullSocket pull = PullSocket.create(vertx());
    pull.pause();
    Happenings happenings = Happenings.of(pull);
    Received received = Received.of(pull);
    PushSocket push = connected(bind(pull));
    int count = 1_000;
    IntStream.range(0, count).forEach(i -> push.send(numbered(i, 4)));
    push.close();
    pull.fetch(1);
    assertEquals(0, received.next().getInt(0));
    pull.resume();
    for (int i = 1; i < count; i++) {
      assertEquals(i, received.next().getInt(0));
    }
    happenings.await(Type.DISCONNECTED);
  }

  @Test
  default void orderlyCloseWritesAllAndTheOtherSideReceivesAll() {
    PullSocket pull = PullSocket.create(vertx());
    Received received = Received.of(pull);
    PushSocket push = connected(bind(pull));
    int count = 5_000;
    IntStream.range(0, count).forEach(i -> push.send(numbered(i, 100)));
    Await.result(push.close());
    for (int i = 0; i < count; i++) {
      assertEquals(i, received.next().getInt(0));
    }
    assertEquals(count, Await.result(push.statistics()).written());
    assertEquals(count, Await.result(pull.statistics()).received());
  }

  @Test
  default void comesBackAfterALoss() {
    PullSocket first = PullSocket.create(vertx());
    Endpoint bound = Await.result(first.bind(addressToBind(), needed()));
    PushSocket push = connected(urlOf(bound));
    Happenings happenings = Happenings.of(push);
    Await.result(first.close());
    happenings.await(Type.DISCONNECTED);
    PullSocket second = PullSocket.create(vertx());
    Received received = Received.of(second);
    Await.result(second.bind(bound.address().toString(), needed()));
    happenings.await(Type.CONNECTED);
    push.send(Buffer.buffer("again"));
    assertEquals(Buffer.buffer("again"), received.next());
  }

  @Test
  default void pipesTellTheirPeersAddress() {
    PullSocket pull = PullSocket.create(vertx());
    Happenings happenings = Happenings.of(pull);
    connected(bind(pull));
    assertFalse(happenings.await(Type.ACCEPTED).peer().orElseThrow().remoteAddress().isBlank());
  }
}
