package io.scapro.protocol;

import static io.scapro.testing.Futures.assertPending;
import static io.scapro.testing.Futures.failure;
import static io.scapro.testing.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Host;
import io.scapro.Identity;
import io.scapro.Reason;
import io.scapro.SocketEvent;
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

class PairSocketTest implements SocketContract<PairSocket, PairOptions> {

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
  public PairOptions options() {
    return new PairOptions();
  }

  @Override
  public PairSocket open(Host host, PairOptions options) {
    return new PairSocket(host, options);
  }

  @Override
  public PairSocket create(Vertx vertx, PairOptions options) {
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
    FakePipe peer = FakePipe.join(pair);
    pair.handler(message -> send(pair, message.body() + "!"));
    peer.offer("ping");
    assertEquals(List.of("ping!"), peer.texts());
  }

  @Test
  void refusesASecondPeerAndKeepsTheFirst() {
    PairSocket pair = open();
    FakePipe first = FakePipe.join(pair);
    List<SocketEvent> events = new ArrayList<>();
    pair.eventHandler(events::add);
    FakePipe second = FakePipe.join(pair);
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
    FakePipe.join(pair).vanish();
    Future<Void> waiting = send(pair, "1");
    assertPending(waiting);
    FakePipe next = FakePipe.join(pair);
    result(waiting);
    assertEquals(List.of("1"), next.texts());
    FakePipe third = FakePipe.join(pair);
    third.vanish();
    result(send(pair, "2"));
    assertEquals(List.of("1", "2"), next.texts());
  }

  @Test
  void waitsForASlowPeerAndThenSendsInOrder() {
    PairSocket pair = open(options().setSendBuffer(1));
    FakePipe peer = FakePipe.join(pair).hold();
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
    FakePipe first = FakePipe.join(pair).hold();
    result(send(pair, "lost with the peer"));
    Future<Void> waiting = send(pair, "waits");
    first.vanish();
    assertEquals(1, bench.dropped(pair, DropReason.DISCONNECTED));
    assertPending(waiting);
    FakePipe second = FakePipe.join(pair);
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
    FakePipe peer = FakePipe.join(pair);
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
    FakePipe old = FakePipe.join(pair);
    old.offer("old");
    old.vanish();
    FakePipe.join(pair).offer("new");
    pair.handler(message -> got.add(message.body().toString()));
    assertEquals(List.of("old", "new"), got);
  }

  @Test
  void drainsBeforeItEndsAndDiscardsWhatArrivesMeanwhile() {
    PairSocket pair = open();
    FakePipe peer = FakePipe.join(pair).hold();
    result(send(pair, "1"));
    Future<Void> end = pair.end();
    peer.offer("too late");
    assertPending(end);
    assertEquals(1, bench.dropped(pair, DropReason.CLOSED));
    peer.takeAll();
    result(end);
  }
}
