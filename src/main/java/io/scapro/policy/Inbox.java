package io.scapro.policy;

import io.scapro.CommonOptions;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Deadlines;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of a socket. A received item goes to the handler if it has demand, otherwise
 * to a waiting {@code receive()} call, otherwise into the queue.
 *
 * @param <T> the type of the items
 */
public final class Inbox<T> {

  /** Callbacks of the socket, always on the event loop. */
  public interface Reader<T> {
    /** How the items are lent. */
    Loan<T> loan();

    /** The application got that many more items. */
    void delivered(int items);

    /** That many items were dropped because the socket or the reader was closed. */
    void lost(int items);
  }

  private final class Receiver extends Deadlines.Entry {
    private final Promise<T> promise = host.promise();

    @Override
    protected void expired() {
      receivers.remove(this);
      promise.fail(late());
    }
  }

  private final Host host;
  private final Deadlines deadlines;
  private final Duration timeout;
  private final ReceiveQueue<T> queue;
  private final Delivery<T> delivery;
  private final Reader<T> reader;
  private final Loan<T> loan;
  private final ArrayDeque<T> returned = new ArrayDeque<>();
  private final ArrayDeque<Receiver> receivers = new ArrayDeque<>();
  private boolean handled;
  private boolean pumping;
  private @Nullable SpException closed;
  private @Nullable Runnable whenRead;

  public Inbox(
      Host host,
      Deadlines deadlines,
      CommonOptions<?> options,
      ReceiveQueue<T> queue,
      Reader<T> reader) {
    this.host = host;
    this.deadlines = deadlines;
    this.timeout = options.getReceiveTimeout();
    this.queue = queue;
    this.reader = reader;
    this.loan = reader.loan();
    int mostBytes = Math.min(options.getReceiveBufferBytes(), options.getReceiveBudget());
    this.delivery = new Delivery<>(host, delivery(), mostBytes);
  }

  private Delivery.Owner<T> delivery() {
    return new Delivery.Owner<>() {
      @Override
      public void wanted() {
        pump();
      }

      @Override
      public void own(T item) {
        loan.own(item);
      }

      @Override
      public void release(T item) {
        loan.release(item);
      }

      @Override
      public void delivered(int items) {
        had(items);
      }

      @Override
      public void takeBack(List<T> items) {
        Inbox.this.takeBack(items);
      }

      @Override
      public int bytes(T item) {
        return loan.bytes(item);
      }
    };
  }

  // ---- peer side ----

  /**
   * Accepts an item.
   *
   * @return false: do not read from {@code peer} until it is resumed
   */
  public boolean offer(Pipe peer, T item, int bytes) {
    if (queue.size() == 0 && returned.isEmpty()) {
      if (delivery.isReady()) {
        delivery.deliver(item);
        return true;
      }
      if (isAwaited()) {
        giveToReceiver(item);
        return true;
      }
    }
    return queue.add(peer, item, bytes);
  }

  /** Whether {@code peer} may send more. */
  public boolean isRoomFor(Pipe peer) {
    return queue.isRoomFor(peer);
  }

  private boolean isAwaited() {
    return !handled && !receivers.isEmpty();
  }

  private void giveToReceiver(T item) {
    Receiver receiver = receivers.removeFirst();
    deadlines.cancel(receiver);
    loan.own(item);
    reader.delivered(1);
    receiver.promise.complete(item);
  }

  /** Passes queued items to the application while it has demand. */
  private void pump() {
    if (pumping) {
      return; // called by a handler; the running pump() sees the new demand
    }
    pumping = true;
    try {
      while (waiting() > 0) {
        boolean toHandler = delivery.isReady();
        if (!toHandler && !isAwaited()) {
          return;
        }
        T item = next();
        if (toHandler) {
          delivery.deliver(item);
        } else {
          giveToReceiver(item);
        }
        queue.settle();
      }
      if (whenRead != null && delivery.underWay() == 0) {
        Runnable read = whenRead;
        whenRead = null;
        read.run();
      }
    } finally {
      pumping = false;
    }
  }

  private void had(int items) {
    reader.delivered(items);
    if (whenRead != null) {
      pump();
    }
  }

  /**
   * Accepts items that were on their way to a removed handler. They are older than all queued
   * items.
   */
  private void takeBack(List<T> items) {
    returned.addAll(items);
    if (closed != null && whenRead == null) {
      giveUpAll();
    } else {
      pump();
    }
  }

  // ---- application side ----

  /** On the event loop. */
  public Future<T> receive() {
    if (closed != null && waiting() == 0) {
      return host.failed(closed);
    }
    if (handled) {
      return host.failed(
          new SpException(
              Reason.STATE, "expected receive() or a handler, got both; do: use only one of them"));
    }
    Receiver receiver = new Receiver();
    receivers.addLast(receiver);
    pump();
    if (!receiver.promise.future().isComplete()) {
      if (timeout.isZero()) {
        receivers.remove(receiver);
        receiver.promise.fail(late());
      } else if (!timeout.isNegative()) {
        deadlines.add(receiver, timeout);
      }
    }
    return receiver.promise.future();
  }

  public void handler(@Nullable Handler<T> handler) {
    host.execute(() -> handled = handler != null);
    delivery.handler(handler);
  }

  public void pause() {
    delivery.pause();
  }

  public void fetch(long amount) {
    delivery.fetch(amount);
  }

  // ---- the end ----

  /** Items that could be passed to the application now. */
  public int waiting() {
    return queue.size() + returned.size();
  }

  /** Items that the application has not got yet. */
  public int unread() {
    return waiting() + delivery.underWay();
  }

  /** No more items follow: fails waiting calls; {@code read} runs when all items were read. */
  public void finish(SpException cause, Runnable read) {
    failReceivers(cause);
    whenRead = read;
    pump();
  }

  private void failReceivers(SpException cause) {
    closed = cause;
    for (Receiver r = receivers.pollFirst(); r != null; r = receivers.pollFirst()) {
      deadlines.cancel(r);
      r.promise.fail(cause);
    }
  }

  /** Fails waiting calls, and drops the items that the application has not got yet. */
  public void close(SpException cause) {
    failReceivers(cause);
    giveUpAll();
    delivery.close();
    pump();
  }

  /** The next item; there must be one. */
  private T next() {
    return returned.isEmpty() ? Objects.requireNonNull(queue.poll()) : returned.removeFirst();
  }

  private void giveUpAll() {
    int count = 0;
    while (waiting() > 0) {
      loan.release(next());
      queue.settle();
      count++;
    }
    reader.lost(count);
  }

  private SpException late() {
    return new SpException(
        Reason.TIMEOUT, "expected a message within %d ms, got none".formatted(timeout.toMillis()));
  }
}
