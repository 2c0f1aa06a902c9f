package io.scapro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.testing.FakeHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DeadlinesTest {

  private enum Act {
    ADD,
    CANCEL,
    ADVANCE
  }

  private record Step(Act act, int entry, int millis) {}

  private final FakeHost host = FakeHost.direct();
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

  @Example
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

  @Example
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

  @Example
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

  @Example
  void takesTimesBeyondAllCounting() {
    Entry never = new Entry(1);
    deadlines.add(never, Duration.ofSeconds(Long.MAX_VALUE));
    add(new Entry(2), 1);
    host.advance(Duration.ofDays(36_000));
    assertEquals(List.of(2), expired);
    deadlines.cancel(never);
    assertEquals(0, deadlines.size());
  }

  @Example
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

  @Example
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

  @Property(tries = 300)
  void expireLikeASortedList(@ForAll("steps") List<Step> steps) {
    FakeHost clock = FakeHost.direct();
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

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(Act.ADD, Act.ADD, Act.CANCEL, Act.ADVANCE),
            Arbitraries.integers().between(0, 39),
            Arbitraries.integers().between(0, 60))
        .as(Step::new)
        .list()
        .ofMaxSize(200);
  }
}
