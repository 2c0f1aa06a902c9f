package io.scapro.protocol;

import static io.scapro.testing.Futures.assertPending;
import static io.scapro.testing.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Host;
import io.scapro.Identity;
import io.scapro.testing.Bench;
import io.scapro.testing.FakePipe;
import io.scapro.testing.SocketContract;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PubSocketTest implements SocketContract<PubSocket, PubOptions> {

  private final Bench bench = new Bench();

  @Override
  public Bench bench() {
    return bench;
  }

  @Override
  public Identity identity() {
    return new Identity("pub", 0x20, "sub", 0x21);
  }

  @Override
  public PubOptions options() {
    return new PubOptions();
  }

  @Override
  public PubSocket open(Host host, PubOptions options) {
    return new PubSocket(host, options);
  }

  @Override
  public PubSocket create(Vertx vertx, PubOptions options) {
    return PubSocket.create(vertx, options);
  }

  @Override
  public List<Supplier<Future<?>>> calls(PubSocket socket) {
    return List.of(() -> socket.send(Buffer.buffer()), () -> socket.write(Buffer.buffer()));
  }

  private static void send(PubSocket pub, String body) {
    result(pub.send(Buffer.buffer(body)));
  }

  @Test
  void givesEachMessageToEveryPeer() {
    PubSocket pub = open();
    FakePipe a = FakePipe.join(pub);
    FakePipe b = FakePipe.join(pub);
    send(pub, "1");
    a.vanish();
    send(pub, "2");
    assertEquals(List.of("1"), a.texts());
    assertEquals(List.of("1", "2"), b.texts());
    assertEquals(3, bench.statistics(pub).copies());
  }

  @Test
  void sendsToNobodyWithoutPeers() {
    PubSocket pub = open();
    send(pub, "1");
    assertEquals(List.of(), FakePipe.join(pub).texts());
    assertEquals(0, bench.statistics(pub).copies());
  }

  @Test
  void neverLetsASlowPeerHurtTheOthers() {
    PubSocket pub = open(options().setSendBuffer(2));
    FakePipe slow = FakePipe.join(pub).hold();
    FakePipe fast = FakePipe.join(pub);
    for (int i = 0; i < 10; i++) {
      send(pub, "" + i);
      assertFalse(pub.writeQueueFull());
    }
    assertEquals(List.of("0", "1"), slow.texts());
    assertEquals(10, fast.sent().size());
    assertEquals(8, bench.dropped(pub, DropReason.PEER_FULL));
    slow.takeAll();
    send(pub, "10");
    assertEquals(List.of("0", "1", "10"), slow.texts());
  }

  @Test
  void tellsHowManyCopiesWereDropped() {
    PubSocket pub = open(options().setSendBuffer(1));
    List<String> events = new ArrayList<>();
    FakePipe.join(pub).hold();
    FakePipe.join(pub).hold();
    pub.eventHandler(
        event -> event.dropReason().ifPresent(why -> events.add(why + " " + event.count())));
    send(pub, "1");
    send(pub, "2");
    send(pub, "3");
    bench.host().turn();
    assertEquals(List.of("PEER_FULL 4"), events);
  }

  @Test
  void servesEachPeerOnceHoweverManyLeaveMeanwhile() {
    PubSocket pub = open();
    List<FakePipe> peers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      peers.add(FakePipe.join(pub));
    }
    for (FakePipe peer : peers) {
      peer.whileWriting(
          () -> {
            peers.get(0).vanish();
            peers.get(3).vanish();
            peers.get(4).vanish();
            peers.get(5).vanish();
          });
    }
    send(pub, "1");
    assertEquals(List.of("1"), peers.get(1).texts());
    assertEquals(List.of("1"), peers.get(2).texts());
    send(pub, "2");
    assertEquals(List.of("1", "2"), peers.get(1).texts());
    assertEquals(2, bench.statistics(pub).pipes());
  }

  @Test
  void discardsAndCountsWhatPeersSend() {
    PubSocket pub = open();
    FakePipe peer = FakePipe.join(pub);
    peer.offer("a subscription, perhaps");
    assertFalse(peer.isStopped());
    assertFalse(peer.isClosed());
    assertEquals(1, bench.dropped(pub, DropReason.NOT_EXPECTED));
  }

  @Test
  void countsAsLostWhatALeavingPeerHadNotTaken() {
    PubSocket pub = open();
    FakePipe peer = FakePipe.join(pub).hold();
    send(pub, "1");
    send(pub, "2");
    peer.take(1);
    peer.vanish();
    assertEquals(1, bench.dropped(pub, DropReason.DISCONNECTED));
  }

  @Test
  void drainsToSlowPeersForAsLongAsItLingers() {
    PubSocket pub = open();
    FakePipe slow = FakePipe.join(pub).hold();
    FakePipe stuck = FakePipe.join(pub).hold();
    send(pub, "1");
    Future<Void> end = pub.close();
    slow.takeAll();
    assertPending(end);
    bench.host().advance(Duration.ofSeconds(1));
    result(end);
    assertTrue(stuck.isAborted());
    assertEquals(1, bench.dropped(pub, DropReason.DISCONNECTED));
  }
}
