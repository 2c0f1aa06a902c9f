package io.scapro;

import static io.scapro.testing.Futures.assertPending;
import static io.scapro.testing.Futures.failure;
import static io.scapro.testing.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.protocol.PushOptions;
import io.scapro.testing.FakeHost;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private final FakeHost host = FakeHost.direct();
  private final List<String> taken = new ArrayList<>();
  private final List<String> drains = new ArrayList<>();
  private int room;
  private int gaveUp;
  private final Outbox outbox = outbox(new PushOptions().setSendTimeout(Duration.ofMillis(10)));

  private Outbox outbox(PushOptions options) {
    return new Outbox(host, new Deadlines(host), this::take, () -> gaveUp++, options);
  }

  private boolean take(Message message) {
    if (room == 0) {
      return false;
    }
    room--;
    taken.add(message.body().toString());
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
    Outbox small = outbox(new PushOptions().setSendBuffer(2));
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
}
