package io.scapro.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.suite.Cases;
import io.scapro.suite.Draws;
import io.scapro.testing.FakeHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

  private enum Act {
    ADD,
    CANCEL,
    ADVANCE
  }

  private record Step(Act act, int entry, int millis) {}

  private final FakeHost host = FakeHost.onEventLoop();
  private final Deadlines deadlines = new Deadlines(host);
  private final List<Integer> expired = new ArrayList<>();

  private final class Entry extends Deadlines.Entry {
    private final int number;

    Entry(int number) {
      this.number = number;
    }

    @Override
    protected void expired() {
      expired.add(number);
    }
  }

  private void add(Entry entry, long millis) {
    deadlines.add(entry, Duration.ofMillis(millis));
  }

  @Test
  void hasOneTimerForAllAndNoneAtRest() {
    Entry early = new Entry(1);
    Entry late = new Entry(2);
    add(late, 20);
    add(early, 10);
    assertEquals(1, host.liveTimers());
    host.advance(Duration.ofMillis(10));
    assertEquals(List.of(1), expired);
    assertEquals(1, host.liveTimers());
    host.advance(Duration.ofMillis(10));
    assertEquals(List.of(1, 2), expired);
    assertEquals(0, host.liveTimers());
  }

  @Test
  void movesAnEntryThatIsAddedAgain() {
    Entry entry = new Entry(1);
    add(entry, 10);
    add(entry, 30);
    assertEquals(1, deadlines.size());
    host.advance(Duration.ofMillis(29));
    assertEquals(List.of(), expired);
    host.advance(Duration.ofMillis(1));
    assertEquals(List.of(1), expired);
  }

  @Test
  void forgetsEverythingAndItsTimer() {
    for (int i = 0; i < 100; i++) {
      add(new Entry(i), i);
    }
    deadlines.clear();
    assertEquals(0, deadlines.size());
    assertEquals(0, host.liveTimers());
    host.advance(Duration.ofSeconds(1));
    assertEquals(List.of(), expired);
  }

  @Test
  void takesTimesBeyondAllCounting() {
    Entry never = new Entry(1);
    deadlines.add(never, Duration.ofSeconds(Long.MAX_VALUE));
    add(new Entry(2), 1);
    host.advance(Duration.ofDays(36_000));
    assertEquals(List.of(2), expired);
    deadlines.cancel(never);
    assertEquals(0, deadlines.size());
  }

  @Test
  void takesNewEntriesFromOneThatExpires() {
    Deadlines.Entry again =
        new Deadlines.Entry() {
          @Override
          protected void expired() {
            expired.add(0);
            if (expired.size() < 3) {
              deadlines.add(this, Duration.ofMillis(5));
            }
          }
        };
    deadlines.add(again, Duration.ofMillis(5));
    host.advance(Duration.ofMillis(100));
    assertEquals(3, expired.size());
    assertEquals(0, host.liveTimers());
  }

  @Test
  void doesNotExpireWhatAnEarlierOneCancels() {
    Entry second = new Entry(2);
    Deadlines.Entry first =
        new Deadlines.Entry() {
          @Override
          protected void expired() {
            deadlines.cancel(second);
          }
        };
    add(second, 10);
    deadlines.add(first, Duration.ofMillis(9));
    host.advance(Duration.ofMillis(50));
    assertEquals(List.of(), expired);
  }

  @Test
  void expireLikeASortedList() {
    expireLikeASortedList(List.of());
    expireLikeASortedList(List.of(new Step(Act.CANCEL, 0, 0), new Step(Act.ADVANCE, 0, 60)));
    expireLikeASortedList(List.of(new Step(Act.ADD, 0, 0), new Step(Act.ADVANCE, 0, 0)));
    expireLikeASortedList(
        List.of(
            new Step(Act.ADD, 39, 60),
            new Step(Act.ADD, 39, 0),
            new Step(Act.ADD, 0, 1),
            new Step(Act.ADVANCE, 0, 1),
            new Step(Act.CANCEL, 39, 0),
            new Step(Act.ADVANCE, 0, 60)));
    Cases.check(300, draws -> expireLikeASortedList(draws.list(0, 200, () -> step(draws))));
  }

  private static Step step(Draws draws) {
    return new Step(
        draws.of(Act.ADD, Act.ADD, Act.CANCEL, Act.ADVANCE),
        draws.between(0, 39),
        draws.between(0, 60));
  }

  private static void expireLikeASortedList(List<Step> steps) {
    FakeHost clock = FakeHost.onEventLoop();
    Deadlines queue = new Deadlines(clock);
    List<Integer> got = new ArrayList<>();
    List<Integer> expected = new ArrayList<>();
    List<Deadlines.Entry> entries = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int number = i;
      entries.add(
          new Deadlines.Entry() {
            @Override
            protected void expired() {
              got.add(number);
            }
          });
    }
    List<long[]> model = new ArrayList<>(); // time, entry
    long now = 0;
    for (Step step : steps) {
      switch (step.act) {
        case ADD -> {
          // a time of its own for each entry: the order of equal times is not promised
          long delay = step.millis * 64L + step.entry;
          model.removeIf(known -> known[1] == step.entry);
          model.add(new long[] {now + delay, step.entry});
          queue.add(entries.get(step.entry), Duration.ofNanos(delay));
        }
        case CANCEL -> {
          model.removeIf(known -> known[1] == step.entry);
          queue.cancel(entries.get(step.entry));
        }
        default -> {
          now += step.millis * 64L;
          long time = now;
          model.sort(Comparator.comparingLong(known -> known[0]));
          while (!model.isEmpty() && model.get(0)[0] <= time) {
            expected.add((int) model.remove(0)[1]);
          }
          clock.advance(Duration.ofNanos(step.millis * 64L));
        }
      }
      assertEquals(expected, got);
      assertEquals(model.size(), queue.size());
    }
  }
}
