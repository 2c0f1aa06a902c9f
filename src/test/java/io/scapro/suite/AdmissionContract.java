package io.scapro.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.PeerHook;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SocketEvent.Type;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Over every transport, a peer that is refused is not connected before, and sends nothing. */
public interface AdmissionContract {

  Buffer X = Buffer.buffer("x");

  Vertx vertx();

  /** Where those who connect live. */
  Vertx connecting();

  /** An address to bind that nobody else has; the endpoint tells the real one. */
  String addressToBind();

  /** Where to connect to what is bound at {@code bound}. */
  String toConnect(String bound);

  /** What its endpoints cannot do without, such as certificates; a new object each time. */
  EndpointOptions needed();

  /** Endpoints that come back soon, with all that is {@link #needed}. */
  EndpointOptions neededSoon();

  private static SocketOptions impatient() {
    return new SocketOptions().setSendTimeout(Duration.ofMillis(200));
  }

  private static void sentNothing(Socket refused, Endpoint endpoint, Future<Void> send) {
    assertEquals(Reason.TIMEOUT, Await.failure(send));
    assertFalse(endpoint.connected().isComplete());
    assertEquals(0, Await.result(refused.statistics()).written());
    assertEquals(0, Await.result(refused.statistics()).pipes());
  }

  @Test
  default void aSecondPairPeerIsRefusedBeforeItIsConnected() {
    PairSocket pair = PairSocket.create(vertx());
    Received received = Received.of(pair);
    Endpoint bound = Await.result(pair.bind(addressToBind(), needed()));
    String url = toConnect(bound.address().toString());
    PairSocket first = PairSocket.create(connecting());
    Await.result(Await.result(first.connect(url, neededSoon())).connected());
    PairSocket second = PairSocket.create(connecting(), impatient());
    Happenings happenings = Happenings.of(second);
    Endpoint waiting = Await.result(second.connect(url, neededSoon()));
    SpException cause = happenings.await(Type.CONNECT_FAILED).cause().orElseThrow();
    assertEquals(Reason.REFUSED, cause.reason(), cause.text());
    sentNothing(second, waiting, second.send(X));
    first.send(Buffer.buffer("first"));
    assertEquals(Buffer.buffer("first"), received.next());
    Await.result(first.close());
    Await.result(waiting.connected());
    second.send(Buffer.buffer("second"));
    assertEquals(Buffer.buffer("second"), received.next());
  }

  @Test
  default void anEndpointServesAsManyPeersAsItMay() {
    PullSocket pull = PullSocket.create(vertx());
    Endpoint bound = Await.result(pull.bind(addressToBind(), neededSoon().setMaxPipes(1)));
    String url = toConnect(bound.address().toString());
    PushSocket first = PushSocket.create(connecting());
    Await.result(Await.result(first.connect(url, neededSoon())).connected());
    PushSocket second = PushSocket.create(connecting(), impatient());
    Happenings happenings = Happenings.of(second);
    Endpoint waiting = Await.result(second.connect(url, neededSoon()));
    happenings.await(Type.CONNECT_FAILED);
    sentNothing(second, waiting, second.send(X));
    assertEquals(1, bound.pipes());
    Await.result(first.close());
    Await.result(waiting.connected());
  }

  @Test
  default void aHookThatFailsIsAnAnswer() {
    refusesAtOnce(peer -> Future.failedFuture("not on Sundays"), "not on Sundays");
  }

  @Test
  default void aHookThatReturnsNothingIsAnAnswer() {
    refusesAtOnce(peer -> null, "expected a Future from the peer hook, got null");
  }

  @Test
  default void aHookThatThrowsIsAnAnswer() {
    refusesAtOnce(
        peer -> {
          throw new IllegalStateException("broken");
        },
        "expected a Future from the peer hook, got the exception");
  }

