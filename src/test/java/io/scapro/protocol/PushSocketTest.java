package io.scapro.protocol;

import static io.scapro.suite.Futures.assertPending;
import static io.scapro.suite.Futures.failure;
import static io.scapro.suite.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.EndpointOptions;
import io.scapro.Identity;
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

class PushSocketTest implements SocketContract<PushSocket, SocketOptions> {

  private final Bench bench = new Bench();

  @Override
  public Bench bench() {
    return bench;
  }

  @Override
  public Identity identity() {
    return new Identity("push", 0x50, "pull", 0x51);
  }

  @Override
  public SocketOptions options() {
    return new SocketOptions();
  }

  @Override
  public PushSocket open(Host host, SocketOptions options) {
    return new PushSocket(host, options);
  }

  @Override
  public PushSocket create(Vertx vertx, SocketOptions options) {
    return PushSocket.create(vertx, options);
  }

  @Override
  public List<Supplier<Future<?>>> calls(PushSocket socket) {
    return List.of(() -> socket.send(Buffer.buffer()), () -> socket.write(Buffer.buffer()));
  }

  private static Future<Void> send(PushSocket push, String body) {
    return push.send(Buffer.buffer(body));
  }

  private static FakePeer join(PushSocket push, int priority) {
    return FakePeer.join(push, new EndpointOptions().setSendPriority(priority));
  }

  @Test
  void givesEachMessageToOnePeerInTurn() {
    PushSocket push = open();
    FakePeer a = FakePeer.join(push);
    FakePeer b = FakePeer.join(push);
    FakePeer c = FakePeer.join(push);
    for (int i = 0; i < 7; i++) {
      result(send(push, "" + i));
    }
    assertEquals(List.of("0", "3", "6"), a.texts());
    assertEquals(List.of("1", "4"), b.texts());
    assertEquals(List.of("2", "5"), c.texts());
  }

  @Test
  void passesOverPeersThatCannotTakeMore() {
    PushSocket push = open(options().setSendBuffer(1));
    FakePeer slow = FakePeer.join(push).hold();
    FakePeer fast = FakePeer.join(push);
    for (int i = 0; i < 5; i++) {
      result(send(push, "" + i));
    }
    assertEquals(List.of("0"), slow.texts());
    assertEquals(List.of("1", "2", "3", "4"), fast.texts());
    slow.takeAll();
    result(send(push, "5"));
    result(send(push, "6"));
    assertEquals(List.of("0", "6"), slow.texts());
  }

  @Test
  void prefersTheBestPriorityAndFailsOverThroughAllSixteen() {
    PushSocket push = open(options().setSendBuffer(1));
    List<FakePeer> peers = new ArrayList<>();
    for (int priority = 16; priority >= 1; priority--) {
      peers.add(0, join(push, priority).hold());
    }
    for (int priority = 1; priority <= 16; priority++) {
      result(send(push, "p" + priority));
      assertEquals(List.of("p" + priority), peers.get(priority - 1).texts());
    }
    assertPending(send(push, "best again"));
    peers.get(4).take(1);
    assertEquals(List.of("p5", "best again"), peers.get(4).texts());
    peers.get(9).disconnect();
    peers.get(0).take(1);
    result(send(push, "first"));
    assertEquals(List.of("p1", "first"), peers.get(0).texts());
  }

  @Test
  void takesTurnsWithinOnePriority() {
    PushSocket push = open();
    FakePeer low = join(push, 9);
    FakePeer a = join(push, 2);
    FakePeer b = join(push, 2);
    for (int i = 0; i < 4; i++) {
      result(send(push, "" + i));
    }
    assertEquals(List.of("0", "2"), a.texts());
    assertEquals(List.of("1", "3"), b.texts());
    a.disconnect();
    b.disconnect();
    result(send(push, "4"));
    assertEquals(List.of("4"), low.texts());
  }

  @Test
  void waitsForAPeerInOrder() {
    PushSocket push = open();
    Future<Void> first = send(push, "1");
    Future<Void> second = send(push, "2");
    bench.host().advance(Duration.ofDays(400));
    assertPending(first);
    FakePeer peer = FakePeer.join(push);
    result(first);
    result(second);
    result(send(push, "3"));
    assertEquals(List.of("1", "2", "3"), peer.texts());
  }

