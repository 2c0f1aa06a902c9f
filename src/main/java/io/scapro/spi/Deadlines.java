package io.scapro.spi;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All deadlines of one socket, with one timer. The entries form a binary heap. Each entry stores
 * its index in the heap. So adding and cancelling need few swaps and no allocation. Must be used on
 * the event loop.
 */
public final class Deadlines {

  /** Something that has a deadline. It can be in only one {@code Deadlines} at a time. */
  public abstract static class Entry {
    private long at;
    private int place = -1;

    /**
     * Called on the event loop when the deadline has passed. The entry is no longer in the queue.
     */
    protected abstract void expired();
  }

  /** The longest delay. Deadlines within it can be compared in nanoseconds without overflow. */
  private static final Duration LATEST = Duration.ofDays(36_500);

  private final Host host;
  private Entry[] heap = new Entry[16];
  private int size;
  private Host.@Nullable Timer timer;
  private long armedFor;

  /**
   * Creates an empty queue.
   *
   * @param host provides the clock and the timer
   */
  public Deadlines(Host host) {
    this.host = Objects.requireNonNull(host, "host");
  }

  /** {@return the number of entries} */
  public int size() {
    return size;
  }

  /**
   * Sets the deadline of an entry. It replaces a deadline that the entry already has.
   *
   * @param entry the entry to expire
   * @param delay from now, zero or more; more than 36500 days counts as 36500 days
   */
  public void add(Entry entry, Duration delay) {
    add(entry, delay, Duration.ZERO);
  }

  /**
   * Sets the deadline of an entry, rounded up to a multiple of {@code tick}.
   *
   * @param entry the entry to expire
   * @param delay from now, zero or more; more than 36500 days counts as 36500 days
   * @param tick zero: not rounded
   */
  public void add(Entry entry, Duration delay, Duration tick) {
    Objects.requireNonNull(entry, "entry");
    checkNotNegative(delay, "delay");
    checkNotNegative(tick, "tick");
    cancel(entry);
    long at = host.nanoTime() + (delay.compareTo(LATEST) < 0 ? delay : LATEST).toNanos();
    entry.at = tick.isZero() ? at : at + Math.floorMod(-at, tick.toNanos());
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    up(size++, entry);
    arm();
  }

  /**
   * Removes an entry, which then does not expire. Idempotent.
   *
   * @param entry the entry
   */
  public void cancel(Entry entry) {
    Objects.requireNonNull(entry, "entry");
    int place = entry.place;
    if (place < 0) {
      return;
    }
    entry.place = -1;
    Entry last = heap[--size];
    heap[size] = null;
    if (last != entry) {
      up(place, last);
      down(last.place, last);
    }
  }

  /** Removes all entries and cancels the timer. */
  public void clear() {
    while (size > 0) {
      cancel(heap[size - 1]);
    }
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private static void checkNotNegative(Duration time, String name) {
    if (Objects.requireNonNull(time, name).isNegative()) {
      throw new IllegalArgumentException(
          "%s: expected a time of zero or more, got %s".formatted(name, time));
    }
  }

  private void arm() {
    if (size > 0 && (timer == null || heap[0].at - armedFor < 0)) {
      if (timer != null) {
        timer.cancel();
      }
      armedFor = heap[0].at;
      long delay = Math.max(0, armedFor - host.nanoTime());
      timer = host.after(Duration.ofNanos(delay), this::expire);
    }
  }

  private void expire() {
    timer = null;
    long now = host.nanoTime();
    while (size > 0 && heap[0].at - now <= 0) {
      Entry entry = heap[0];
      cancel(entry);
      entry.expired();
    }
    arm();
  }

  private void up(int place, Entry entry) {
    while (place > 0) {
      int parent = (place - 1) >>> 1;
      if (heap[parent].at - entry.at <= 0) {
        break;
      }
      put(place, heap[parent]);
      place = parent;
    }
    put(place, entry);
  }

  private void down(int place, Entry entry) {
    while (true) {
      int child = 2 * place + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && heap[child + 1].at - heap[child].at < 0) {
        child++;
      }
      if (entry.at - heap[child].at <= 0) {
        break;
      }
      put(place, heap[child]);
      place = child;
    }
    put(place, entry);
  }

  private void put(int place, Entry entry) {
    heap[place] = entry;
    entry.place = place;
  }
}
