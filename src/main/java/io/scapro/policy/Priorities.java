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

  /** The priority whose turn it is; 0 when nothing is ready. */
  int best() {
    return present == 0 ? 0 : Integer.numberOfTrailingZeros(present);
  }

  /** The next in turn, which is ready no more; null when none is. */
  @Nullable T poll() {
    return present == 0 ? null : poll(best());
  }

  /** The next in turn of {@code priority}, which is {@link #best}; it is ready no more. */
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
