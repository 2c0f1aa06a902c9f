package io.scapro.policy;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Takes turns among the ready entries. Priority 1 is served first, 2 only when none of 1 is ready,
 * and so on to 16. Within a priority the order is first in, first out.
 *
 * @param <T> the type of the entries
 */
final class Priorities<T> {

  private static final int HIGHEST = 16;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private final ArrayDeque<T>[] ready = new ArrayDeque[HIGHEST + 1];

  /** Bit i is set when an entry of priority i is ready. */
  private int present;

  void add(int priority, T entry) {
    if (ready[priority] == null) {
      ready[priority] = new ArrayDeque<>();
    }
    ready[priority].addLast(entry);
    present |= 1 << priority;
  }

  /** Removes {@code entry} if it is ready. */
  void remove(int priority, T entry) {
    ArrayDeque<T> entries = ready[priority];
    if (entries != null && entries.remove(entry)) {
      settle(priority);
    }
  }

  boolean isEmpty() {
    return present == 0;
  }

  /** The best priority with a ready entry; 0: none is ready. */
  int best() {
    return present == 0 ? 0 : Integer.numberOfTrailingZeros(present);
  }

  /** Returns the only ready entry, which stays ready; null: none is ready, or several are. */
  @Nullable T only() {
    int best = best();
    return best > 0 && present == 1 << best && ready[best].size() == 1
        ? ready[best].peekFirst()
        : null;
  }

  /** Removes and returns the next entry; null: none is ready. */
  @Nullable T poll() {
    return present == 0 ? null : poll(best());
  }

  /** Removes and returns the next entry of {@code priority}, which must be {@link #best}. */
  T poll(int priority) {
    T next = ready[priority].removeFirst();
    settle(priority);
    return next;
  }

  private void settle(int priority) {
    if (ready[priority].isEmpty()) {
      present &= ~(1 << priority);
    }
  }
}
