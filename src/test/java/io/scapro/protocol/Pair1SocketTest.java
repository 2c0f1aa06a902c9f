package io.scapro.protocol;

import static io.scapro.suite.Futures.assertPending;
import static io.scapro.suite.Futures.failure;
import static io.scapro.suite.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.Reason;
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

class Pair1SocketTest implements SocketContract<Pair1Socket, Pair1Options> {

  private final Bench bench = new Bench();

  @Override
  public Bench bench() {
    return bench;
  }

  @Override
  public Identity identity() {
    return new Identity("pair1", 0x11, "pair1", 0x11);
  }

  @Override
  public Pair1Options options() {
    return new Pair1Options();
  }

  @Override
  public Pair1Socket open(Host host, Pair1Options options) {
    return new Pair1Socket(host, options);
  }

  @Override
  public Pair1Socket create(Vertx vertx, Pair1Options options) {
    return Pair1Socket.create(vertx, options);
  }

  @Override
  public List<Supplier<Future<?>>> calls(Pair1Socket socket) {
    return List.of(
        () -> socket.send(Buffer.buffer()), () -> socket.write(Buffer.buffer()), socket::receive);
  }

  private final List<String> got = new ArrayList<>();

  private static Future<Void> send(Pair1Socket pair, String body) {
    return pair.send(Buffer.buffer(body));
  }

  private static Future<Void> send(Pair1Socket pair, FakePeer peer, String body) {
    return pair.send(peer.peer(), Buffer.buffer(body));
  }

  private static Buffer hops(int hops, String body) {
    return Buffer.buffer().appendInt(hops).appendString(body);
  }

  private Pair1Socket reading(Pair1Options options) {
    Pair1Socket pair = open(options);
    pair.handler(message -> got.add(message.body().toString()));
    return pair;
  }

  private Pair1Options many() {
    return options().setPolyamorous(true);
  }

  @Test
  void sendsOneAsTheHopCount() {
    Pair1Socket pair = open();
    FakePeer peer = FakePeer.join(pair);
    result(send(pair, "x"));
    assertEquals(hops(1, "x"), peer.lastSent());
    result(send(pair, peer, ""));
    assertEquals(hops(1, ""), peer.lastSent());
  }

  @Test
  void takesHopCountsFromZeroToTheTtl() {
    Pair1Socket pair = reading(options().setTtl(3));
    FakePeer peer = FakePeer.join(pair);
    for (int hops = 0; hops <= 4; hops++) {
      peer.offer(hops(hops, "" + hops));
    }
    assertEquals(List.of("0", "1", "2", "3"), got);
    assertEquals(1, bench.dropped(pair, DropReason.TTL_EXCEEDED));
    assertFalse(peer.isClosed());
  }

  @Test
  void disconnectsAPeerThatSendsNoHopCount() {
    Pair1Socket pair = reading(options());
    for (Buffer bad :
        List.of(Buffer.buffer(new byte[3]), hops(0x100, "x"), hops(0x80000001, "x"))) {
      FakePeer peer = FakePeer.join(pair);
      peer.offer(bad);
      assertTrue(peer.isClosed());
    }
    assertEquals(3, bench.dropped(pair, DropReason.MALFORMED));
    assertEquals(List.of(), got);
  }

  @Test
  void refusesASecondPeerUnlessPolyamorous() {
    Pair1Socket pair = open();
    FakePeer first = FakePeer.join(pair);
    FakePeer second = FakePeer.join(pair);
    assertTrue(second.isAborted());
    assertFalse(first.isClosed());
    first.disconnect();
    assertFalse(FakePeer.join(pair).isAborted());
  }

  @Test
  void waitsForAPeerAndForRoom() {
    Pair1Socket pair = open(options().setSendBuffer(1));
    Future<Void> first = send(pair, "1");
    assertPending(first);
    FakePeer peer = FakePeer.join(pair).hold();
    result(first);
    result(send(pair, "2"));
    Future<Void> third = send(pair, "3");
    assertPending(third);
    peer.takeAll();
    result(third);
    assertEquals(List.of("1", "2", "3"), peer.texts());
  }