  private void refusesAtOnce(PeerHook hook, String why) {
    Queue<Throwable> reported = new ConcurrentLinkedQueue<>();
    vertx().exceptionHandler(reported::add);
    PullSocket pull = PullSocket.create(vertx());
    pull.peerHook(hook);
    Happenings atListener = Happenings.of(pull);
    EndpointOptions patient = needed().setHandshakeTimeout(Await.PATIENCE.multipliedBy(2));
    Endpoint bound = Await.result(pull.bind(addressToBind(), patient));
    PushSocket push = PushSocket.create(connecting(), impatient());
    Happenings atDialer = Happenings.of(push);
    Endpoint waiting =
        Await.result(push.connect(toConnect(bound.address().toString()), neededSoon()));
    SpException cause = atListener.await(Type.REFUSED).cause().orElseThrow();
    assertEquals(Reason.REFUSED, cause.reason());
    assertTrue(cause.getMessage().startsWith(why), cause.getMessage());
    SpException there = atDialer.await(Type.CONNECT_FAILED).cause().orElseThrow();
    assertEquals(Reason.REFUSED, there.reason(), there.text());
    assertFalse(there.getMessage().contains(why), there.getMessage());
    sentNothing(push, waiting, push.send(X));
    pull.peerHook(null);
    Await.result(waiting.connected());
    assertTrue(reported.isEmpty(), reported.toString());
  }

  @Test
  default void aHookThatNeverAnswersRefuses() {
    PullSocket pull = PullSocket.create(vertx());
    pull.peerHook(peer -> Promise.<Void>promise().future());
    Happenings happenings = Happenings.of(pull);
    EndpointOptions shortly = needed().setHandshakeTimeout(Duration.ofMillis(900));
    Endpoint bound = Await.result(pull.bind(addressToBind(), shortly));
    PushSocket push = PushSocket.create(connecting());
    Await.result(push.connect(toConnect(bound.address().toString()), neededSoon()));
    SpException cause = happenings.await(Type.REFUSED).cause().orElseThrow();
    assertEquals(Reason.TIMEOUT, cause.reason());
    assertTrue(cause.getMessage().contains("peer hook"), cause.getMessage());
    assertEquals(0, bound.pipes());
  }

  @Test
  default void aHookMayTakeItsTimeToAccept() {
    PullSocket pull = PullSocket.create(vertx());
    Promise<Void> decision = Promise.promise();
    Promise<Void> asked = Promise.promise();
    pull.peerHook(
        peer -> {
          asked.tryComplete();
          return decision.future();
        });
    Received received = Received.of(pull);
    EndpointOptions patient = needed().setHandshakeTimeout(Await.PATIENCE);
    Endpoint bound = Await.result(pull.bind(addressToBind(), patient));
    PushSocket push = PushSocket.create(connecting());
    Endpoint endpoint =
        Await.result(
            push.connect(
                toConnect(bound.address().toString()),
                neededSoon().setHandshakeTimeout(Await.PATIENCE)));
    Await.result(asked.future());
    decision.complete();
    Await.result(endpoint.connected());
    push.send(X);
    assertEquals(X, received.next());
  }

  @Test
  default void aHookDecidesOnTheSideThatConnectsToo() {
    PullSocket pull = PullSocket.create(vertx());
    Endpoint bound = Await.result(pull.bind(addressToBind(), needed()));
    PushSocket push = PushSocket.create(connecting(), impatient());
    push.peerHook(peer -> Future.failedFuture("not to that one"));
    Happenings happenings = Happenings.of(push);
    Endpoint waiting =
        Await.result(push.connect(toConnect(bound.address().toString()), neededSoon()));
    SpException cause = happenings.await(Type.CONNECT_FAILED).cause().orElseThrow();
    assertEquals("not to that one", cause.getMessage());
    sentNothing(push, waiting, push.send(X));
    assertEquals(0, bound.pipes());
    push.peerHook(null);
    Await.result(waiting.connected());
  }
}
