package io.scapro.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Endpoint;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.protocol.ReqOptions;
import io.scapro.spi.Pipe;
import io.scapro.spi.ReceiveBudget;
import io.scapro.spi.SendBudget;
import io.scapro.suite.BareSocket;
import io.scapro.testing.FakeHost;
import io.scapro.testing.FakePeer;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two loops: {@code here} is the socket's, {@code there} the pipe's. */
class HandoverTest {

  private static final int LIMIT = 4;

  private final FakeHost here = FakeHost.onWorker();
  private final FakeHost there = FakeHost.onWorker();
  private final ReqOptions options =
      BareSocket.options().setSendBuffer(LIMIT).setReceiveBuffer(LIMIT);
  private final ReceiveBudget budget = new ReceiveBudget(100_000);
  private final SocketOwner owner = new SocketOwner();
  private FakePeer peer;
  private Handover pipe;

  HandoverTest() {
    open(options);
  }

  private void open(ReqOptions options) {
    Endpoint endpoint = new BareSocket(FakeHost.onEventLoop(), options).bind("tcp://*:0").result();
    peer = new FakePeer(endpoint);
    peer.identify(endpoint, "bare");
    pipe = new Handover(peer, there, here, options, budget);
  }

  /** What the socket was told, in order. */
  private static final class SocketOwner implements Pipe.Owner {
    private final List<String> told = new ArrayList<>();
    private final List<String> got = new ArrayList<>();
    private boolean reading = true;

    @Override
    public boolean received(Pipe from, Message message) {
      got.add(message.body().toString());
      return reading;
    }

    @Override
    public void writable(Pipe from) {
      told.add("writable");
    }

    @Override
    public void dropped(Pipe from, DropReason reason, long messages) {
      told.add(reason + " " + messages);
    }

    @Override
    public void closed(Pipe from, SpException cause) {
      told.add("closed " + cause.reason());
    }
  }

  private void attach() {
    pipe.attach(owner, SendBudget.unlimited());
    here.onLoop(pipe::start);
    turn();
  }

