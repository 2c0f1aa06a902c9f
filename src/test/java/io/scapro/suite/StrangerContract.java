package io.scapro.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.Reason;
import io.scapro.SocketEvent.Type;
import io.scapro.SpException;
import io.scapro.protocol.PullSocket;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How little a stranger can do who gets in, over transports that carry bytes. */
public interface StrangerContract extends TransportContract {

  /** A connection that says what it likes; TLS is done where there is any. */
  RawPeer rawPeer(Endpoint endpoint) throws IOException;

  /** What has to be said over it. */
  default Speech speech() {
    return Speech.STREAM;
  }

  /** A PUSH that got in. */
  default RawPeer guest(Endpoint endpoint) throws IOException {
    RawPeer peer = rawPeer(endpoint);
    speech().greet(peer, endpoint);
    speech().awaitGreeting(peer);
    return peer;
  }

  /** Comes and asks to get in; in TLS it may learn that it may not before it can ask. */
  default void knock(Endpoint bound) throws IOException {
    try (RawPeer late = rawPeer(bound)) {
      speech().greet(late, bound);
    } catch (IOException closedAtOnce) {
      return;
    }
  }

  private static Reason refusal(Happenings happenings) {
    return happenings.await(Type.REFUSED).cause().orElseThrow().reason();
  }

  @Test
  default void aMessageThatStallsCostsItsConnectionOnly() throws Exception {
    PullSocket pull = PullSocket.create(vertx());
    Happenings happenings = Happenings.of(pull);
    Received received = Received.of(pull);
    Endpoint bound =
        Await.result(
            pull.bind(addressToBind(), neededSoon().setStallTimeout(Duration.ofMillis(200))));
    try (RawPeer stalled = guest(bound);
        RawPeer good = guest(bound)) {
      speech().send(stalled, Buffer.buffer("whole"));
      assertEquals(Buffer.buffer("whole"), received.next());
      speech().begin(stalled, 100, Buffer.buffer("a part"));
      stalled.awaitEnd();
      SpException cause = happenings.await(Type.DISCONNECTED).cause().orElseThrow();
      assertEquals(Reason.TIMEOUT, cause.reason());
      speech().send(good, Buffer.buffer("good"));
      assertEquals(Buffer.buffer("good"), received.next());
      assertEquals(1, bound.pipes());
    }
  }

  @Test
  default void whoIsNotLetInYetCannotFillTheMemory() throws Exception {
    PullSocket pull = PullSocket.create(vertx());
    pull.peerHook(pipe -> Promise.<Void>promise().future());
    Happenings happenings = Happenings.of(pull);
    Endpoint bound =
        Await.result(
            pull.bind(addressToBind(), neededSoon().setHandshakeTimeout(Duration.ofSeconds(1))));
    int most = 4 << 10; // MiB: more than the memory of this process
    int sent = 0;
    try (RawPeer guest = rawPeer(bound)) {
      speech().greet(guest, bound);
      for (; sent < most; sent++) {
        speech().send(guest, Buffer.buffer(new byte[LIMIT]));
      }
    } catch (IOException cutOff) {
      assertEquals(Reason.TIMEOUT, refusal(happenings));
    }
    assertTrue(sent < most, "expected the guest to be stopped");
  }

  @Test
  default void aPeerGoneInMidMessageLeavesNothing() throws Exception {
    PullSocket pull = PullSocket.create(vertx());
    Happenings happenings = Happenings.of(pull);
    Received received = Received.of(pull);
    Endpoint bound = Await.result(pull.bind(addressToBind(), needed()));
    try (RawPeer peer = guest(bound)) {
      speech().send(peer, Buffer.buffer("whole"));
      speech().begin(peer, 10, Buffer.buffer("hello"));
    }
    assertEquals(Buffer.buffer("whole"), received.next());
    assertEquals(
        Reason.DISCONNECTED, happenings.await(Type.DISCONNECTED).cause().orElseThrow().reason());
    assertEquals(1, Await.result(pull.statistics()).received());
    assertEquals(0, bound.pipes());
  }

  @Test
  default void oneTooManyIsTurnedAwayAndTheOthersStay() throws Exception {
    PullSocket pull = PullSocket.create(vertx());
    Happenings happenings = Happenings.of(pull);
    Received received = Received.of(pull);
    Endpoint bound = Await.result(pull.bind(addressToBind(), neededSoon().setMaxPipes(2)));
    try (RawPeer one = guest(bound)) {
      RawPeer two = guest(bound);
      happenings.await(Type.ACCEPTED);
      happenings.await(Type.ACCEPTED);
      knock(bound);
      assertEquals(Reason.LIMIT, refusal(happenings));
      two.close();
      happenings.await(Type.DISCONNECTED);
      try (RawPeer next = guest(bound)) {
        speech().send(next, Buffer.buffer("next"));
        assertEquals(Buffer.buffer("next"), received.next());
      }
      speech().send(one, Buffer.buffer("one"));
      assertEquals(Buffer.buffer("one"), received.next());
    }
  }
}
