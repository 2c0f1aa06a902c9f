package io.scapro.protocol;

import static io.scapro.suite.Futures.assertPending;
import static io.scapro.suite.Futures.failure;
import static io.scapro.suite.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Address;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.spi.SocketBase;
import io.scapro.suite.Bench;
import io.scapro.testing.FakePeer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request that ends each connection it is sent on fails; the others are answered. */
class SuspectsTest {

  private static final String LONG = "a request that the peer finds too long";

  private final Bench bench = new Bench();
  private final List<SocketEvent> events = new ArrayList<>();
  private ReqSocket req;
  private Endpoint endpoint;

  @BeforeEach
  void open() {
    open(new ReqOptions());
  }

  private void open(ReqOptions options) {
    req = bench.add(new ReqSocket(bench.host(), options));
    req.eventHandler(
        event -> {
          if (event.type() == SocketEvent.Type.GAVE_UP) {
            events.add(event);
          }
        });
    endpoint =
        SocketBase.engineOf(req)
            .passive(new Address("fake", "peer"), new EndpointOptions(), true)
            .endpoint();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Future<Buffer> ask(String body) {
    return req.request(Buffer.buffer(body));
  }

  private FakePeer join() {
    return FakePeer.join(endpoint);
  }

  private FakePeer joinAfterAnAbsence() {
    FakePeer peer = new FakePeer(endpoint);
    peer.wasAway(true);
    return peer.join();
  }

  /** Answers what {@code peer} was sent, in its order, until it meets the long request. */
  private static void serve(FakePeer peer) {
    for (int i = 0; i < peer.sent().size(); i++) {
      String body = peer.texts().get(i);
      if (body.equals(LONG)) {
        peer.disconnect();
        return;
      }
      answer(peer, i);
    }
  }

  private static void answer(FakePeer peer, int index) {
    peer.offer(
        Buffer.buffer()
            .appendBuffer(peer.sent().get(index).header())
            .appendString("re: " + peer.texts().get(index)));
  }

  @Test
  void failsTheRequestThatEndsThreeConnections() {
    Future<Buffer> longest = ask(LONG);
    for (int i = 0; i < 3; i++) {
      assertPending(longest);
      serve(join());
    }
    assertPending(longest);
    join();
    failure(Reason.RESENT_TOO_OFTEN, longest);
    assertEquals(1, events.size());
    assertTrue(
        events
            .get(0)
            .toString()
            .contains(
                "got none: 3 connections ended after this request of %d bytes was sent, the last to fake://peer"
                    .formatted(LONG.length())),
        events::toString);
  }

  @Test
  void answersTheOthersWhateverTheirOrder() {
    Future<Buffer> first = ask("first");
    Future<Buffer> longest = ask(LONG);
    List<Future<Buffer>> others = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      others.add(ask("other " + i));
    }
    FakePeer peer = join();
    for (int i = 0; i < 20 && !longest.isComplete(); i++) {
      serve(peer);
      if (peer.isClosed()) {
        peer = join();
      }
    }
    serve(peer);
    failure(Reason.RESENT_TOO_OFTEN, longest);
    assertEquals("re: first", result(first).toString());
    for (int i = 0; i < 20; i++) {
      if (!others.get(i).isComplete()) {
        serve(peer);
      }
      assertEquals("re: other " + i, result(others.get(i)).toString());
    }
  }

  @Test
  void sendsASuspectAlone() {
    Future<Buffer> longest = ask(LONG);
    serve(join());
    serve(join());
    FakePeer peer = join();
    assertEquals(List.of(LONG), peer.texts());
    Future<Buffer> other = ask("other");
    assertEquals(List.of(LONG), peer.texts());
    answer(peer, 0);
    assertEquals("re: " + LONG, result(longest).toString());
    assertEquals(List.of(LONG, "other"), peer.texts());
    answer(peer, 1);
    assertEquals("re: other", result(other).toString());
    assertEquals(List.of(), events);
  }

  @Test
  void keepsASlowSuspectAloneForASecondOnly() {
    Future<Buffer> longest = ask(LONG);
    serve(join());
    serve(join());
    FakePeer peer = join();
    Future<Buffer> other = ask("other");
    bench.host().advance(Duration.ofMillis(999));
    assertEquals(List.of(LONG), peer.texts());
    bench.host().advance(Duration.ofMillis(1));
    assertEquals(List.of(LONG, "other"), peer.texts());
    answer(peer, 1);
    answer(peer, 0);
    assertEquals("re: other", result(other).toString());
    assertEquals("re: " + LONG, result(longest).toString());
  }

