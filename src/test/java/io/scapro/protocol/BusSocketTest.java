package io.scapro.protocol;

import static io.scapro.suite.Futures.assertPending;
import static io.scapro.suite.Futures.failure;
import static io.scapro.suite.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Reason;
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

class BusSocketTest implements SocketContract<BusSocket, SocketOptions> {

  private final Bench bench = new Bench();

  @Override
  public Bench bench() {
    return bench;
  }

  @Override
  public Identity identity() {
    return new Identity("bus", 0x70, "bus", 0x70);
  }

  @Override
  public SocketOptions options() {
    return new SocketOptions();
  }

  @Override
  public BusSocket open(Host host, SocketOptions options) {
    return new BusSocket(host, options);
  }

  @Override
  public BusSocket create(Vertx vertx, SocketOptions options) {
    return BusSocket.create(vertx, options);
  }

  @Override
  public List<Supplier<Future<?>>> calls(BusSocket socket) {
    return List.of(
        () -> socket.send(Buffer.buffer()), () -> socket.write(Buffer.buffer()), socket::receive);
  }

  private final List<String> got = new ArrayList<>();

  private static void send(BusSocket bus, String body) {
    result(bus.send(Buffer.buffer(body)));
  }

  @Test
  void givesEachMessageToAllItsPeersWithoutAHeader() {
    BusSocket bus = open();
    FakePeer a = FakePeer.join(bus);
    FakePeer b = FakePeer.join(bus);
    send(bus, "x");
    assertEquals(Buffer.buffer("x"), a.lastSent());
    assertEquals(Buffer.buffer("x"), b.lastSent());
    assertEquals(2, bench.statistics(bus).copies());
  }

  @Test
  void readsNothingOfItsOwnAndPassesNothingOn() {
    BusSocket bus = open();
    bus.handler(message -> got.add(message.body().toString()));
    FakePeer a = FakePeer.join(bus);
    FakePeer b = FakePeer.join(bus);
    send(bus, "mine");
    a.offer("from a");
    assertEquals(List.of("from a"), got);
    assertEquals(List.of("mine"), a.texts());
    assertEquals(List.of("mine"), b.texts());
  }

  @Test
  void doesNotSendBackToTheSenderOfAnAnsweredMessageMoreThanToOthers() {
    BusSocket bus = open();
    FakePeer a = FakePeer.join(bus);
    FakePeer b = FakePeer.join(bus);
    bus.handler(message -> send(bus, "re " + message.body()));
    a.offer("1");
    assertEquals(List.of("re 1"), a.texts());
    assertEquals(List.of("re 1"), b.texts());
  }

  @Test
  void sendsWithoutPeers() {
    BusSocket bus = open();
    send(bus, "to nobody");
    assertEquals(0, bench.statistics(bus).copies());
    assertEquals(List.of(), FakePeer.join(bus).texts());
  }

  @Test
  void neverWaitsForASlowPeerAndCountsWhatItMisses() {
    BusSocket bus = open(options().setSendBuffer(1));
    FakePeer slow = FakePeer.join(bus).hold();
    FakePeer fast = FakePeer.join(bus);
    for (int i = 0; i < 5; i++) {
      send(bus, "" + i);
    }
    assertEquals(List.of("0"), slow.texts());
    assertEquals(5, fast.sent().size());
    assertEquals(4, bench.dropped(bus, DropReason.PEER_FULL));
    slow.takeAll();
    send(bus, "5");
    assertEquals(List.of("0", "5"), slow.texts());
  }

  @Test
  void stopsAPeerWhoseMessagesAreNotReadAndNotTheOthers() {
    BusSocket bus = open(options().setReceiveBuffer(2));
    FakePeer a = FakePeer.join(bus);
    FakePeer b = FakePeer.join(bus);
    for (int i = 0; i < 5; i++) {
      a.offer("a" + i);
    }
    b.offer("b0");
    assertTrue(a.isStopped());
    assertFalse(b.isStopped());
    bus.handler(message -> got.add(message.body().toString()));
    assertEquals(6, got.size());
    assertEquals(
        List.of("a0", "a1", "a2", "a3", "a4"),
        got.stream().filter(t -> t.startsWith("a")).toList());
  }

  @Test
  void losesNothingOfAPeerThatLeftBeforeItWasRead() {
    BusSocket bus = open();
    FakePeer a = FakePeer.join(bus);
    a.offer("last words");
    a.disconnect();
    assertEquals("last words", result(bus.receive()).body().toString());
  }

  @Test
  void takesNoHarmFromAPeerThatLeavesWhileItIsSentTo() {
    BusSocket bus = open();
    FakePeer leaver = FakePeer.join(bus).hold();
    FakePeer stayer = FakePeer.join(bus);
    leaver.disconnectWhileWriting();
    send(bus, "1");
    send(bus, "2");
    assertEquals(List.of("1"), leaver.texts());
    assertEquals(List.of("1", "2"), stayer.texts());
    assertEquals(1, bench.dropped(bus, DropReason.DISCONNECTED));
  }

  @Test
  void failsAReceiveAfterItsTimeout() {
    BusSocket bus = open(options().setReceiveTimeout(Duration.ofMillis(10)));
    Future<Message> waiting = bus.receive();
    bench.host().advance(Duration.ofMillis(9));
    assertPending(waiting);
    bench.host().advance(Duration.ofMillis(1));
    failure(Reason.TIMEOUT, waiting);
  }
}
