package io.scapro.policy;

import static io.scapro.suite.Futures.assertPending;
import static io.scapro.suite.Futures.failure;
import static io.scapro.suite.Futures.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.CommonOptions;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Deadlines;
import io.scapro.suite.BareSocket;
import io.scapro.testing.FakeHost;
import io.scapro.testing.FakePeer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressedTest {

  private final FakeHost host = FakeHost.onEventLoop();
  private final LongWaits.Report report =
      new LongWaits.Report() {
        @Override
        public void waitLong(int calls, Duration time) {
          reports.add("%d calls wait %d s".formatted(calls, time.toSeconds()));
        }

        @Override
        public void goOn() {
          reports.add("go on");
        }
      };
  private final List<String> reports = new ArrayList<>();
  private Addressed addressed;
  private BareSocket socket;
  private int sent;
  private int discarded;
  private int gaveUp;
  private int failed;

  AddressedTest() {
    open(BareSocket.options().setSendBuffer(1).setSendTimeout(Duration.ofMillis(10)));
  }

  private void open(CommonOptions<?> options) {
    addressed =
        new Addressed(
            host,
            new Deadlines(host),
            options,
            new Addressed.Outcomes(() -> sent++, () -> discarded++, () -> gaveUp++),
            report);
    socket =
        new BareSocket(host, options)
            .onAttached(addressed::add)
            .onWritable(addressed::writable)
            .onDetached(peer -> failed += addressed.remove(peer));
  }

  private Future<Void> send(FakePeer peer, String body) {
    return addressed.send(peer, new Message(Buffer.buffer(body)));
  }

  @Test
  void hasNobodyAtFirst() {
    assertNull(addressed.first());
    assertNull(addressed.of(1));
    assertFalse(addressed.isReady());
    assertTrue(addressed.isEmpty());
  }

  @Test
  void findsPeersById() {
    FakePeer first = socket.join();
    FakePeer second = socket.join();
    assertSame(second, addressed.of(second.id()));
    assertTrue(addressed.has(first));
    first.disconnect();
    assertNull(addressed.of(first.id()));
    assertFalse(addressed.has(first));
  }

  @Test
  void sendsToTheNamedPeerOnly() {
    FakePeer first = socket.join();
    FakePeer second = socket.join();
    result(send(second, "1"));
    assertEquals(List.of(), first.texts());
    assertEquals(List.of("1"), second.texts());
    assertEquals(1, sent);
  }

  @Test
  void queuesForAFullPeerWithoutDelayingTheOthers() {
    FakePeer slow = socket.join().hold();
    FakePeer fast = socket.join();
    result(send(slow, "1"));
    Future<Void> second = send(slow, "2");
    Future<Void> third = send(slow, "3");
    assertPending(second);
    assertFalse(addressed.isIdle(slow));
    result(send(fast, "a"));
    assertTrue(addressed.isIdle(fast));
    slow.take(1);
    result(second);
    assertPending(third);
    slow.takeAll();
    result(third);
    assertEquals(List.of("1", "2", "3"), slow.texts());
    assertTrue(addressed.isEmpty());
    assertEquals(4, sent);
  }

  @Test
  void isReadyWhenTheFirstPeerHasRoom() {
    FakePeer first = socket.join().hold();
    FakePeer second = socket.join();
    assertSame(first, addressed.first());
    send(first, "1");
    assertFalse(addressed.isReady());
    first.disconnect();
    assertSame(second, addressed.first());
    assertTrue(addressed.isReady());
  }

  @Test
  void failsWhatIsQueuedForAPeerThatCloses() {
    FakePeer peer = socket.join().hold();
    send(peer, "1");
    Future<Void> second = send(peer, "2");
    Future<Void> third = send(peer, "3");
    peer.disconnect();
    failure(Reason.DISCONNECTED, second);
    failure(Reason.DISCONNECTED, third);
    assertEquals(2, failed);
    assertTrue(addressed.isEmpty());
  }

  @Test
  void failsTheRestWhenThePeerClosesWhileItsQueueIsFlushed() {
    FakePeer peer = socket.join().hold();
    send(peer, "1");
    Future<Void> second = send(peer, "2");
    Future<Void> third = send(peer, "3");
    peer.disconnectWhileWriting();
    peer.take(1);
    result(second);
    failure(Reason.DISCONNECTED, third);
    assertEquals(1, failed);
  }

  @Test
  void failsAMessageThatWaitsLongerThanTheSendTimeout() {
    FakePeer peer = socket.join().hold();
    send(peer, "1");
    Future<Void> late = send(peer, "2");
    host.advance(Duration.ofMillis(10));
    failure(Reason.TIMEOUT, late);
    assertEquals(1, gaveUp);
    peer.takeAll();
    assertEquals(List.of("1"), peer.texts());
  }

  @Test
  void dropsAMessageForAFullPeerWithBestEffort() {
    open(BareSocket.options().setSendBuffer(1).setBestEffort(true));
    FakePeer peer = socket.join().hold();
    result(send(peer, "1"));
    result(send(peer, "2"));
    assertEquals(1, discarded);
    assertEquals(List.of("1"), peer.texts());
  }

  @Test
  void sendsWhatIsQueuedAndRefusesTheRestAfterClose() {
    FakePeer peer = socket.join().hold();
    send(peer, "1");
    Future<Void> queued = send(peer, "2");
    addressed.close(new SpException(Reason.CLOSED, "closing"));
    failure(Reason.CLOSED, send(peer, "3"));
    peer.takeAll();
    result(queued);
  }

  @Test
  void failsWhatIsQueuedForAllPeers() {
    FakePeer first = socket.join().hold();
    FakePeer second = socket.join().hold();
    send(first, "1");
    send(second, "a");
    List<Future<Void>> queued = List.of(send(first, "2"), send(second, "b"));
    addressed.fail(new SpException(Reason.CLOSED, "over"));
    queued.forEach(each -> failure(Reason.CLOSED, each));
    assertTrue(addressed.isEmpty());
  }

  @Test
  void removesUnknownPeersWithoutEffect() {
    FakePeer peer = socket.join();
    FakePeer unknown = new FakePeer(peer.peer().endpoint());
    assertEquals(0, addressed.remove(unknown));
    addressed.writable(unknown);
    assertTrue(addressed.isIdle(unknown));
    assertTrue(addressed.has(peer));
  }

  @Test
  void reportsMessagesThatWaitLong() {
    open(BareSocket.options().setSendBuffer(1).setWarnAfter(Duration.ofSeconds(5)));
    FakePeer early = socket.join().hold();
    FakePeer late = socket.join().hold();
    send(early, "1");
    send(early, "2");
    assertEquals(1, addressed.unsent());
    host.advance(Duration.ofSeconds(2));
    send(late, "1");
    send(late, "2");
    assertEquals(2, addressed.unsent());
    host.advance(Duration.ofSeconds(3));
    assertEquals(List.of("2 calls wait 5 s"), reports);
    early.takeAll();
    late.takeAll();
    assertEquals(List.of("2 calls wait 5 s", "go on"), reports);
    assertEquals(0, addressed.unsent());
  }
}