  @Test
  void neverOvertakesWhatWaits() {
    PushSocket push = open(options().setSendBuffer(2));
    FakePeer peer = FakePeer.join(push).hold();
    List<Future<Void>> sends = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      sends.add(send(push, "" + i));
    }
    assertEquals(List.of("0", "1"), peer.texts());
    assertPending(sends.get(2));
    peer.take(1);
    result(sends.get(2));
    assertPending(sends.get(3));
    peer.takeAll();
    sends.forEach(sent -> result(sent));
    assertEquals(List.of("0", "1", "2", "3", "4", "5"), peer.texts());
  }

  @Test
  void givesUpWaitingAfterTheSendTimeout() {
    PushSocket push = open(options().setSendTimeout(Duration.ofMillis(250)));
    Future<Void> first = send(push, "1");
    bench.host().advance(Duration.ofMillis(100));
    Future<Void> second = send(push, "2");
    bench.host().advance(Duration.ofMillis(149));
    assertPending(first);
    bench.host().advance(Duration.ofMillis(1));
    String text = failure(Reason.TIMEOUT, first).getMessage();
    assertTrue(text.startsWith("expected") && text.contains("250 ms"), text);
    assertPending(second);
    FakePeer peer = FakePeer.join(push);
    result(second);
    assertEquals(List.of("2"), peer.texts());
    assertEquals(1, bench.statistics(push).copies());
  }

  @Test
  void doesNotWaitAtAllWithASendTimeoutOfZero() {
    PushSocket push = open(options().setSendTimeout(Duration.ZERO));
    failure(Reason.TIMEOUT, send(push, "nobody there"));
    FakePeer peer = FakePeer.join(push);
    result(send(push, "somebody there"));
    assertEquals(List.of("somebody there"), peer.texts());
  }

  @Test
  void sharesOneFutureAmongSendsThatNeedNotWait() {
    PushSocket push = open();
    FakePeer.join(push);
    assertSame(send(push, "1"), send(push, "2"));
  }

  @Test
  void countsMessagesAndBytesInTheSendBuffer() {
    PushSocket push = open(options().setSendBufferBytes(10));
    FakePeer peer = FakePeer.join(push).hold();
    result(send(push, "123456789"));
    result(send(push, "a message with room below the limit is taken whole"));
    Future<Void> third = send(push, "3");
    assertPending(third);
    assertEquals(2, bench.statistics(push).queuedToSend());
    peer.take(1);
    assertPending(third);
    peer.take(1);
    result(third);
    assertEquals(2 + 1, peer.sent().size());
  }

  @Test
  void wakesAtHalfOfTheSendBuffer() {
    PushSocket push = open(options().setSendBuffer(8));
    FakePeer peer = FakePeer.join(push).hold();
    for (int i = 0; i < 8; i++) {
      result(send(push, "" + i));
    }
    Future<Void> next = send(push, "8");
    peer.take(3);
    assertPending(next);
    peer.take(1);
    result(next);
  }

  @Test
  void losesWithAPeerWhatItHadAcceptedAndCountsIt() {
    PushSocket push = open(options().setSendBuffer(3));
    FakePeer peer = FakePeer.join(push).hold();
    for (int i = 0; i < 3; i++) {
      result(send(push, "" + i));
    }
    Future<Void> waiting = send(push, "3");
    peer.take(1);
    peer.disconnect();
    assertEquals(2, bench.dropped(push, DropReason.DISCONNECTED));
    assertPending(waiting);
    FakePeer next = FakePeer.join(push);
    result(waiting);
    assertEquals(List.of("3"), next.texts());
  }

  @Test
  void survivesPeersThatLeaveWhileTheyAreSentTo() {
    PushSocket push = open();
    Future<Void> first = send(push, "1");
    Future<Void> second = send(push, "2");
    FakePeer leaver = new FakePeer(result(push.bind("tcp://*:0")));
    leaver.disconnectWhileWriting();
    leaver.join();
    result(first);
    assertPending(second);
    FakePeer stayer = FakePeer.join(push);
    result(second);
    assertEquals(List.of("1"), leaver.texts());
    assertEquals(List.of("2"), stayer.texts());
    assertEquals(1, bench.dropped(push, DropReason.DISCONNECTED));
  }

  @Test
  void discardsAndCountsWhatPeersSend() {
    PushSocket push = open();
    FakePeer peer = FakePeer.join(push);
    peer.offer("not for you");
    assertFalse(peer.isStopped());
    assertEquals(1, bench.dropped(push, DropReason.NOT_EXPECTED));
  }

  @Test
  void isFullWhileMessagesWaitAndTellsWhenTheyHaveGone() {
    PushSocket push = open(options().setSendBuffer(2));
    List<String> drains = new ArrayList<>();
    push.drainHandler(nothing -> drains.add("drained"));
    assertFalse(push.writeQueueFull());
    FakePeer peer = FakePeer.join(push).hold();
    for (int i = 0; i < 2; i++) {
      push.write(Buffer.buffer());
      assertFalse(push.writeQueueFull());
    }
    push.write(Buffer.buffer());
    assertTrue(push.writeQueueFull());
    assertEquals(List.of(), drains);
    peer.takeAll();
    assertEquals(List.of("drained"), drains);
    assertFalse(push.writeQueueFull());
  }

  @Test
  void letsAsManyWaitAsItIsTold() {
    PushSocket push = open();
    push.setWriteQueueMaxSize(3);
    send(push, "1");
    send(push, "2");
    assertFalse(push.writeQueueFull());
    send(push, "3");
    assertTrue(push.writeQueueFull());
    FakePeer.join(push);
    assertFalse(push.writeQueueFull());
  }

  @Test
  void takesSendsFromElsewhereInOrderAndIsFullMeanwhile() {
    PushSocket push = open(options().setSendBuffer(2));
    FakePeer peer = FakePeer.join(push);
    List<Future<Void>> sends = new ArrayList<>();
    List<String> drains = new ArrayList<>();
    push.drainHandler(nothing -> drains.add("drained"));
    bench
        .host()
        .elsewhere(
            () -> {
              sends.add(send(push, "1"));
              assertFalse(push.writeQueueFull());
              sends.add(send(push, "2"));
              assertTrue(push.writeQueueFull());
            });
    sends.forEach(sent -> assertPending(sent));
    bench.host().turn();
    sends.forEach(sent -> result(sent));
    assertEquals(List.of("1", "2"), peer.texts());
    assertEquals(List.of("drained"), drains);
  }

  @Test
  void drainsWhatWaitsBeforeItEnds() {
    PushSocket push = open();
    Future<Void> waiting = send(push, "1");
    Future<Void> end = push.end();
    failure(Reason.CLOSED, send(push, "2"));
    bench.host().advance(Duration.ofMillis(999));
    assertPending(end);
    FakePeer peer = FakePeer.join(push);
    result(waiting);
    result(end);
    assertEquals(List.of("1"), peer.texts());
  }

  @Test
  void waitsForASlowPeerToTakeWhatItAcceptedBeforeItEnds() {
    PushSocket push = open();
    FakePeer peer = FakePeer.join(push).hold();
    result(send(push, "1"));
    Future<Void> end = push.close();
    assertPending(end);
    peer.takeAll();
    result(end);
    assertEquals(0, bench.dropped(push, DropReason.DISCONNECTED));
  }

  @Test
  void givesUpDrainingWhenLingerIsOver() {
    PushSocket push = open(options().setLinger(Duration.ofSeconds(3)));
    FakePeer peer = FakePeer.join(push).hold();
    for (int i = 0; i < 128; i++) {
      result(send(push, "accepted"));
    }
    Future<Void> waiting = send(push, "waits");
    Future<Void> end = push.close();
    bench.host().advance(Duration.ofMillis(2_999));
    assertPending(waiting);
    assertPending(end);
    bench.host().advance(Duration.ofMillis(1));
    failure(Reason.CLOSED, waiting);
    result(end);
    assertTrue(peer.isAborted());
    assertEquals(128, bench.dropped(push, DropReason.DISCONNECTED));
  }

  @Test
  void endsAtOnceWithALingerOfZero() {
    PushSocket push = open(options().setLinger(Duration.ZERO));
    Future<Void> waiting = send(push, "waits");
    Future<Void> end = push.close();
    bench.host().advance(Duration.ZERO);
    failure(Reason.CLOSED, waiting);
    result(end);
  }

  @Test
  void endsAsSoonAsTheLastThatWaitedHasTimedOut() {
    PushSocket push =
        open(options().setSendTimeout(Duration.ofMillis(10)).setLinger(Duration.ofHours(1)));
    Future<Void> waiting = send(push, "waits");
    Future<Void> end = push.close();
    bench.host().advance(Duration.ofMillis(10));
    failure(Reason.TIMEOUT, waiting);
    result(end);
  }
}
