package io.scapro;

import io.vertx.core.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jctools.queues.SpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The last step of a message, from the loop to the application's handler, with the demand of a
 * {@link io.vertx.core.streams.ReadStream}.
 *
 * <p>Where the application lives on the loop, {@link #deliver} calls the handler. Where it lives on
 * a worker or virtual thread, messages cross in batches, one task each, and at most {@link
 * #IN_FLIGHT} are under way, so that a slow handler slows its peers.
 *
 * @param <T> what the handler gets
 */
public final class Delivery<T> {

  private static final int IN_FLIGHT = 128;

  private final Host host;
  private final Runnable wanted;
  private final Consumer<T> leave;
  private final Consumer<T> done;
  private final IntConsumer had;
  private final Consumer<List<T>> back;
  private final boolean direct;
  private final AtomicLong demand = new AtomicLong(Long.MAX_VALUE);
  private volatile @Nullable Handler<T> handler;
  private volatile boolean closed;

  private final Queue<T> crossing;
  private final AtomicBoolean drainScheduled = new AtomicBoolean();
  private final AtomicInteger underWay = new AtomicInteger();
  private boolean draining; // on the application's context only

  /**
   * @param wanted told on the loop that {@link #isReady} may have become true
   * @param leave told on the loop that an item leaves the loop, where it does
   * @param done told on the loop that the handler has returned, where it runs on the loop
   * @param had told on the loop how many more items the handler was given
   * @param back told on the loop of items that had left it and found no handler
   */
  public Delivery(
      Host host,
      Runnable wanted,
      Consumer<T> leave,
      Consumer<T> done,
      IntConsumer had,
      Consumer<List<T>> back) {
    this.host = host;
    this.wanted = wanted;
    this.leave = leave;
    this.done = done;
    this.had = had;
    this.back = back;
    this.direct = host.isDirect();
    this.crossing = new SpscUnboundedArrayQueue<>(IN_FLIGHT);
  }

  // ---- loop side ----

  /** Whether the application can take one more now. */
  public boolean isReady() {
    return handler != null && (direct ? demand.get() > 0 : underWay.get() < IN_FLIGHT);
  }

  /** Gives {@code item} to the handler; to be called while {@link #isReady}. */
  public void deliver(T item) {
    if (direct) {
      Handler<T> to = handler;
      if (to == null) { // taken away by another thread a moment ago
        back.accept(List.of(item));
        return;
      }
      take();
      had.accept(1);
      call(to, item);
      done.accept(item);
    } else {
      leave.accept(item);
      underWay.incrementAndGet();
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
    host.execute(wanted);
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
    while (!closed && demand.get() > 0) {
      Handler<T> to = handler;
      T item = to == null ? null : crossing.poll();
      if (item == null) {
        break;
      }
      given++;
      take();
      call(to, item);
    }
    draining = false;
    report(given, closed || handler == null ? unwanted() : List.of());
  }

  private List<T> unwanted() {
    List<T> items = new ArrayList<>();
    for (T item = crossing.poll(); item != null; item = crossing.poll()) {
      items.add(item);
    }
    return items;
  }

  private void report(int given, List<T> unwanted) {
    if (given + unwanted.size() > 0) {
      host.execute(
          () -> {
            boolean wasFull = underWay.getAndAdd(-given - unwanted.size()) >= IN_FLIGHT;
            had.accept(given);
            if (!unwanted.isEmpty()) {
              back.accept(unwanted);
            }
            if (wasFull) {
              wanted.run();
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
