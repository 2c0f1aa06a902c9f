package io.scapro.protocol;

import io.scapro.Deadlines;
import io.scapro.Delivery;
import io.scapro.Host;
import io.scapro.Pipe;
import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of a socket: what arrives goes to the handler while that wants more, else to
 * {@code receive()} calls, else into the queue.
 *
 * @param <T> what the application gets
 */
final class Inbox<T> {

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
  private final Consumer<T> own;
  private final Runnable delivered;
  private final ArrayDeque<Receiver> receivers = new ArrayDeque<>();
  private boolean handled;
  private boolean pumping;
  private @Nullable SpException closed;
  private @Nullable Runnable whenRead;

  /**
   * @param own makes an item the application's for good
   * @param done ends the loan of an item whose handler has returned
   * @param delivered told of each item the application gets
   */
  Inbox(
      Host host,
      Deadlines deadlines,
      Duration timeout,
      ReceiveQueue<T> queue,
      Consumer<T> own,
      Consumer<T> done,
      Runnable delivered) {
    this.host = host;
    this.deadlines = deadlines;
    this.timeout = timeout;
    this.queue = queue;
    this.own = own;
    this.delivered = delivered;
    this.delivery = new Delivery<>(host, this::pump, own, done);
  }

  // ---- peer side ----

  /**
   * Takes an item.
   *
   * @return false: no more from {@code peer} until it is resumed
   */
  boolean offer(Pipe peer, T item, int bytes) {
    if (queue.size() == 0) {
      if (delivery.isReady()) {
        delivered.run();
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

  private boolean isAwaited() {
    return !handled && !receivers.isEmpty();
  }

  private void giveToReceiver(T item) {
    Receiver receiver = receivers.removeFirst();
    deadlines.cancel(receiver);
    own.accept(item);
    delivered.run();
    receiver.promise.complete(item);
  }

  /** Moves what is queued to the application while that wants more. */
  private void pump() {
    if (pumping) {
      return; // called by a handler; the loop below sees the new demand
    }
    pumping = true;
    try {
      while (queue.size() > 0) {
        boolean toHandler = delivery.isReady();
        if (!toHandler && !isAwaited()) {
          return;
        }
        T item = queue.poll();
        if (toHandler) {
          delivered.run();
          delivery.deliver(item);
        } else {
          giveToReceiver(item);
        }
        queue.settle();
      }
      if (whenRead != null) {
        Runnable read = whenRead;
        whenRead = null;
        read.run();
      }
    } finally {
      pumping = false;
    }
  }

  // ---- application side ----

  /** On the loop. */
  Future<T> receive() {
    if (closed != null && queue.size() == 0) {
      return host.failed(closed);
    }
    if (handled) {
      return host.failed(
          new SpException(Reason.STATE, "expected receive() without a handler, got both"));
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

  void handler(@Nullable Handler<T> handler) {
    host.execute(() -> handled = handler != null);
    delivery.handler(handler);
  }

  void pause() {
    delivery.pause();
  }

  void fetch(long amount) {
    delivery.fetch(amount);
  }

  // ---- the end ----

  int size() {
    return queue.size();
  }

  /** Nothing more will come: fails those who wait; {@code read} runs when all was read. */
  void finish(SpException cause, Runnable read) {
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

  /**
   * Fails those who wait, gives up what is queued.
   *
   * @return how many items were given up
   */
  int close(SpException cause, Consumer<T> giveUp) {
    failReceivers(cause);
    int count = 0;
    for (T item = queue.poll(); item != null; item = queue.poll()) {
      giveUp.accept(item);
      queue.settle();
      count++;
    }
    pump();
    return count;
  }

  private SpException late() {
    return new SpException(
        Reason.TIMEOUT, "expected a message within %d ms, got none".formatted(timeout.toMillis()));
  }
}
