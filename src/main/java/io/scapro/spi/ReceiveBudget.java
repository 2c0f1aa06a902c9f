package io.scapro.spi;

import io.scapro.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The limit on the memory of all peers of a socket together, on all event loops. It applies once to
 * messages queued for the application, and once to partial messages.
 *
 * <p>While the queued messages exceed the limit, no peer may complete a long message. While the
 * partial messages exceed it, pipes read one after the other: the pipe whose message started first
 * continues, the others wait. Thread-safe unless stated otherwise.
 */
public final class ReceiveBudget {

  /**
   * A pipe on another event loop may count up to this many bytes later, so that many short messages
   * need one operation between threads.
   */
  public static final int STEP = 16 << 10;

  /** A pipe with a partial message. */
  public interface Holder {
    /**
     * Continue reading: memory is available again, or it is this pipe's turn. May be called from
     * any thread.
     */
    void readOn();
  }

  private final long most;

  /** Queued for the application; written on the socket's event loop only. */
  private final AtomicLong queued = new AtomicLong();

  /** On their way to the socket's event loop. */
  private final AtomicLong crossing = new AtomicLong();

  /** Whether a holder may wait for fewer queued bytes. */
  private volatile boolean awaited;

  private final Map<Holder, Long> held = new LinkedHashMap<>(); // oldest message first
  private long sum;
  private boolean isShort;

  /**
   * Creates an unused budget.
   *
   * @param most bytes for each of the two, 1 or more
   */
  public ReceiveBudget(long most) {
    this.most = Arguments.between(1, Long.MAX_VALUE, most, "most");
  }

  // ---- messages queued for the application ----

  /**
   * Counts bytes that are queued for the application. On the socket's event loop only.
   *
   * @param bytes how many more; negative: fewer
   */
  public void queued(long bytes) {
    queued.set(queued.get() + bytes);
    if (bytes < 0) {
      goOn();
    }
  }

  /**
   * Counts bytes on their way to the socket's event loop.
   *
   * @param bytes how many more; negative: fewer
   */
  public void crossing(long bytes) {
    crossing.addAndGet(bytes);
    if (bytes < 0) {
      goOn();
    }
  }

  /** {@return bytes that are queued for the application} */
  public long waiting() {
    return queued.get() + crossing.get();
  }

  /** {@return whether the bytes queued for the application have reached the limit} */
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

  // ---- partial messages ----

  /**
   * Counts the memory of a partial message.
   *
   * @param holder the pipe
   * @param bytes the memory of its message now; 0: the message is complete, or dropped
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
    return isOver(); // bytes released before the flag was set have resumed no holder
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

  /** {@return whether pipes wait for memory that partial messages of others use} */
  public synchronized boolean isAwaited() {
    return isShort && held.size() > 1;
  }
}