  /** Lets both loops run until neither has a task. */
  private void turn() {
    for (int i = 0; i < 10; i++) {
      there.turn();
      here.turn();
    }
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  private void send(List<String> bodies) {
    here.onLoop(() -> bodies.forEach(body -> pipe.send(new Message(Buffer.buffer(body)))));
  }

  private void offer(List<String> bodies) {
    there.onLoop(() -> bodies.forEach(peer::offer));
  }

  @Test
  void standsForTheSamePeer() {
    assertSame(peer.peer(), pipe.peer());
    assertEquals(peer.remoteAddress(), pipe.remoteAddress());
  }

  // ---- to the peer ----

  @Test
  void sendsInOrderOnTheOtherLoop() {
    attach();
    send(numbers(0, 3));
    assertEquals(List.of(), peer.texts());
    assertEquals(3, pipe.queuedMessages());
    turn();
    assertEquals(numbers(0, 3), peer.texts());
    assertEquals(0, pipe.queuedMessages());
    assertEquals(3, pipe.writtenMessages());
  }

  @Test
  void isFullAtTheSendBufferUntilThePeerReadsHalfOfIt() {
    attach();
    peer.hold();
    send(numbers(0, LIMIT));
    assertFalse(pipe.isWritable());
    turn();
    assertFalse(pipe.isWritable());
    there.onLoop(() -> peer.take(1));
    turn();
    assertFalse(pipe.isWritable());
    assertEquals(List.of(), owner.told);
    there.onLoop(() -> peer.take(1));
    turn();
    assertTrue(pipe.isWritable());
    assertEquals(List.of("writable"), owner.told);
    assertEquals(2, pipe.queuedMessages());
  }

  @Test
  void isFullAtTheBytesOfTheSendBuffer() {
    open(options.setSendBufferBytes(10));
    attach();
    peer.hold();
    send(List.of("123456", "1234"));
    assertFalse(pipe.isWritable());
    turn();
    there.onLoop(peer::takeAll);
    turn();
    assertTrue(pipe.isWritable());
    assertEquals(0, pipe.queuedBytes());
  }

  @Test
  void sendsWhatWaitsWhenThePeerReadsAgain() {
    attach();
    peer.hold();
    send(numbers(0, LIMIT));
    turn();
    there.onLoop(() -> peer.take(LIMIT));
    turn();
    send(numbers(LIMIT, 2 * LIMIT));
    turn();
    there.onLoop(peer::takeAll);
    turn();
    assertEquals(numbers(0, 2 * LIMIT), peer.texts());
  }

  // ---- from the peer ----

  @Test
  void receivesInOrderOnTheSocketsLoop() {
    attach();
    offer(numbers(0, 3));
    assertEquals(List.of(), owner.got);
    turn();
    assertEquals(numbers(0, 3), owner.got);
    assertEquals(3, pipe.receivedMessages());
  }

  @Test
  void receivesNothingBeforeTheStart() {
    pipe.attach(owner, SendBudget.unlimited());
    offer(numbers(0, 3));
    turn();
    assertEquals(List.of(), owner.got);
    here.onLoop(pipe::start);
    turn();
    assertEquals(numbers(0, 3), owner.got);
  }

  @Test
  void stopsThePeerAtTheReceiveBufferBetweenTheLoops() {
    attach();
    offer(numbers(0, 10));
    assertTrue(peer.isStopped());
    here.turn();
    assertEquals(numbers(0, LIMIT), owner.got);
    turn();
    assertEquals(numbers(0, 10), owner.got);
    assertFalse(peer.isStopped());
  }

  @Test
  void stopsThePeerAtAReceiveBufferOfOne() {
    open(options.setReceiveBuffer(1));
    attach();
    offer(numbers(0, 3));
    here.turn();
    assertEquals(numbers(0, 1), owner.got);
    turn();
    assertEquals(numbers(0, 3), owner.got);
  }

  @Test
  void deliversNothingMoreAfterTheSocketSaidStopUntilItResumes() {
    attach();
    owner.reading = false;
    offer(numbers(0, 10));
    turn();
    assertEquals(numbers(0, 1), owner.got);
    assertTrue(peer.isStopped());
    here.onLoop(pipe::resume);
    turn();
    assertEquals(numbers(0, 2), owner.got);
    owner.reading = true;
    here.onLoop(pipe::resume);
    turn();
    assertEquals(numbers(0, 10), owner.got);
    assertFalse(peer.isStopped());
  }

  @Test
  void resumesOnceHoweverOftenItIsTold() {
    attach();
    here.onLoop(pipe::resume);
    offer(numbers(0, 2));
    here.onLoop(
        () -> {
          pipe.resume();
          pipe.resume();
        });
    turn();
    assertEquals(numbers(0, 2), owner.got);
  }

  @Test
  void keepsLentBodiesBeforeTheyCross() {
    attach();
    List<String> lease = new ArrayList<>();
    Message lent =
        new Message(
            Buffer.buffer(),
            Buffer.buffer("1"),
            peer.peer(),
            new Message.Lease() {
              @Override
              public void giveBack() {
                lease.add("returned");
              }

              @Override
              public void keep() {
                lease.add("kept");
              }
            });
    there.onLoop(() -> peer.offer(lent));
    assertEquals(List.of("kept"), lease);
    turn();
    assertEquals(List.of("kept"), lease);
  }

  // ---- what all peers of the socket share ----

  private static String large(int bytes) {
    return "x".repeat(bytes);
  }

  @Test
  void countsWhatCrossesUntilTheSocketTakesIt() {
    attach();
    offer(List.of(large(20_000), large(30_000)));
    assertEquals(50_000, budget.waiting());
    owner.reading = false;
    turn();
    assertEquals(30_000, budget.waiting(), "one was taken");
    owner.reading = true;
    here.onLoop(pipe::resume);
    turn();
    assertEquals(0, budget.waiting());
  }

  @Test
  void stopsThePeerWhileTooMuchWaitsForTheApplication() {
    attach();
    here.onLoop(() -> budget.queued(100_000));
    offer(numbers(0, 3));
    assertTrue(peer.isStopped());
    turn();
    assertEquals(numbers(0, 3), owner.got, "one after the other");
  }

  @Test
  void countsShortMessagesTogether() {
    attach();
    offer(List.of(large(10_000)));
    assertEquals(0, budget.waiting());
    offer(List.of(large(10_000)));
    assertEquals(20_000, budget.waiting());
  }

  @Test
  void leavesNothingCountedWhenItEnds() {
    attach();
    owner.reading = false;
    offer(List.of(large(20_000), large(300), large(20_000)));
    turn();
    there.onLoop(peer::disconnect);
    turn();
    assertEquals(0, budget.waiting());
  }

  @Test
  void leavesNothingCountedWhenItIsAborted() {
    attach();
    offer(List.of(large(20_000), large(300), large(20_000)));
    here.onLoop(() -> pipe.abort(new SpException(Reason.CLOSED, "the socket is closed")));
    turn();
    assertEquals(0, budget.waiting());
  }

  // ---- the end ----

  @Test
  void deliversWhatWasReceivedBeforeThePeerClosed() {
    attach();
    offer(numbers(0, 3));
    there.onLoop(peer::disconnect);
    turn();
    assertEquals(numbers(0, 3), owner.got);
    assertEquals(List.of("closed DISCONNECTED"), owner.told);
  }

  @Test
  void deliversWhatWasReceivedBeforeThePeerClosedAlsoToASocketThatSaidStop() {
    attach();
    owner.reading = false;
    offer(numbers(0, 3));
    turn();
    there.onLoop(peer::disconnect);
    turn();
    assertEquals(numbers(0, 3), owner.got);
    assertEquals(List.of("closed DISCONNECTED"), owner.told);
  }

  @Test
  void countsWhatCrossesWhileThePeerClosesAsDropped() {
    attach();
    send(numbers(0, 2));
    there.onLoop(peer::disconnect);
    turn();
    assertEquals(List.of(), peer.texts());
    assertEquals(List.of("DISCONNECTED 2", "closed DISCONNECTED"), owner.told);
    assertEquals(0, pipe.queuedMessages());
  }

  @Test
  void countsOnlyWhatThePeerHadNotReadAsDropped() {
    attach();
    peer.hold();
    send(numbers(0, 3));
    turn();
    there.onLoop(
        () -> {
          peer.take(1);
          peer.disconnect();
        });
    turn();
    assertEquals(1, pipe.writtenMessages());
    assertEquals(List.of("DISCONNECTED 2", "closed DISCONNECTED"), owner.told);
  }

  @Test
  void sendsWhatWaitsBeforeItClosesGracefully() {
    attach();
    peer.hold();
    send(numbers(0, LIMIT));
    here.onLoop(
        () -> {
          pipe.beginClosing();
          pipe.closeGracefully();
        });
    turn();
    assertFalse(peer.isClosed());
    there.onLoop(peer::takeAll);
    turn();
    assertEquals(numbers(0, LIMIT), peer.texts());
    assertTrue(peer.isClosed());
    assertFalse(peer.isAborted());
    assertEquals(List.of("closed DISCONNECTED"), owner.told);
  }

  @Test
  void sendsWhatCrossesTogetherWithTheClose() {
    attach();
    here.onLoop(
        () -> {
          numbers(0, 2).forEach(body -> pipe.send(new Message(Buffer.buffer(body))));
          pipe.closeGracefully();
        });
    turn();
    assertEquals(numbers(0, 2), peer.texts());
    assertTrue(peer.isClosed());
  }

  @Test
  void deliversWhatThePeerSendsWhileTheConnectionCloses() {
    attach();
    peer.hold();
    send(numbers(0, 1));
    here.onLoop(pipe::closeGracefully);
    turn();
    offer(List.of("late"));
    there.onLoop(peer::takeAll);
    turn();
    assertEquals(List.of("late"), owner.got);
    assertEquals(List.of("closed DISCONNECTED"), owner.told);
  }

  @Test
  void abortsThePipeOfTheOtherLoop() {
    attach();
    here.onLoop(pipe::abort);
    assertFalse(peer.isAborted());
    turn();
    assertTrue(peer.isAborted());
    assertEquals(List.of("closed DISCONNECTED"), owner.told);
  }

  @Test
  void isClosedOnceWhenBothSidesEndIt() {
    attach();
    there.onLoop(peer::disconnect);
    here.onLoop(() -> pipe.abort(new SpException(Reason.CLOSED, "the socket is closed")));
    turn();
    assertEquals(List.of("closed CLOSED"), owner.told);
  }

  @Test
  void deliversNothingAfterItWasAborted() {
    attach();
    offer(numbers(0, 3));
    here.onLoop(() -> pipe.abort(new SpException(Reason.CLOSED, "the socket is closed")));
    turn();
    assertEquals(List.of(), owner.got);
    assertEquals(0, pipe.receivedMessages());
    assertEquals(List.of("closed CLOSED"), owner.told);
  }

  @Test
  void isClosedWhenItsPipeWasClosedBefore() {
    FakePeer gone = new FakePeer(peer.peer().endpoint());
    gone.identify(peer.peer().endpoint(), "bare");
    there.onLoop(gone::disconnect);
    Handover late = new Handover(gone, there, here, options, budget);
    turn();
    assertTrue(late.isClosed());
  }
}
