package io.scapro.spi;

import io.scapro.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The limit on the memory for received messages, from all peers of a socket and on all event loops.
 * Messages queued for the application have this limit. Partial messages have a second limit of the
 * same size.
 *
 * <p>When the queued messages have reached the limit, each pipe that has a partial message in this
 * budget stops reading. When the partial messages exceed their limit, pipes read one after the
 * other: the pipe whose message started first continues, the others wait. Thread-safe unless stated
 * otherwise.
 */
public final class ReceiveBudget {

  /**
   * A pipe on another event loop counts its bytes in steps of this size or more. So it needs only
   * one atomic operation for many short messages.
   */
  public static final int STEP = 16 << 10;

  /** A pipe with a partial message. */
  public interface Holder {
    /**
     * Continues reading. Called when memory is available again, or when this pipe is the next one
     * to continue. May be called from any thread.
     */
    void readOn();
  }

  private final long most;

  /** Queued for the application; written on the socket's event loop only. */
  private final AtomicLong queued = new AtomicLong();

  /** On their way to the socket's event loop. */
  private final AtomicLong crossing = new AtomicLong();

  /** Whether a holder may be waiting until fewer bytes are queued. */
  private volatile boolean awaited;

  private final Map<Holder, Long> held = new LinkedHashMap<>(); // oldest message first
  private long sum;
  private boolean isShort;

  /**
   * Creates an unused budget.
   *
   * @param most limit in bytes for queued messages, and again for partial messages; 1 or more
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

  /** {@return the bytes that are queued or on their way to the socket's event loop} */
  public long waiting() {
    return queued.get() + crossing.get();
  }

  /** {@return whether {@link #waiting} has reached the limit} */
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

  /** {@return whether pipes wait for memory that partial messages of other pipes use} */
  public synchronized boolean isAwaited() {
    return isShort && held.size() > 1;
  }
}
