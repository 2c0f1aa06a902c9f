package io.scapro.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.PeerStatistics;
import io.scapro.Reason;
import io.scapro.SocketEvent.Type;
import io.scapro.SocketOptions;
import io.scapro.SocketStatistics;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.spi.Changes;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.scapro.suite.RawPeer;
import io.scapro.suite.Received;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The memory that all peers of a socket share. */
@ExtendWith(VertxExtension.class)
@Timeout(60)
class BudgetTest {

  private static final String PUSH = "0053500000500000";
  private static final String SUB = "0053500000210000";
  private static final int LONG = 1 << 20;
  private static final Buffer PART = Buffer.buffer(new byte[200_000]);

  private static SocketOptions small() {
    return new SocketOptions().setReceiveBudget(500_000);
  }

  private static RawPeer begin(Endpoint bound) throws IOException {
    return RawPeer.connect(bound).send(PUSH).sendStart(LONG, PART);
  }

  /** Sends the rest of a message; blocks while the other side does not read. */
  private static CompletableFuture<Void> finish(RawPeer peer) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            peer.send(Buffer.buffer(new byte[LONG - PART.length()]));
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void longMessagesComeOneAfterTheOtherAndShortOnesPassThem(Vertx vertx) throws IOException {
    PullSocket pull = PullSocket.create(vertx, small());
    Received received = Received.of(pull);
    Endpoint bound = Await.result(pull.bind("tcp://127.0.0.1:0"));
    List<RawPeer> peers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      peers.add(begin(bound));
    }
    PushSocket push = PushSocket.create(vertx);
    Await.result(push.connect(bound.address().toString()));
    for (int i = 0; i < 1000; i++) {
      push.send(Buffer.buffer("short " + i));
    }
    for (int i = 0; i < 1000; i++) {
      assertEquals("short " + i, received.next().toString());
    }
    peers.forEach(BudgetTest::finish);
    for (RawPeer peer : peers) {
      assertEquals(LONG, received.next().length());
    }
    assertTrue(received.isEmpty());
    for (RawPeer peer : peers) {
      peer.close();
    }
  }

  @Test
  void aPeerThatDripsMayNotKeepOthersWaiting(Vertx vertx) throws IOException {
    PullSocket pull = PullSocket.create(vertx, new SocketOptions().setReceiveBudget(100_000));
    Received received = Received.of(pull);
    Happenings happenings = Happenings.of(pull);
    Endpoint bound =
        Await.result(
            pull.bind(
                "tcp://127.0.0.1:0",
                new EndpointOptions().setStallTimeout(Duration.ofMillis(300))));
    try (RawPeer drips = begin(bound)) {
      long timer = vertx.setPeriodic(50, tick -> drip(drips));
      try (RawPeer other = begin(bound)) {
        CompletableFuture<Void> sent = finish(other);
        drips.awaitEnd();
        assertEquals(
            Reason.LIMIT, happenings.await(Type.DISCONNECTED).cause().orElseThrow().reason());
        assertEquals(LONG, received.next().length());
        sent.join();
      } finally {
        vertx.cancelTimer(timer);
      }
    }
  }

  private static void drip(RawPeer peer) {
    try {
      peer.send("00");
    } catch (IOException e) {
      // it was cut off, as it should be
    }
  }

  @Test
  void whatWaitsForPeersThatDoNotReadIsBoundedAndTheOthersAreServed(Vertx vertx)
      throws IOException {
    int budget = 1 << 20;
    PubSocket pub = PubSocket.create(vertx, new SocketOptions().setSendBudget(budget));
    Happenings happenings = Happenings.of(pub);
    Endpoint bound = Await.result(pub.bind("tcp://127.0.0.1:0"));
    List<RawPeer> stalled = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      stalled.add(RawPeer.connect(bound).send(SUB));
      happenings.await(Type.ACCEPTED);
    }
    SubSocket sub = SubSocket.create(vertx);
    Await.result(sub.subscribe(""));
    sub.connect(bound.address().toString());
    happenings.await(Type.ACCEPTED);
    for (int i = 0; i < 1500; i++) { // 30 MB for each: more than the system buffers
      Buffer body = Buffer.buffer(new byte[20_000]).setInt(0, i);
      pub.send(body.copy());
      assertEquals(i, Await.result(sub.receive()).body().getInt(0));
    }
    SocketStatistics statistics = Await.result(pub.statistics());
    assertEquals(9, statistics.pipes());
    long waiting = statistics.peers().stream().mapToLong(PeerStatistics::queuedBytes).sum();
    assertTrue(waiting >= budget && waiting < 2 * budget, statistics::toString);
    for (RawPeer peer : stalled) {
      peer.close();
    }
  }

  @Test
  void whatWaitsForTheApplicationIsBoundedForAllPeersTogether(Vertx vertx) {
    PullSocket pull = PullSocket.create(vertx, small());
    pull.pause();
    Endpoint bound = Await.result(pull.bind("tcp://127.0.0.1:0"));
    int peers = 10;
    int each = 100;
    for (int i = 0; i < peers; i++) {
      PushSocket push = PushSocket.create(vertx);
      Await.result(push.connect(bound.address().toString()));
      for (int n = 0; n < each; n++) {
        push.send(Buffer.buffer(new byte[10_000]));
      }
    }
    SocketStatistics statistics = Changes.await(pull, now -> now.queuedToDeliver() >= 50);
    assertTrue(statistics.queuedToDeliver() < 50 + 2 * peers, statistics::toString);
    Received received = Received.of(pull);
    pull.resume();
    for (int i = 0; i < peers * each; i++) {
      assertEquals(10_000, received.next().length());
    }
  }
}
