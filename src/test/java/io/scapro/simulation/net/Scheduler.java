package io.scapro.simulation.net;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The virtual clock, and the choice of the next task. Everything runs on the calling thread. The
 * seed decides which lane runs next; the tasks of one lane keep their order.
 */
public final class Scheduler {

  private static final long LONGEST_TASK = 20_000;

  private final SplittableRandom random;
  private final List<Lane> ready = new ArrayList<>();
  private final PriorityQueue<Lane.Alarm> alarms =
      new PriorityQueue<>(
          Comparator.comparingLong(Lane.Alarm::at).thenComparingLong(Lane.Alarm::number));
  private Lane current;
  private long now;
  private long numbers;
  private long steps;
  private long hash = 17;

  public Scheduler(long seed) {
    this.random = new SplittableRandom(seed);
  }

  public long now() {
    return now;
  }

  public SplittableRandom random() {
    return random;
  }

  /** How many tasks have run. */
  public long steps() {
    return steps;
  }

  /** A hash of all choices and marks so far: equal for equal seeds. */
  public long hash() {
    return hash;
  }

  /** Adds {@code event} to the hash. */
  public void mark(long event) {
    hash = hash * 0x9E3779B97F4A7C15L + event;
  }

  Lane current() {
    return current;
  }

  long nextNumber() {
    return numbers++;
  }

  void ready(Lane lane) {
    ready.add(lane);
  }

  void add(Lane.Alarm alarm) {
    alarms.add(alarm);
  }

  void remove(Lane.Alarm alarm) {
    alarms.remove(alarm);
  }

  /** Runs {@code task} at once as a task of {@code lane}. */
  void inside(Lane lane, Runnable task) {
    Lane before = current;
    current = lane;
    try {
      task.run();
    } finally {
      current = before;
    }
  }

  /**
   * Runs tasks and timers until the clock reaches {@code until}.
   *
   * @param mostSteps fails when more tasks ran: they add tasks endlessly
   */
  public void run(long until, long mostSteps) {
    long last = steps + mostSteps;
    while (true) {
      while (!alarms.isEmpty() && alarms.peek().at() <= now) {
        alarms.remove().due();
      }
      if (ready.isEmpty()) {
        if (alarms.isEmpty() || alarms.peek().at() > until) {
          break;
        }
        now = Math.max(now, alarms.peek().at());
      } else {
        if (++steps > last) {
          throw new AssertionError("endless: more than " + mostSteps + " tasks ran");
        }
        step();
      }
    }
    now = Math.max(now, until);
  }

  private void step() {
    int index = random.nextInt(ready.size());
    Lane lane = ready.get(index);
    mark(lane.number() * 31L + now);
    Runnable task = lane.take();
    if (!lane.isReady()) {
      ready.remove(index);
      lane.parked();
    }
    if (task != null) {
      inside(lane, task);
      now += random.nextLong(LONGEST_TASK);
    }
  }
}
