package io.scapro.policy;

import io.scapro.CommonOptions;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Deadlines;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Items that wait until a peer can accept them, in order, each for at most the send timeout. On the
 * event loop.
 *
 * @param <I> the type of the items
 */
public final class SendQueue<I extends SendQueue.Item> {

  /** An item that waits. Its deadline is the send timeout. It is a node of a linked list. */
  public abstract static class Item extends Deadlines.Entry {
    private @Nullable SendQueue<?> queue;
    private @Nullable Item before;
    private @Nullable Item after;

    /** A peer accepted the item, which is no longer in the queue. */
    protected abstract void accepted();

    /** The item has failed and is no longer in the queue. */
    protected abstract void failed(SpException cause);

    @Override
    protected final void expired() {
      SendQueue<?> from = queue;
      if (from != null) {
        from.unlink(this);
        failed(from.late());
        from.sink.gaveUp();
      }
    }
  }

  /** The target of items: a policy over the peers. */
  public interface Sink<I> {

    /**
     * @return whether a peer accepted the item; false: none can accept one now
     */
    boolean offer(I item);

    /** Whether a peer is connected. */
    boolean hasPeers();

    /** The end of the text of a TIMEOUT: why no peer is connected; empty while one is. */
    default String outage() {
      return "";
    }

    /** Called after an item has failed with TIMEOUT. */
    default void gaveUp() {}
  }

  private final Deadlines deadlines;
  private final Sink<I> sink;
  private final Duration timeout;
  private final boolean failNoPeers;
  private @Nullable Item first;
  private @Nullable Item last;
  private int size;

  public SendQueue(Deadlines deadlines, Sink<I> sink, CommonOptions<?> options) {
    this.deadlines = deadlines;
    this.sink = sink;
    this.timeout = options.getSendTimeout();
    this.failNoPeers = options.isFailNoPeers();
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public int size() {
    return size;
  }

  /** The item that waits longest; null: none. */
  @SuppressWarnings("unchecked")
  public @Nullable I first() {
    return (I) first;
  }

  public boolean contains(I item) {
    return ((Item) item).queue == this;
  }

  /** NO_PEERS if {@code failNoPeers} is set and no peer is connected; else null. */
  public @Nullable SpException refusal() {
    return failNoPeers && !sink.hasPeers()
        ? new SpException(
            Reason.NO_PEERS,
            "expected a connected peer, got none; do: wait for a peer, or set failNoPeers to false")
        : null;
  }

  /** TIMEOUT if the send timeout is zero, since nothing may wait then; else null. */
  public @Nullable SpException refusalToWait() {
    return timeout.isZero() ? late() : null;
  }

  /** Adds {@code item} for at most the send timeout. With a timeout of zero it fails at once. */
  public void add(I item) {
    SpException refusal = refusalToWait();
    if (refusal != null) {
      item.failed(refusal);
      return;
    }
    addWithoutLimit(item);
    if (!timeout.isNegative()) {
      deadlines.add(item, timeout);
    }
  }

  /** Adds {@code item} without a time limit. */
  public void addWithoutLimit(I item) {
    Item entry = item;
    entry.queue = this;
    entry.before = last;
    if (last == null) {
      first = item;
    } else {
      last.after = item;
    }
    last = item;
    size++;
  }

  /** Removes {@code item} without calling it. Idempotent. */
  public void remove(I item) {
    if (contains(item)) {
      deadlines.cancel(item);
      unlink(item);
    }
  }

  /** Offers the waiting items, because a peer can accept one. */
  @SuppressWarnings("unchecked")
  public void flush() {
    for (Item next = first; next != null; next = first) {
      unlink(next); // during the offer, which may detach a peer
      if (!sink.offer((I) next)) {
        putBack(next);
        return;
      }
      deadlines.cancel(next);
      next.accepted();
    }
  }

  /** Fails all waiting items. */
  public void fail(SpException cause) {
    for (Item next = first; next != null; next = first) {
      deadlines.cancel(next);
      unlink(next);
      next.failed(cause);
    }
  }

  private void putBack(Item item) {
    item.queue = this;
    item.after = first;
    if (first == null) {
      last = item;
    } else {
      first.before = item;
    }
    first = item;
    size++;
  }

  private void unlink(Item item) {
    if (item.before == null) {
      first = item.after;
    } else {
      item.before.after = item.after;
    }
    if (item.after == null) {
      last = item.before;
    } else {
      item.after.before = item.before;
    }
    item.before = null;
    item.after = null;
    item.queue = null;
    size--;
  }

  private SpException late() {
    return new SpException(
        Reason.TIMEOUT,
        "expected a peer that can take the message within %d ms, got none%s"
            .formatted(timeout.toMillis(), sink.outage()));
  }
}