  @Test
  void givesUpAfterTheSendTimeout() {
    Pair1Socket pair = open(options().setSendTimeout(Duration.ofMillis(5)));
    Future<Void> waiting = send(pair, "1");
    bench.host().advance(Duration.ofMillis(5));
    failure(Reason.TIMEOUT, waiting);
  }

  @Test
  void stopsAPeerWhoseMessagesAreNotRead() {
    Pair1Socket pair = open(options().setReceiveBuffer(1));
    FakePeer peer = FakePeer.join(pair);
    peer.offer(hops(1, "1"));
    peer.offer(hops(1, "2"));
    assertTrue(peer.isStopped());
    pair.handler(message -> got.add(message.body().toString()));
    assertEquals(List.of("1", "2"), got);
  }

  @Test
  void answersTheOneOfManyPeersThatAsked() {
    Pair1Socket hub = open(many());
    hub.handler(message -> hub.send(message.peer(), Buffer.buffer("re " + message.body())));
    FakePeer a = FakePeer.join(hub);
    FakePeer b = FakePeer.join(hub);
    b.offer(hops(1, "b"));
    a.offer(hops(0, "a"));
    assertEquals(List.of("re a"), a.texts());
    assertEquals(List.of("re b"), b.texts());
    assertEquals(hops(1, "re b"), b.lastSent());
  }

  @Test
  void sendsToThePeerThatIsThereLongestWhereNoneIsNamed() {
    Pair1Socket hub = open(many());
    FakePeer a = FakePeer.join(hub);
    FakePeer b = FakePeer.join(hub);
    result(send(hub, "1"));
    a.disconnect();
    result(send(hub, "2"));
    assertEquals(List.of("1"), a.texts());
    assertEquals(List.of("2"), b.texts());
  }

  @Test
  void waitsForASlowPeerWithoutHoldingUpTheOthers() {
    Pair1Socket hub = open(many().setSendBuffer(1));
    FakePeer slow = FakePeer.join(hub).hold();
    FakePeer fast = FakePeer.join(hub);
    result(send(hub, slow, "1"));
    Future<Void> waiting = send(hub, slow, "2");
    assertPending(waiting);
    result(send(hub, fast, "3"));
    slow.takeAll();
    result(waiting);
    assertEquals(List.of("1", "2"), slow.texts());
  }

  @Test
  void failsWhatWaitsForAPeerThatLeaves() {
    Pair1Socket hub = open(many().setSendBuffer(1));
    FakePeer peer = FakePeer.join(hub).hold();
    result(send(hub, peer, "1"));
    Future<Void> waiting = send(hub, peer, "2");
    peer.disconnect();
    failure(Reason.DISCONNECTED, waiting);
    failure(Reason.DISCONNECTED, send(hub, peer, "3"));
    assertEquals(1, bench.dropped(hub, DropReason.PEER_GONE));
    assertEquals(1, bench.dropped(hub, DropReason.DISCONNECTED));
  }

  @Test
  void discardsAndCountsForASlowPeerWhereItIsToldTo() {
    Pair1Socket hub = open(many().setSendBuffer(1).setBestEffort(true));
    FakePeer slow = FakePeer.join(hub).hold();
    result(send(hub, slow, "1"));
    result(send(hub, slow, "2"));
    result(send(hub, "3"));
    assertEquals(List.of("1"), slow.texts());
    assertEquals(2, bench.dropped(hub, DropReason.PEER_FULL));
  }

  @Test
  void takesNoHarmFromAPeerThatLeavesWhileItIsSentTo() {
    Pair1Socket hub = open(many());
    FakePeer leaver = FakePeer.join(hub).hold();
    leaver.disconnectWhileWriting();
    send(hub, leaver, "1");
    failure(Reason.DISCONNECTED, send(hub, leaver, "2"));
    FakePeer next = FakePeer.join(hub);
    result(send(hub, "3"));
    assertEquals(List.of("3"), next.texts());
  }
}
