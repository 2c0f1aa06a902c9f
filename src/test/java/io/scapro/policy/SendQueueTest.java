package io.scapro.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.CommonOptions;
import io.scapro.Durations;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Deadlines;
import io.scapro.suite.BareSocket;
import io.scapro.testing.FakeHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendQueueTest {

  private static final SpException OVER = new SpException(Reason.CLOSED, "over");

  private final FakeHost host = FakeHost.onEventLoop();
  private final Deadlines deadlines = new Deadlines(host);
  private final List<String> taken = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private int room;
  private boolean peers = true;
  private Runnable whileOffering = () -> {};
  private SendQueue<Entry> queue =
      queue(BareSocket.options().setSendTimeout(Duration.ofMillis(10)));

  private final class Entry extends SendQueue.Item {
    private final String name;
    private Runnable then = () -> {};

    Entry(String name) {
      this.name = name;
    }

    Entry then(Runnable task) {
      then = task;
      return this;
    }

    @Override
    protected void accepted() {
      told.add(name + " accepted");
      then.run();
    }

    @Override
    protected void failed(SpException cause) {
      told.add(name + ' ' + cause.reason());
      then.run();
    }
  }

  private SendQueue<Entry> queue(CommonOptions<?> options) {
    return new SendQueue<>(
        deadlines,
        new SendQueue.Sink<>() {
          @Override
          public boolean offer(Entry item) {
            if (room == 0) {
              return false;
            }
            room--;
            taken.add(item.name);
            whileOffering.run();
            return true;
          }

          @Override
          public boolean hasPeers() {
            return peers;
          }

          @Override
          public void gaveUp() {
            told.add("gave up");
          }
        },
        options);
  }

  private Entry add(String name) {
    Entry entry = new Entry(name);
    queue.add(entry);
    return entry;
  }

  private void flush(int room) {
    this.room = room;
    queue.flush();
  }

  @Test
  void isEmptyAtFirst() {
    assertTrue(queue.isEmpty());
    assertEquals(0, queue.size());
    flush(1);
    queue.fail(OVER);
    assertEquals(List.of(), told);
  }

  @Test
  void keepsTheOrderWhenAnItemIsPutBack() {
    add("1");
    add("2");
    add("3");
    flush(0);
    assertEquals(3, queue.size());
    flush(1);
    flush(0);
    flush(2);
    assertEquals(List.of("1", "2", "3"), taken);
    assertEquals(List.of("1 accepted", "2 accepted", "3 accepted"), told);
    assertTrue(queue.isEmpty());
  }

  @Test
  void keepsTheOrderOfItemsAddedAfterAPutBack() {
    add("1");
    flush(0);
    add("2");
    flush(0);
    add("3");
    flush(3);
    assertEquals(List.of("1", "2", "3"), taken);
  }

  @Test
  void keepsTheDeadlineOfAnItemThatIsPutBack() {
    add("1");
    host.advance(Duration.ofMillis(9));
    flush(0);
    host.advance(Duration.ofMillis(1));
    assertEquals(List.of("1 TIMEOUT", "gave up"), told);
  }

  @Test
  void removesItemsFromTheMiddleTheStartAndTheEnd() {
    List<Entry> entries = List.of(add("1"), add("2"), add("3"), add("4"), add("5"));
    queue.remove(entries.get(2));
    queue.remove(entries.get(0));
    queue.remove(entries.get(4));
    assertEquals(2, queue.size());
    assertFalse(queue.contains(entries.get(2)));
    assertTrue(queue.contains(entries.get(1)));
    flush(9);
    assertEquals(List.of("2", "4"), taken);
    assertEquals(0, deadlines.size());
  }

  @Test
  void removesAnItemOnceAndWithoutACall() {
    Entry entry = add("1");
    queue.remove(entry);
    queue.remove(entry);
    queue.remove(new Entry("unknown"));
    assertEquals(0, queue.size());
    host.advance(Duration.ofSeconds(1));
    assertEquals(List.of(), told);
  }

  @Test
  void takesAnItemAgainThatWasRemoved() {
    Entry first = add("1");
    add("2");
    queue.remove(first);
    queue.add(first);
    flush(2);
    assertEquals(List.of("2", "1"), taken);
  }

  @Test
  void keepsItemsOfTwoQueuesApart() {
    SendQueue<Entry> other = queue(BareSocket.options());
    Entry entry = add("1");
    assertFalse(other.contains(entry));
    other.remove(entry);
    assertTrue(queue.contains(entry));
  }

  @Test
  void failsAnItemAtOnceWithATimeoutOfZero() {
    queue = queue(BareSocket.options().setSendTimeout(Duration.ZERO));
    add("1");
    assertEquals(List.of("1 TIMEOUT"), told);
    assertTrue(queue.isEmpty());
    assertEquals(0, deadlines.size());
  }

  @Test
  void keepsAnItemForEverWithoutATimeout() {
    queue = queue(BareSocket.options().setSendTimeout(Durations.FOREVER));
    add("1");
    host.advance(Duration.ofDays(1000));
    assertEquals(1, queue.size());
    assertEquals(0, deadlines.size());
  }

  @Test
  void keepsAnItemThatWasAddedWithoutLimit() {
    queue.addWithoutLimit(new Entry("1"));
    add("2");
    host.advance(Duration.ofMillis(10));
    assertEquals(List.of("2 TIMEOUT", "gave up"), told);
    flush(1);
    assertEquals(List.of("1"), taken);
  }

  @Test
  void refusesWithoutPeersWhereTheOptionsSayThat() {
    peers = false;
    assertNull(queue.refusal());
    queue = queue(BareSocket.options().setFailNoPeers(true));
    assertEquals(Reason.NO_PEERS, queue.refusal().reason());
    peers = true;
    assertNull(queue.refusal());
  }

  @Test
  void failsAllInTheirOrder() {
    add("1");
    add("2");
    queue.fail(OVER);
    assertEquals(List.of("1 CLOSED", "2 CLOSED"), told);
    assertTrue(queue.isEmpty());
    assertEquals(0, deadlines.size());
  }

  @Test
  void failsAnItemThatACallbackAddsWhileAllFail() {
    queue.add(new Entry("1").then(() -> add("added")));
    add("2");
    queue.fail(OVER);
    assertEquals(List.of("1 CLOSED", "2 CLOSED", "added CLOSED"), told);
    assertTrue(queue.isEmpty());
  }

  @Test
  void doesNotFailAnItemThatACallbackRemovesWhileAllFail() {
    Entry second = new Entry("2");
    queue.add(new Entry("1").then(() -> queue.remove(second)));
    queue.add(second);
    add("3");
    queue.fail(OVER);
    assertEquals(List.of("1 CLOSED", "3 CLOSED"), told);
  }

  @Test
  void sendsAnItemThatACallbackAddsWhileTheQueueIsFlushed() {
    queue.add(new Entry("1").then(() -> add("added")));
    add("2");
    flush(3);
    assertEquals(List.of("1", "2", "added"), taken);
  }

  @Test
  void sendsEachItemOnceWhenItIsFlushedFromWithinAnOffer() {
    add("1");
    add("2");
    add("3");
    whileOffering = queue::flush;
    flush(9);
    assertEquals(List.of("1", "2", "3"), taken);
    assertEquals(3, told.size());
    assertTrue(queue.isEmpty());
  }

  @Test
  void failsTheRestWhenAllFailFromWithinAnOffer() {
    add("1");
    add("2");
    whileOffering = () -> queue.fail(OVER);
    flush(9);
    assertEquals(List.of("2 CLOSED", "1 accepted"), told);
    assertTrue(queue.isEmpty());
  }
}
