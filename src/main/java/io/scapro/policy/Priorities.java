package io.scapro.policy;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Takes turns among what is ready: priority 1 is served first, 2 only when none of 1 is ready, to
 * 16. Within a priority the first added is the first taken.
 *
 * @param <T> what takes turns
 */
final class Priorities<T> {

  private static final int HIGHEST = 16;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private final ArrayDeque<T>[] ready = new ArrayDeque[HIGHEST + 1];

  /** Bit i is set when something of priority i is ready. */
  private int present;

  void add(int priority, T entry) {
    if (ready[priority] == null) {
      ready[priority] = new ArrayDeque<>();
    }
    ready[priority].addLast(entry);
    present |= 1 << priority;
  }

  /** Removes {@code entry} where it is ready. */
  void remove(int priority, T entry) {
    ArrayDeque<T> entries = ready[priority];
    if (entries != null && entries.remove(entry)) {
      settle(priority);
    }
  }

  boolean isEmpty() {
    return present == 0;
  }

  /** The next in turn, which is ready no more; null when none is. */
  @Nullable T poll() {
    if (present == 0) {
      return null;
    }
    int priority = Integer.numberOfTrailingZeros(present);
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
