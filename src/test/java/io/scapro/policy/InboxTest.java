package io.scapro.policy;

import static io.scapro.suite.Futures.assertPending;
import static io.scapro.suite.Futures.failure;
import static io.scapro.suite.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Durations;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Deadlines;
import io.scapro.suite.BareSocket;
import io.scapro.testing.FakeHost;
import io.scapro.testing.FakePeer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {

  private static final SpException OVER = new SpException(Reason.CLOSED, "over");
  private static final Duration TIMEOUT = Duration.ofMillis(10);

  private FakeHost host = FakeHost.onEventLoop();
  private final List<String> got = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private int delivered;
  private int lost;
  private Inbox<Message> inbox;
  private BareSocket socket;

  InboxTest() {
    open(TIMEOUT, 4);
  }

  private void open(Duration timeout, int receiveBuffer) {
    var options = BareSocket.options().setReceiveBuffer(receiveBuffer).setReceiveTimeout(timeout);
    inbox =
        new Inbox<>(
            host,
            new Deadlines(host),
            options,
            new FairQueue<>(options),
            new MessageReader(count -> delivered += count, count -> lost += count));
    socket =
        new BareSocket(host, options)
            .onReceived((peer, message) -> inbox.offer(peer, message, message.length()));
  }

  /** The same on a worker. */
  private void onWorker() {
    host = FakeHost.onWorker();
    open(TIMEOUT, 128);
  }

  private void note(Message message) {
    got.add(message.body().toString());
  }

  private FakePeer peer() {
    FakePeer peer = socket.join();
    host.turn();
    return peer;
  }

  private void offer(FakePeer peer, String... bodies) {
    host.onLoop(() -> List.of(bodies).forEach(peer::offer));
  }

  private static String text(Future<Message> received) {
    return result(received).body().toString();
  }

  // ---- handlers ----

  @Test
  void givesAMessageToTheHandlerAtOnce() {
    inbox.handler(this::note);
    offer(peer(), "1", "2");
    assertEquals(List.of("1", "2"), got);
    assertEquals(2, delivered);
    assertEquals(0, inbox.unread());
  }

  @Test
  void queuesMessagesUntilThereIsAHandler() {
    FakePeer peer = peer();
    offer(peer, "1", "2", "3", "4", "5");
    assertEquals(4, inbox.waiting());
    assertTrue(peer.isStopped());
    assertFalse(inbox.isRoomFor(peer));
    inbox.handler(this::note);
    assertEquals(List.of("1", "2", "3", "4", "5"), got);
    assertFalse(peer.isStopped());
  }

  @Test
  void givesNoMoreThanWasFetched() {
    inbox.pause();
    inbox.handler(this::note);
    offer(peer(), "1", "2", "3");
    inbox.fetch(2);
    assertEquals(List.of("1", "2"), got);
    assertEquals(1, inbox.waiting());
  }

  @Test
  void goesOnFromWithinAHandlerThatPausesAndFetches() {
    inbox.pause();
    inbox.handler(
        message -> {
          note(message);
          inbox.fetch(1);
        });
    offer(peer(), "1", "2", "3");
    inbox.fetch(1);
    assertEquals(List.of("1", "2", "3"), got);
  }

  @Test
  void keepsTheOrderOfMessagesThatArriveWhileAHandlerRuns() {
    FakePeer peer = peer();
    offer(peer, "1", "2");
    inbox.handler(
        message -> {
          note(message);
          if (got.size() == 1) {
            peer.offer("3");
          }
        });
    assertEquals(List.of("1", "2", "3"), got);
  }

  @Test
  void givesTheHandlerNothingMoreAfterItClosedTheInbox() {
    offer(peer(), "1", "2", "3");
    inbox.handler(
        message -> {
          note(message);
          inbox.close(OVER);
        });
    assertEquals(List.of("1"), got);
    assertEquals(1, delivered);
    assertEquals(2, lost);
  }

  @Test
  void resumesEveryPeerWhenAHandlerClosesTheInbox() {
    open(TIMEOUT, 1);
    FakePeer first = peer();
    FakePeer second = peer();
    offer(first, "1");
    offer(second, "2");
    inbox.handler(message -> inbox.close(OVER));
    assertFalse(first.isStopped());
    assertFalse(second.isStopped());
  }

  // ---- receive ----

  @Test
  void givesAQueuedMessageToReceive() {
    offer(peer(), "1", "2");
    assertEquals("1", text(inbox.receive()));
    assertEquals("2", text(inbox.receive()));
    assertEquals(2, delivered);
  }

  @Test
  void givesMessagesToReceiversInTheOrderOfTheirCalls() {
    Future<Message> first = inbox.receive();
    Future<Message> second = inbox.receive();
    FakePeer peer = peer();
    offer(peer, "1");
    assertEquals("1", text(first));
    assertPending(second);
    offer(peer, "2");
    assertEquals("2", text(second));
    host.advance(TIMEOUT);
    assertEquals(0, host.liveTimers());
  }

  @Test
  void failsAReceiverAfterItsTimeoutAndServesTheNext() {
    Future<Message> first = inbox.receive();
    host.advance(Duration.ofMillis(5));
    Future<Message> second = inbox.receive();
    host.advance(Duration.ofMillis(5));
    failure(Reason.TIMEOUT, first);
    assertPending(second);
    offer(peer(), "1");
    assertEquals("1", text(second));
  }

  @Test
  void failsAReceiverAtOnceWithATimeoutOfZero() {
    open(Duration.ZERO, 4);
    failure(Reason.TIMEOUT, inbox.receive());
    offer(peer(), "1");
    assertEquals("1", text(inbox.receive()));
    failure(Reason.TIMEOUT, inbox.receive());
  }

  @Test
  void givesQueuedMessagesToReceiversWithinReceiversAlsoWithATimeoutOfZero() {
    open(Duration.ZERO, 4);
    offer(peer(), "1", "2");
    List<Future<Message>> more = new ArrayList<>();
    Future<Message> first = inbox.receive();
    first.onSuccess(
        message -> {
          more.add(inbox.receive());
          more.add(inbox.receive());
        });
    assertEquals("1", text(first));
    assertEquals("2", text(more.get(0)));
    failure(Reason.TIMEOUT, more.get(1));
  }

  @Test
  void keepsAReceiverForEverWithoutATimeout() {
    open(Durations.FOREVER, 4);
    Future<Message> waiting = inbox.receive();
    host.advance(Duration.ofDays(1000));
    assertPending(waiting);
    assertEquals(0, host.liveTimers());
    inbox.close(OVER);
    failure(Reason.CLOSED, waiting);
  }

  @Test
  void refusesReceiveBesideAHandler() {
    inbox.handler(this::note);
    failure(Reason.STATE, inbox.receive());
    inbox.handler(null);
    offer(peer(), "1");
    assertEquals("1", text(inbox.receive()));
  }

  // ---- the end ----

  @Test
  void releasesAndCountsWhatIsQueuedAtTheEnd() {
    offer(peer(), "1", "2");
    inbox.close(OVER);
    assertEquals(2, lost);
    assertEquals(0, inbox.unread());
    failure(Reason.CLOSED, inbox.receive());
  }

  @Test
  void readsTheRestAfterFinishAndThenTellsOnce() {
    offer(peer(), "1", "2");
    inbox.finish(OVER, () -> told.add("read"));
    assertEquals("1", text(inbox.receive()));
    assertEquals(List.of(), told);
    assertEquals("2", text(inbox.receive()));
    assertEquals(List.of("read"), told);
    failure(Reason.CLOSED, inbox.receive());
    assertEquals(List.of("read"), told);
  }

  @Test
  void tellsAtOnceThatAllIsReadWhenNothingIsQueued() {
    Future<Message> waiting = inbox.receive();
    inbox.finish(OVER, () -> told.add("read"));
    failure(Reason.CLOSED, waiting);
    assertEquals(List.of("read"), told);
  }

  // ---- on a worker ----

  @Test
  void deliversBeforeTheQueueWhatCameBackFromAWorker() {
    onWorker();
    inbox.handler(
        message -> {
          note(message);
          inbox.handler(null);
        });
    FakePeer peer = peer();
    offer(peer, "1", "2", "3");
    host.turn();
    assertEquals(List.of("1"), got);
    assertEquals(2, inbox.waiting());
    offer(peer, "4");
    inbox.handler(this::note);
    host.turn();
    assertEquals(List.of("1", "2", "3", "4"), got);
    assertEquals(4, delivered);
  }

  @Test
  void countsWhatIsOnItsWayToAWorkerAsUnread() {
    onWorker();
    inbox.handler(this::note);
    offer(peer(), "1", "2");
    assertEquals(0, inbox.waiting());
    assertEquals(2, inbox.unread());
    host.turn();
    assertEquals(0, inbox.unread());
  }

  @Test
  void losesWhatIsOnItsWayToAWorkerAtTheEnd() {
    onWorker();
    inbox.handler(this::note);
    offer(peer(), "1", "2");
    host.onLoop(() -> inbox.close(OVER));
    host.turn();
    assertEquals(List.of(), got);
    assertEquals(2, lost);
    assertEquals(0, inbox.unread());
  }

  @Test
  void isNotFinishedWhileMessagesComeBackFromAWorker() {
    onWorker();
    inbox.handler(
        message -> {
          note(message);
          inbox.handler(null);
        });
    offer(peer(), "1", "2", "3");
    host.onLoop(() -> inbox.finish(OVER, () -> told.add("read")));
    host.turn();
    assertEquals(List.of(), told);
    assertEquals(2, inbox.waiting());
    inbox.handler(this::note);
    host.turn();
    assertEquals(List.of("1", "2", "3"), got);
    assertEquals(List.of("read"), told);
    assertEquals(0, lost);
  }
}
