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
import io.scapro.SocketEvent;
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

class PairSocketTest implements SocketContract<PairSocket, SocketOptions> {

  private final Bench bench = new Bench();
  private final List<String> got = new ArrayList<>();

  @Override
  public Bench bench() {
    return bench;
  }

  @Override
  public Identity identity() {
    return new Identity("pair", 0x10, "pair", 0x10);
  }

  @Override
  public SocketOptions options() {
    return new SocketOptions();
  }

  @Override
  public PairSocket open(Host host, SocketOptions options) {
    return new PairSocket(host, options);
  }

  @Override
  public PairSocket create(Vertx vertx, SocketOptions options) {
    return PairSocket.create(vertx, options);
  }

  @Override
  public List<Supplier<Future<?>>> calls(PairSocket socket) {
    return List.of(
        () -> socket.send(Buffer.buffer()), () -> socket.write(Buffer.buffer()), socket::receive);
  }

  private static Future<Void> send(PairSocket pair, String body) {
    return pair.send(Buffer.buffer(body));
  }

  @Test
  void talksBothWays() {
    PairSocket pair = open();
    FakePeer peer = FakePeer.join(pair);
    pair.handler(message -> send(pair, message.body() + "!"));
    peer.offer("ping");
    assertEquals(List.of("ping!"), peer.texts());
  }

  @Test
  void refusesASecondPeerAndKeepsTheFirst() {
    PairSocket pair = open();
    FakePeer first = FakePeer.join(pair);
    List<SocketEvent> events = new ArrayList<>();
    pair.eventHandler(events::add);
    FakePeer second = FakePeer.join(pair);
    assertTrue(second.isAborted());
    assertFalse(first.isClosed());
    assertEquals(SocketEvent.Type.REFUSED, events.get(0).type());
    assertEquals(Reason.REFUSED, events.get(0).cause().orElseThrow().reason());
    result(send(pair, "1"));
    assertEquals(List.of("1"), first.texts());
    assertEquals(List.of(), second.texts());
  }

  @Test
  void takesTheNextPeerWhenTheFirstHasLeft() {
    PairSocket pair = open();
    FakePeer.join(pair).disconnect();
    Future<Void> waiting = send(pair, "1");
    assertPending(waiting);
    FakePeer next = FakePeer.join(pair);
    result(waiting);
    assertEquals(List.of("1"), next.texts());
    FakePeer third = FakePeer.join(pair);
    third.disconnect();
    result(send(pair, "2"));
    assertEquals(List.of("1", "2"), next.texts());
  }

  @Test
  void waitsForASlowPeerAndThenSendsInOrder() {
    PairSocket pair = open(options().setSendBuffer(1));
    FakePeer peer = FakePeer.join(pair).hold();
    result(send(pair, "1"));
    Future<Void> second = send(pair, "2");
    Future<Void> third = send(pair, "3");
    assertPending(second);
    assertTrue(pair.writeQueueFull());
    peer.takeAll();
    result(second);
    result(third);
    assertEquals(List.of("1", "2", "3"), peer.texts());
  }

  @Test
  void keepsWhatWaitsForTheNextPeer() {
    PairSocket pair = open(options().setSendBuffer(1));
    FakePeer first = FakePeer.join(pair).hold();
    result(send(pair, "lost with the peer"));
    Future<Void> waiting = send(pair, "waits");
    first.disconnect();
    assertEquals(1, bench.dropped(pair, DropReason.DISCONNECTED));
    assertPending(waiting);
    FakePeer second = FakePeer.join(pair);
    result(waiting);
    assertEquals(List.of("waits"), second.texts());
  }

  @Test
  void timesOutWithoutAPeer() {
    PairSocket pair = open(options().setSendTimeout(Duration.ofMillis(5)));
    Future<Void> waiting = send(pair, "1");
    bench.host().advance(Duration.ofMillis(5));
    failure(Reason.TIMEOUT, waiting);
  }

  @Test
  void stopsAPeerThatIsNotRead() {
    PairSocket pair = open(options().setReceiveBuffer(4));
    FakePeer peer = FakePeer.join(pair);
    for (int i = 0; i < 10; i++) {
      peer.offer("" + i);
    }
    assertTrue(peer.isStopped());
    assertEquals(4, bench.statistics(pair).queuedToDeliver());
    pair.handler(message -> got.add(message.body().toString()));
    assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), got);
  }

  @Test
  void deliversWhatTheOldPeerSentBeforeTheNewOne() {
    PairSocket pair = open();
    FakePeer old = FakePeer.join(pair);
    old.offer("old");
    old.disconnect();
    FakePeer.join(pair).offer("new");
    pair.handler(message -> got.add(message.body().toString()));
    assertEquals(List.of("old", "new"), got);
  }

  @Test
  void drainsBeforeItEndsAndDiscardsWhatArrivesMeanwhile() {
    PairSocket pair = open();
    FakePeer peer = FakePeer.join(pair).hold();
    result(send(pair, "1"));
    Future<Void> end = pair.end();
    peer.offer("too late");
    assertPending(end);
    assertEquals(1, bench.dropped(pair, DropReason.CLOSED));
    peer.takeAll();
    result(end);
  }
}
