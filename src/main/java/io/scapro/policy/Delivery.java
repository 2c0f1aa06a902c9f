package io.scapro.policy;

import io.scapro.spi.Host;
import io.scapro.spi.Queues;
import io.vertx.core.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The last step of a message: from the event loop to the application's handler, with the demand of
 * a {@link io.vertx.core.streams.ReadStream}.
 *
 * <p>If the application's context uses the event loop, {@link #deliver} calls the handler. If it is
 * a worker or virtual thread, messages cross in batches, with one task for each. At most {@link
 * #IN_FLIGHT} messages and a number of bytes are on their way, so that a slow handler slows its
 * peers down.
 *
 * @param <T> the type of the items
 */
public final class Delivery<T> {

  private static final int IN_FLIGHT = 128;

  /** Callbacks of a delivery, on the event loop. */
  public interface Owner<T> {

    /** {@link #isReady} may have become true. */
    void wanted();

    /** {@code item} is passed to another thread: make it the application's own. */
    void own(T item);

    /** The handler of {@code item} has returned; called on the event loop. */
    void release(T item);

    /** That many more items were passed to the handler. */
    void delivered(int items);

    /** Returns items that were on their way when the handler was removed. */
    void takeBack(List<T> items);

    /** Length of {@code item}, in bytes. */
    int bytes(T item);
  }

  private final Host host;
  private final Owner<T> owner;
  private final int mostBytes;
  private final boolean direct;
  private final AtomicLong demand = new AtomicLong(Long.MAX_VALUE);
  private volatile @Nullable Handler<T> handler;
  private volatile boolean closed;

  private final Queue<T> crossing;
  private final AtomicBoolean drainScheduled = new AtomicBoolean();
  private final AtomicInteger underWay = new AtomicInteger();
  private long bytesUnderWay; // on the event loop only
  private boolean draining; // on the application's context only

  /**
   * @param mostBytes limit on the bytes on their way to another thread; one item may exceed it
   */
  public Delivery(Host host, Owner<T> owner, int mostBytes) {
    this.host = host;
    this.owner = owner;
    this.mostBytes = mostBytes;
    this.direct = host.isDirect();
    this.crossing = Queues.bounded(IN_FLIGHT);
  }

  // ---- event loop side ----

  /** Whether the application can accept one more item now. */
  public boolean isReady() {
    return handler != null && (direct ? demand.get() > 0 : isRoom());
  }

  private boolean isRoom() {
    return underWay.get() < IN_FLIGHT && bytesUnderWay < mostBytes;
  }

  /** Passes {@code item} to the handler; to be called while {@link #isReady}. */
  public void deliver(T item) {
    if (direct) {
      Handler<T> to = handler;
      if (to == null) { // another thread has removed it meanwhile
        owner.takeBack(List.of(item));
        return;
      }
      take();
      owner.delivered(1);
      call(to, item);
      owner.release(item);
    } else {
      owner.own(item);
      underWay.incrementAndGet();
      bytesUnderWay += owner.bytes(item);
      crossing.add(item);
      schedule();
    }
  }

  /** Items on their way to the handler. */
  public int underWay() {
    return underWay.get();
  }

  /** Stops calling the handler; items on their way are returned. */
  public void close() {
    closed = true;
    if (!direct && underWay.get() > 0) {
      schedule();
    }
  }

  // ---- application side, from any thread ----

  public void handler(@Nullable Handler<T> handler) {
    this.handler = handler;
    resumed();
  }

  public void pause() {
    demand.set(0);
  }

  public void fetch(long amount) {
    if (amount < 0) {
      throw new IllegalArgumentException("expected an amount of 0 or more, got " + amount);
    }
    demand.accumulateAndGet(amount, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
    resumed();
  }

  private void resumed() {
    if (!direct && underWay.get() > 0) {
      schedule();
    }
    host.execute(owner::wanted);
  }

  // ---- crossing to another thread ----

  private void schedule() {
    if (drainScheduled.compareAndSet(false, true)) {
      host.emit(null, nothing -> drain());
    }
  }

  private void drain() {
    drainScheduled.set(false);
    if (draining) {
      return; // called by a handler; the running drain() sees the new demand
    }
    draining = true;
    int given = 0;
    long bytes = 0;
    while (!closed && demand.get() > 0) {
      Handler<T> to = handler;
      if (to == null) {
        break;
      }
      T item = crossing.poll();
      if (item == null) {
        break;
      }
      given++;
      bytes += owner.bytes(item);
      take();
      call(to, item);
    }
    draining = false;
    report(given, bytes, closed || handler == null ? unwanted() : List.of());
  }

  private List<T> unwanted() {
    List<T> items = new ArrayList<>();
    for (T item = crossing.poll(); item != null; item = crossing.poll()) {
      items.add(item);
    }
    return items;
  }

  private void report(int given, long bytes, List<T> unwanted) {
    if (given + unwanted.size() > 0) {
      host.execute(
          () -> {
            boolean wasFull = !isRoom();
            underWay.getAndAdd(-given - unwanted.size());
            bytesUnderWay -= bytes;
            if (!unwanted.isEmpty()) {
              unwanted.forEach(item -> bytesUnderWay -= owner.bytes(item));
              owner.takeBack(unwanted); // before delivered(): they are unread
            }
            owner.delivered(given);
            if (wasFull) {
              owner.wanted();
            }
          });
    }
  }

  private void take() {
    if (demand.get() != Long.MAX_VALUE) {
      demand.getAndUpdate(d -> d == Long.MAX_VALUE || d == 0 ? d : d - 1);
    }
  }

  private void call(Handler<T> to, T item) {
    try {
      to.handle(item);
    } catch (RuntimeException | Error failure) {
      host.report(failure);
    }
  }
}
