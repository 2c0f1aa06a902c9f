package io.scapro.policy;

import static io.scapro.suite.Futures.assertPending;
import static io.scapro.suite.Futures.failure;
import static io.scapro.suite.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.scapro.spi.Deadlines;
import io.scapro.suite.Futures;
import io.scapro.testing.FakeHost;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private final FakeHost host = FakeHost.onEventLoop();
  private final List<String> taken = new ArrayList<>();
  private final List<String> drains = new ArrayList<>();
  private int room;
  private int gaveUp;
  private Runnable whileTaking = () -> {};
  private final Outbox outbox = outbox(new SocketOptions().setSendTimeout(Duration.ofMillis(10)));

  private Outbox outbox(SocketOptions options) {
    return new Outbox(host, new Deadlines(host), this::take, () -> gaveUp++, options);
  }

  private boolean take(Message message) {
    if (room == 0) {
      return false;
    }
    room--;
    taken.add(message.body().toString());
    whileTaking.run();
    return true;
  }

  private Future<Void> send(String body) {
    return outbox.send(new Message(Buffer.buffer(body)));
  }

  @Test
  void costsNoFutureWhereSomebodyTakesTheMessage() {
    room = 2;
    assertSame(host.done(), send("1"));
    assertSame(host.done(), send("2"));
  }

  @Test
  void keepsTheOrderOfWhatWaits() {
    Future<Void> first = send("1");
    room = 1;
    Future<Void> second = send("2");
    assertEquals(List.of(), taken);
    outbox.flush();
    result(first);
    assertPending(second);
    room = 1;
    outbox.flush();
    assertEquals(List.of("1", "2"), taken);
    assertTrue(outbox.isEmpty());
    assertEquals(0, host.liveTimers() - 1, "the timer armed for the first");
    host.advance(Duration.ofSeconds(1));
    assertEquals(0, host.liveTimers());
    assertEquals(0, gaveUp);
  }

  @Test
  void tellsThatAMessageWaitedTooLong() {
    Future<Void> late = send("1");
    host.advance(Duration.ofMillis(10));
    failure(Reason.TIMEOUT, late);
    assertEquals(1, gaveUp);
    assertEquals(0, outbox.size());
  }

  @Test
  void tellsOnceThatItHasRoomAgainAndOnlyToThoseWhoAsked() {
    outbox.drainHandler(nothing -> drains.add("drained"));
    send("1");
    room = 1;
    outbox.flush();
    assertEquals(List.of(), drains);
    send("2");
    assertTrue(outbox.isFull());
    room = 1;
    outbox.flush();
    outbox.flush();
    assertEquals(List.of("drained"), drains);
  }

  @Test
  void tellsThatItHasRoomAgainWhenWhatWaitedHasTimedOutOrFailed() {
    outbox.drainHandler(nothing -> drains.add("drained"));
    send("1");
    assertTrue(outbox.isFull());
    host.advance(Duration.ofMillis(10));
    assertEquals(1, drains.size());
    send("2");
    assertTrue(outbox.isFull());
    outbox.fail(new SpException(Reason.CLOSED, "over"));
    assertEquals(2, drains.size());
  }

  @Test
  void sendsMoreFromWithinTheDrainHandler() {
    outbox.drainHandler(nothing -> send("from the handler"));
    send("1");
    assertTrue(outbox.isFull());
    room = 2;
    outbox.flush();
    assertEquals(List.of("1", "from the handler"), taken);
  }

  @Test
  void sendsMoreFromWithinAnAcceptance() {
    send("1").onSuccess(nothing -> send("3"));
    send("2");
    room = 3;
    outbox.flush();
    assertEquals(List.of("1", "2", "3"), taken);
  }

  @Test
  void refusesWhatIsNewAndSendsWhatWaitsOnceItIsToClose() {
    Future<Void> waiting = send("1");
    outbox.close(new SpException(Reason.CLOSED, "closing"));
    failure(Reason.CLOSED, send("2"));
    assertPending(waiting);
    room = 1;
    outbox.flush();
    result(waiting);
  }

  @Test
  void isFullForOthersWhenTheyHandOverMoreThanTheSendBuffer() {
    Outbox small = outbox(new SocketOptions().setSendBuffer(2));
    small.drainHandler(nothing -> drains.add("drained"));
    room = 10;
    host.elsewhere(
        () -> {
          small.send(new Message(Buffer.buffer("1")));
          assertFalse(small.isFull());
          small.send(new Message(Buffer.buffer("2")));
          assertTrue(small.isFull());
        });
    host.turn();
    assertEquals(List.of("1", "2"), taken);
    assertEquals(List.of("drained"), drains);
    assertFalse(small.isFull());
  }

  @Test
  void failsAtOnceWithATimeoutOfZero() {
    Outbox eager = outbox(new SocketOptions().setSendTimeout(Duration.ZERO));
    failure(Reason.TIMEOUT, eager.send(new Message(Buffer.buffer("1"))));
    assertTrue(eager.isEmpty());
    assertFalse(eager.isFull());
  }

  @Test
  void failsWithoutPeersWhereTheOptionsSayThat() {
    Outbox picky =
        new Outbox(
            host,
            new Deadlines(host),
            new Outbox.Sink() {
              @Override
              public boolean offer(Message message) {
                return false;
              }

              @Override
              public boolean hasPeers() {
                return false;
              }
            },
            () -> gaveUp++,
            new SocketOptions().setFailNoPeers(true));
    failure(Reason.NO_PEERS, picky.send(new Message(Buffer.buffer("1"))));
    assertTrue(picky.isEmpty());
  }

  @Test
  void dropsWhatNoPeerTakesWithBestEffort() {
    List<String> dropped = new ArrayList<>();
    Outbox lossy =
        new Outbox(
            host,
            new Deadlines(host),
            new Outbox.Sink() {
              @Override
              public boolean offer(Message message) {
                return take(message);
              }

              @Override
              public void dropped() {
                dropped.add("dropped");
              }
            },
            () -> gaveUp++,
            new SocketOptions().setBestEffort(true));
    room = 1;
    result(lossy.send(new Message(Buffer.buffer("1"))));
    result(lossy.send(new Message(Buffer.buffer("2"))));
    assertEquals(List.of("1"), taken);
    assertEquals(1, dropped.size());
  }

  @Test
  void isFullAtTheNumberOfWaitingMessagesThatItWasTold() {
    outbox.mostWaiting(2);
    outbox.drainHandler(nothing -> drains.add("drained"));
    send("1");
    assertFalse(outbox.isFull());
    send("2");
    assertTrue(outbox.isFull());
    room = 1;
    outbox.flush();
    assertEquals(List.of("drained"), drains);
    assertThrows(IllegalArgumentException.class, () -> outbox.mostWaiting(0));
  }

  @Test
  void keepsTheOrderOfMessagesFromAnotherThread() {
    room = 1;
    List<Future<Void>> answers = new ArrayList<>();
    host.elsewhere(() -> List.of("1", "2", "3").forEach(body -> answers.add(send(body))));
    answers.forEach(Futures::assertPending);
    host.turn();
    result(answers.get(0));
    assertPending(answers.get(1));
    assertEquals(2, outbox.size());
    room = 2;
    outbox.flush();
    answers.forEach(Futures::result);
    assertEquals(List.of("1", "2", "3"), taken);
  }

  @Test
  void refusesAMessageFromAnotherThreadThatArrivesAfterTheClose() {
    List<Future<Void>> answers = new ArrayList<>();
    host.elsewhere(() -> answers.add(send("1")));
    outbox.close(new SpException(Reason.CLOSED, "closing"));
    host.turn();
    failure(Reason.CLOSED, answers.get(0));
  }

  @Test
  void refusesAMessageThatACallbackSendsWhileAllFail() {
    List<Future<Void>> answers = new ArrayList<>();
    send("1").onFailure(cause -> answers.add(send("2")));
    outbox.fail(new SpException(Reason.CLOSED, "over"));
    failure(Reason.CLOSED, answers.get(0));
    assertTrue(outbox.isEmpty());
  }

  @Test
  void sendsWhatWaitsOnceWhenItIsFlushedFromWithinAnOffer() {
    List<Future<Void>> answers = List.of(send("1"), send("2"), send("3"));
    room = 3;
    whileTaking = outbox::flush;
    outbox.flush();
    answers.forEach(Futures::result);
    assertEquals(List.of("1", "2", "3"), taken);
  }
}
