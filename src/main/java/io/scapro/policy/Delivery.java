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
 * The last step of a message, from the loop to the application's handler, with the demand of a
 * {@link io.vertx.core.streams.ReadStream}.
 *
 * <p>Where the application lives on the loop, {@link #deliver} calls the handler. Where it lives on
 * a worker or virtual thread, messages cross in batches, one task each, and at most {@link
 * #IN_FLIGHT} and a number of bytes are under way, so that a slow handler slows its peers.
 *
 * @param <T> what the handler gets
 */
public final class Delivery<T> {

  private static final int IN_FLIGHT = 128;

  /** What a delivery tells its queue; on the loop. */
  public interface Owner<T> {

    /** {@link #isReady} may have become true. */
    void wanted();

    /** {@code item} leaves the loop: it must be the application's own. */
    void own(T item);

    /** The handler of {@code item} has returned, on the loop. */
    void release(T item);

    /** The handler was given that many more items. */
    void delivered(int items);

    /** Items that had left the loop and found no handler. */
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
  private long bytesUnderWay; // on the loop only
  private boolean draining; // on the application's context only

  /**
   * @param mostBytes that may be under way to another thread, besides one item
   */
  public Delivery(Host host, Owner<T> owner, int mostBytes) {
    this.host = host;
    this.owner = owner;
    this.mostBytes = mostBytes;
    this.direct = host.isDirect();
    this.crossing = Queues.bounded(IN_FLIGHT);
  }

  // ---- loop side ----

  /** Whether the application can take one more now. */
  public boolean isReady() {
    return handler != null && (direct ? demand.get() > 0 : isRoom());
  }

  private boolean isRoom() {
    return underWay.get() < IN_FLIGHT && bytesUnderWay < mostBytes;
  }

  /** Gives {@code item} to the handler; to be called while {@link #isReady}. */
  public void deliver(T item) {
    if (direct) {
      Handler<T> to = handler;
      if (to == null) { // taken away by another thread a moment ago
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

  /** Items that left the loop and that the handler was not given yet. */
  public int underWay() {
    return underWay.get();
  }

  /** Gives the handler nothing more; what is under way comes back. */
  public void close() {
    closed = true;
    if (!direct && underWay.get() > 0) {
      schedule();
    }
  }

  // ---- application side, any thread ----

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

  // ---- the way to another thread ----

  private void schedule() {
    if (drainScheduled.compareAndSet(false, true)) {
      host.emit(null, nothing -> drain());
    }
  }

  private void drain() {
    drainScheduled.set(false);
    if (draining) {
      return; // called by a handler; the loop below sees the new demand
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
              owner.takeBack(unwanted); // first: they are not read yet
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
