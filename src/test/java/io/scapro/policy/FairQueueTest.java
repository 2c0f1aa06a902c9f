package io.scapro.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.CommonOptions;
import io.scapro.Message;
import io.scapro.spi.ReceiveBudget;
import io.scapro.suite.BareSocket;
import io.scapro.testing.FakeHost;
import io.scapro.testing.FakePeer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {

  private FairQueue<Message> queue;

  private BareSocket socket(CommonOptions<?> options) {
    queue = new FairQueue<>(options);
    return new BareSocket(FakeHost.onEventLoop(), options)
        .onReceived((peer, message) -> queue.add(peer, message, message.length()));
  }

  private BareSocket socket() {
    return socket(BareSocket.options());
  }

  private static void offer(FakePeer peer, String... bodies) {
    for (String body : bodies) {
      peer.offer(body);
    }
  }

  /** Polls and settles as a socket does. */
  private List<String> poll(int items) {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      bodies.add(queue.poll().body().toString());
      queue.settle();
    }
    return bodies;
  }

  private List<String> pollAll() {
    return poll(queue.size());
  }

  @Test
  void hasNothingAtFirst() {
    FakePeer peer = socket().join();
    assertEquals(0, queue.size());
    assertNull(queue.poll());
    queue.settle();
    assertTrue(queue.isRoomFor(peer));
  }

  @Test
  void takesTurnsAmongPeersAndKeepsTheOrderOfEach() {
    BareSocket socket = socket();
    offer(socket.join(), "a1", "a2", "a3");
    offer(socket.join(), "b1");
    offer(socket.join(), "c1", "c2");
    assertEquals(6, queue.size());
    assertEquals(List.of("a1", "b1", "c1", "a2", "c2", "a3"), pollAll());
    assertEquals(0, queue.size());
    assertNull(queue.poll());
  }

  @Test
  void readsPriority1BeforePriority16() {
    BareSocket socket = socket();
    FakePeer last = socket.join(16);
    FakePeer best = socket.join(1);
    offer(last, "p1", "p2");
    offer(best, "a1", "a2");
    assertEquals(List.of("a1", "a2", "p1"), poll(3));
    offer(best, "a3");
    assertEquals(List.of("a3", "p2"), pollAll());
  }

  @Test
  void stopsAPeerAtTheMessageLimitAndResumesItAtHalf() {
    FakePeer peer = socket(BareSocket.options().setReceiveBuffer(4)).join();
    offer(peer, "1", "2", "3");
    assertFalse(peer.isStopped());
    offer(peer, "4");
    assertTrue(peer.isStopped());
    assertFalse(queue.isRoomFor(peer));
    poll(1);
    assertTrue(peer.isStopped());
    poll(1);
    assertFalse(peer.isStopped());
    assertTrue(queue.isRoomFor(peer));
  }

  @Test
  void stopsAPeerAtALimitOfOneMessage() {
    FakePeer peer = socket(BareSocket.options().setReceiveBuffer(1)).join();
    offer(peer, "1", "2", "3");
    assertEquals(1, queue.size());
    assertEquals(List.of("1"), poll(1));
    assertEquals(1, queue.size());
    assertEquals(List.of("2", "3"), poll(2));
    assertFalse(peer.isStopped());
  }

  @Test
  void stopsAPeerAtTheByteLimitAndResumesItAtHalf() {
    FakePeer peer = socket(BareSocket.options().setReceiveBufferBytes(10)).join();
    offer(peer, "12345", "1234");
    assertFalse(peer.isStopped());
    offer(peer, "123");
    assertTrue(peer.isStopped());
    poll(1);
    assertTrue(peer.isStopped(), "7 bytes are more than half");
    poll(1);
    assertFalse(peer.isStopped());
  }

  @Test
  void takesOneMessageThatIsLargerThanTheByteLimit() {
    FakePeer peer = socket(BareSocket.options().setReceiveBufferBytes(2)).join();
    offer(peer, "12345");
    assertTrue(peer.isStopped());
    assertEquals(List.of("12345"), pollAll());
    assertFalse(peer.isStopped());
  }

  @Test
  void stopsThePeerThatExceedsTheBudgetOfAllPeers() {
    BareSocket socket = socket(BareSocket.options().setReceiveBudget(10));
    FakePeer first = socket.join();
    FakePeer second = socket.join();
    offer(first, "123456");
    assertFalse(first.isStopped());
    offer(second, "1234");
    assertTrue(second.isStopped());
    offer(first, "1");
    assertTrue(first.isStopped());
    pollAll();
    assertFalse(first.isStopped());
    assertFalse(second.isStopped());
  }

  @Test
  void stopsOnePeerWithoutStoppingTheOthers() {
    BareSocket socket = socket(BareSocket.options().setReceiveBuffer(2));
    FakePeer busy = socket.join();
    FakePeer other = socket.join();
    offer(busy, "1", "2", "3");
    offer(other, "a");
    assertTrue(busy.isStopped());
    assertFalse(other.isStopped());
  }

  @Test
  void resumesNoPeerBeforeTheItemIsSettled() {
    FakePeer peer = socket(BareSocket.options().setReceiveBuffer(1)).join();
    offer(peer, "1", "2");
    queue.poll();
    assertTrue(peer.isStopped());
    assertEquals(0, queue.size());
    queue.settle();
    assertEquals(1, queue.size());
  }

  @Test
  void resumesEveryPeerThatWasPolledBeforeItWasSettled() {
    BareSocket socket = socket(BareSocket.options().setReceiveBuffer(1));
    FakePeer first = socket.join();
    FakePeer second = socket.join();
    offer(first, "1");
    offer(second, "2");
    queue.poll();
    queue.poll();
    queue.settle();
    assertFalse(first.isStopped());
    assertFalse(second.isStopped());
  }

  @Test
  void keepsTheItemsOfAPeerThatIsGone() {
    BareSocket socket = socket(BareSocket.options().setReceiveBuffer(2));
    FakePeer gone = socket.join();
    offer(gone, "1", "2", "3");
    gone.disconnect();
    offer(socket.join(), "a");
    assertEquals(List.of("1", "a", "2"), pollAll());
  }

  @Test
  void countsInTheBudgetOfTheSocketWhatWaits() {
    BareSocket socket = socket(BareSocket.options());
    ReceiveBudget budget = new ReceiveBudget(10);
    queue.countIn(budget);
    budget.crossing(4);
    FakePeer peer = socket.join();
    offer(peer, "12345");
    assertFalse(peer.isStopped());
    assertEquals(9, budget.waiting());
    offer(peer, "6");
    assertTrue(peer.isStopped());
    pollAll();
    assertEquals(4, budget.waiting());
    assertFalse(peer.isStopped());
  }

  @Test
  void stopsAPeerAtExactlyTheLimits() {
    BareSocket socket =
        socket(BareSocket.options().setReceiveBuffer(2).setReceiveBufferBytes(1000));
    FakePeer many = socket.join();
    offer(many, "1");
    assertFalse(many.isStopped());
    offer(many, "2");
    assertTrue(many.isStopped());
    FakePeer large = socket.join();
    offer(large, "x".repeat(1000));
    assertTrue(large.isStopped());
    FakePeer smaller = socket.join();
    offer(smaller, "x".repeat(999));
    assertFalse(smaller.isStopped());
  }
}
