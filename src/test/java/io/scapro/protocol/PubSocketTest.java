package io.scapro.protocol;

import static io.scapro.suite.Futures.assertPending;
import static io.scapro.suite.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.SocketOptions;
import io.scapro.spi.Host;
import io.scapro.suite.Bench;
import io.scapro.suite.SocketContract;
import io.scapro.testing.FakePeer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PubSocketTest implements SocketContract<PubSocket, SocketOptions> {

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
  public SocketOptions options() {
    return new SocketOptions();
  }

  @Override
  public PubSocket open(Host host, SocketOptions options) {
    return new PubSocket(host, options);
  }

  @Override
  public PubSocket create(Vertx vertx, SocketOptions options) {
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
    FakePeer a = FakePeer.join(pub);
    FakePeer b = FakePeer.join(pub);
    send(pub, "1");
    a.disconnect();
    send(pub, "2");
    assertEquals(List.of("1"), a.texts());
    assertEquals(List.of("1", "2"), b.texts());
    assertEquals(3, bench.statistics(pub).copies());
  }

  @Test
  void sendsToNobodyWithoutPeers() {
    PubSocket pub = open();
    send(pub, "1");
    assertEquals(List.of(), FakePeer.join(pub).texts());
    assertEquals(0, bench.statistics(pub).copies());
  }

  @Test
  void neverLetsASlowPeerHurtTheOthers() {
    PubSocket pub = open(options().setSendBuffer(2));
    FakePeer slow = FakePeer.join(pub).hold();
    FakePeer fast = FakePeer.join(pub);
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
    FakePeer.join(pub).hold();
    FakePeer.join(pub).hold();
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
    List<FakePeer> peers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      peers.add(FakePeer.join(pub));
    }
    for (FakePeer peer : peers) {
      peer.whileWriting(
          () -> {
            peers.get(0).disconnect();
            peers.get(3).disconnect();
            peers.get(4).disconnect();
            peers.get(5).disconnect();
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
    FakePeer peer = FakePeer.join(pub);
    peer.offer("a subscription, perhaps");
    assertFalse(peer.isStopped());
    assertFalse(peer.isClosed());
    assertEquals(1, bench.dropped(pub, DropReason.NOT_EXPECTED));
  }

  @Test
  void countsAsLostWhatALeavingPeerHadNotTaken() {
    PubSocket pub = open();
    FakePeer peer = FakePeer.join(pub).hold();
    send(pub, "1");
    send(pub, "2");
    peer.take(1);
    peer.disconnect();
    assertEquals(1, bench.dropped(pub, DropReason.DISCONNECTED));
  }

  @Test
  void drainsToSlowPeersForAsLongAsItLingers() {
    PubSocket pub = open();
    FakePeer slow = FakePeer.join(pub).hold();
    FakePeer stuck = FakePeer.join(pub).hold();
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