  @Test
  void waitsNoLongerThanASecondForASlowPeerBeforeASuspect() {
    Future<Buffer> slow = ask("slow");
    Future<Buffer> longest = ask(LONG);
    FakePeer peer = join();
    peer.disconnect();
    join().disconnect();
    peer = join();
    assertEquals(1, peer.sent().size(), "one of the two suspects is alone");
    bench.host().advance(Duration.ofSeconds(2));
    assertEquals(2, peer.sent().size());
    answer(peer, 0);
    answer(peer, 1);
    assertEquals("re: slow", result(slow).toString());
    assertEquals("re: " + LONG, result(longest).toString());
  }

  @Test
  void leavesTheOtherPeersToTheOthers() {
    Future<Buffer> longest = ask(LONG);
    serve(join());
    serve(join());
    FakePeer reserved = join();
    FakePeer other = FakePeer.join(req);
    List<Future<Buffer>> small = List.of(ask("1"), ask("2"), ask("3"));
    assertEquals(List.of(LONG), reserved.texts());
    serve(other);
    small.forEach(reply -> assertTrue(result(reply).toString().startsWith("re: ")));
    assertPending(longest);
  }

  /** The peer answered what was sent later: it has read the request, and is only slow. */
  @Test
  void doesNotSuspectWhatThePeerHasRead() {
    Future<Buffer> slow = ask("slow");
    for (int i = 0; i < 10; i++) {
      FakePeer peer = join();
      Future<Buffer> later = ask("later");
      answer(peer, peer.sent().size() - 1);
      assertEquals("re: later", result(later).toString());
      peer.disconnect();
    }
    FakePeer last = join();
    answer(last, 0);
    assertEquals("re: slow", result(slow).toString());
    assertEquals(List.of(), events);
  }

  @Test
  void doesNotSuspectARequestOfAServerThatRestarts() {
    Future<Buffer> reply = ask("slow");
    join().disconnect();
    for (int i = 0; i < 10; i++) {
      joinAfterAnAbsence().disconnect();
    }
    FakePeer last = joinAfterAnAbsence();
    answer(last, 0);
    assertEquals("re: slow", result(reply).toString());
    assertEquals(List.of(), events);
  }

  /** A network that is cut again and again is no fault of the request. */
  @Test
  void silentPeersAreNoStrikes() {
    Future<Buffer> reply = ask("innocent");
    for (int i = 0; i < 16; i++) {
      assertPending(reply);
      join().timeOut();
    }
    FakePeer last = join();
    answer(last, 0);
    assertEquals("re: innocent", result(reply).toString());
    assertEquals(List.of(), events);
  }

  /** A request that makes each peer hang is not sent for ever either. */
  @Test
  void failsARequestAfterManySilentPeers() {
    Future<Buffer> reply = ask("hangs the server");
    for (int i = 0; i < 17; i++) {
      assertPending(reply);
      join().timeOut();
    }
    join();
    failure(Reason.RESENT_TOO_OFTEN, reply);
  }

  /** A request that stops the whole server is not sent for ever either. */
  @Test
  void failsARequestAfterManyRestarts() {
    Future<Buffer> reply = ask("stops the server");
    join().disconnect();
    for (int i = 0; i < 16; i++) {
      assertPending(reply);
      joinAfterAnAbsence().disconnect();
    }
    joinAfterAnAbsence();
    failure(Reason.RESENT_TOO_OFTEN, reply);
  }

  @Test
  void resendsByTheIntervalAreNoStrikes() {
    bench.close();
    open(new ReqOptions().setResendInterval(Duration.ofSeconds(1)));
    FakePeer peer = join();
    Future<Buffer> reply = ask("slow");
    bench.host().advance(Duration.ofSeconds(30));
    assertEquals(31, peer.sent().size());
    answer(peer, 0);
    assertEquals("re: slow", result(reply).toString());
  }

  @Test
  void sendsAgainAsOftenAsAllowed() {
    bench.close();
    open(new ReqOptions().setResendInterval(Duration.ofSeconds(1)).setMaxResends(2));
    FakePeer peer = join();
    Future<Buffer> reply = ask("slow");
    bench.host().advance(Duration.ofSeconds(2));
    assertEquals(3, peer.sent().size());
    assertPending(reply);
    bench.host().advance(Duration.ofSeconds(1));
    failure(Reason.RESENT_TOO_OFTEN, reply);
    assertEquals(3, peer.sent().size());
  }

  @Test
  void aCancelledSuspectFreesItsConnection() {
    PendingRequest longest = req.ask(Buffer.buffer(LONG));
    serve(join());
    serve(join());
    FakePeer peer = join();
    Future<Buffer> other = ask("other");
    longest.cancel();
    assertEquals(List.of(LONG, "other"), peer.texts());
    answer(peer, 1);
    assertEquals("re: other", result(other).toString());
  }

  @Test
  void closesWithSuspects() {
    Future<Buffer> longest = ask(LONG);
    serve(join());
    serve(join());
    req.close();
    bench.host().turn();
    failure(Reason.CLOSED, longest);
  }
}
