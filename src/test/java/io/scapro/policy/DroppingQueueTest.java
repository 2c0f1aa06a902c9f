package io.scapro.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Message;
import io.scapro.spi.Pipe;
import io.scapro.suite.BareSocket;
import io.scapro.testing.FakeHost;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DroppingQueueTest {

  private final Pipe peer = new BareSocket(FakeHost.onEventLoop(), BareSocket.options()).join();
  private final List<String> returned = new ArrayList<>();

  /** A message with a lent body. */
  private Message lent(String body) {
    return new Message(
        Buffer.buffer(),
        Buffer.buffer(body),
        null,
        new Message.Lease() {
          @Override
          public void giveBack() {
            returned.add(body);
          }

          @Override
          public void keep() {}
        });
  }

  private void add(DroppingQueue queue, String... bodies) {
    for (String body : bodies) {
      assertTrue(queue.add(peer, lent(body), body.length()), "it never stops a peer");
    }
  }

  private static DroppingQueue queue(int messages, boolean preferNew) {
    return new DroppingQueue(BareSocket.options().setReceiveBuffer(messages), preferNew);
  }

  private static List<String> pollAll(DroppingQueue queue) {
    List<String> bodies = new ArrayList<>();
    for (Message next = queue.poll(); next != null; next = queue.poll()) {
      bodies.add(next.body().toString());
      queue.settle();
    }
    return bodies;
  }

  @Test
  void keepsTheOrderBelowTheLimit() {
    DroppingQueue queue = queue(3, true);
    assertNull(queue.poll());
    add(queue, "1", "2", "3");
    assertEquals(3, queue.size());
    assertEquals(List.of("1", "2", "3"), pollAll(queue));
    assertEquals(List.of(), returned);
    assertTrue(queue.isRoomFor(peer));
  }

  @Test
  void dropsTheOldestWhereNewOnesArePreferred() {
    DroppingQueue queue = queue(2, true);
    add(queue, "1", "2", "3", "4");
    assertEquals(2, queue.size());
    assertEquals(List.of("1", "2"), returned);
    assertEquals(List.of("3", "4"), pollAll(queue));
  }

  @Test
  void dropsTheNewestWhereOldOnesArePreferred() {
    DroppingQueue queue = queue(2, false);
    add(queue, "1", "2", "3", "4");
    assertEquals(List.of("3", "4"), returned);
    assertEquals(List.of("1", "2"), pollAll(queue));
  }

  @Test
  void holdsOneMessageAtALimitOfOne() {
    DroppingQueue queue = queue(1, true);
    add(queue, "1", "2", "3");
    assertEquals(List.of("3"), pollAll(queue));
    add(queue, "4");
    assertEquals(List.of("4"), pollAll(queue));
  }

  @Test
  void givesWhatItDropsToTheCallback() {
    List<String> dropped = new ArrayList<>();
    DroppingQueue queue =
        queue(1, true).onOverflow(message -> dropped.add(message.body().toString()));
    add(queue, "1", "2");
    assertEquals(List.of("1"), dropped);
    assertEquals(List.of(), returned, "the callback releases it");
  }

  @Test
  void staysWithinTheLimitWhenTheCallbackAddsAMessage() {
    DroppingQueue queue = queue(2, true);
    queue.onOverflow(
        message -> {
          queue.onOverflow(Message::release);
          add(queue, "from the callback");
        });
    add(queue, "1", "2", "3");
    assertEquals(2, queue.size());
  }

  @Test
  void removesMatchesFromTheMiddleAndReleasesThem() {
    DroppingQueue queue = queue(4, true);
    add(queue, "a1", "b1", "a2", "b2");
    assertEquals(2, queue.removeIf(message -> message.body().toString().startsWith("b")));
    assertEquals(List.of("b1", "b2"), returned);
    assertEquals(0, queue.removeIf(message -> false));
    assertEquals(List.of("a1", "a2"), pollAll(queue));
  }

  @Test
  void dropsTheOldestBeyondTheBudgetInBytes() {
    DroppingQueue queue = new DroppingQueue(BareSocket.options().setReceiveBudget(4), true);
    add(queue, "11", "22", "3");
    assertEquals(List.of("22", "3"), pollAll(queue));
    add(queue, "a message that is longer than the budget");
    assertEquals(1, queue.size(), "one message is taken whole");
  }

  @Test
  void dropsTheNewestBeyondTheBudgetInBytes() {
    DroppingQueue queue = new DroppingQueue(BareSocket.options().setReceiveBudget(4), false);
    add(queue, "11", "22", "3");
    assertEquals(List.of("11", "22"), pollAll(queue));
    add(queue, "3");
    assertEquals(List.of("3"), pollAll(queue));
  }
}
