package io.scapro.spi;

import io.scapro.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The memory that all peers of a socket together may take with messages that have arrived in part.
 * When it is used up, pipes read on one after the other: the one whose message began first goes on,
 * the others wait. Thread-safe; asked only when a read ends inside a long message.
 */
public final class ReceiveBudget {

  /** A pipe with an unfinished message. */
  public interface Holder {
    /** There is memory again, or it is this one's turn: read on. From any thread. */
    void readOn();
  }

  private final long most;
  private final Map<Holder, Long> held = new LinkedHashMap<>(); // oldest message first
  private long sum;
  private boolean isShort;

  public ReceiveBudget(long most) {
    this.most = Arguments.between(1, Long.MAX_VALUE, most, "most");
  }

  /**
   * The unfinished message of {@code holder} takes {@code bytes} now.
   *
   * @param bytes 0: it is complete, or given up
   * @return whether to read on; false: wait for {@link Holder#readOn}
   */
  public boolean hold(Holder holder, long bytes) {
    Objects.requireNonNull(holder, "holder");
    List<Holder> next;
    boolean goesOn;
    synchronized (this) {
      Long before = bytes == 0 ? held.remove(holder) : held.put(holder, bytes);
      sum += bytes - (before == null ? 0 : before);
      next = bytes == 0 && isShort ? next() : List.of();
      isShort = sum > most;
      goesOn = !isShort || held.isEmpty() || first() == holder;
    }
    next.forEach(Holder::readOn);
    return goesOn;
  }

  private List<Holder> next() {
    if (sum <= most) {
      return new ArrayList<>(held.keySet());
    }
    return held.isEmpty() ? List.of() : List.of(first());
  }

  private Holder first() {
    return held.keySet().iterator().next();
  }

  /** Whether pipes wait for memory that others take. */
  public synchronized boolean isAwaited() {
    return isShort && held.size() > 1;
  }
}
