package io.scapro.spi;

import io.scapro.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all peers of a socket together may take, on whatever loops they live: once for
 * messages that wait for the application, and once for partial messages.
 *
 * <p>While too much waits for the application, no peer may complete a long message. When the
 * partial messages are too long together, pipes read one after the other: the one whose message
 * started first goes on, the others wait. Thread-safe, where nothing else is said.
 */
public final class ReceiveBudget {

  /**
   * Bytes that a pipe on another loop may count later, so that many short messages cost one
   * operation between threads.
   */
  public static final int STEP = 16 << 10;

  /** A pipe with a partial message. */
  public interface Holder {
    /** Continue reading: there is memory again, or it is this one's turn. May be called from any thread. */
    void readOn();
  }

  private final long most;

  /** For the application, on the socket's loop, which alone writes it. */
  private final AtomicLong queued = new AtomicLong();

  /** For the application, on their way to the socket's loop. */
  private final AtomicLong crossing = new AtomicLong();

  /** Whether a holder may have been told to wait until less is queued. */
  private volatile boolean awaited;

  private final Map<Holder, Long> held = new LinkedHashMap<>(); // oldest message first
  private long sum;
  private boolean isShort;

  /**
   * A budget of which nothing is used.
   *
   * @param most bytes for each of the two, 1 or more
   */
  public ReceiveBudget(long most) {
    this.most = Arguments.between(1, Long.MAX_VALUE, most, "most");
  }

  // ---- what waits for the application ----

  /**
   * Counts bytes that are queued for the application. On the socket's loop only.
   *
   * @param bytes how many more; negative: less
   */
  public void queued(long bytes) {
    queued.set(queued.get() + bytes);
    if (bytes < 0) {
      goOn();
    }
  }

  /**
   * Counts bytes on their way to the socket's loop.
   *
   * @param bytes how many more; negative: less
   */
  public void crossing(long bytes) {
    crossing.addAndGet(bytes);
    if (bytes < 0) {
      goOn();
    }
  }

  /** {@return bytes that wait for the application} */
  public long waiting() {
    return queued.get() + crossing.get();
  }

  /** {@return whether too much waits for the application} */
  public boolean isOver() {
    return waiting() >= most;
  }

  private void goOn() {
    if (awaited && !isOver()) {
      List<Holder> next;
      synchronized (this) {
        awaited = false;
        next = next();
      }
      next.forEach(Holder::readOn);
    }
  }

  // ---- what has arrived in part ----

  /**
   * Counts the memory of a partial message.
   *
   * @param holder the pipe
   * @param bytes what its message takes now; 0: it is complete, or dropped
   * @return whether to continue reading; false: wait for {@link Holder#readOn}
   */
  public boolean hold(Holder holder, long bytes) {
    Objects.requireNonNull(holder, "holder");
    List<Holder> next;
    boolean goesOn;
    synchronized (this) {
      Long before = bytes == 0 ? held.remove(holder) : held.put(holder, bytes);
      sum += bytes - (before == null ? 0 : before);
      boolean wait = mustWait();
      next = bytes == 0 && isShort && !wait ? next() : List.of();
      isShort = sum > most;
      goesOn = bytes == 0 || (!wait && (!isShort || first() == holder));
    }
    next.forEach(Holder::readOn);
    return goesOn;
  }

  private boolean mustWait() {
    if (!isOver()) {
      return false;
    }
    awaited = true;
    return isOver(); // what left before the flag was seen has woken nobody
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

  /** {@return whether pipes wait for memory that partial messages of others take} */
  public synchronized boolean isAwaited() {
    return isShort && held.size() > 1;
  }
}
