package io.scapro;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a socket: messages that no peer can take yet wait here, in order, and the
 * state of a {@link io.vertx.core.streams.WriteStream} is kept here.
 *
 * <p>A message that finds a peer costs no future: the shared completed one is returned. From
 * another thread it costs one, and one task for all that were handed over meanwhile.
 */
public final class Outbox {

  /** Where messages go: a policy over the peers. */
  public interface Sink {
    /**
     * @return whether the message was taken; false: nobody can take one now
     */
    boolean offer(Message message);

    /** Whether anybody is connected. */
    default boolean hasPeers() {
      return true;
    }

    /** A message was discarded that nobody could take. */
    default void discarded() {}
  }

  private final class Waiting extends Deadlines.Entry {
    private final Message message;
    private final Promise<Void> accepted = host.promise();

    Waiting(Message message) {
      this.message = message;
    }

    @Override
    protected void expired() {
      waiting.remove(this);
      waitingCount = waiting.size();
      accepted.fail(late());
      drained();
      gaveUp.run();
    }
  }

  private final Host host;
  private final Deadlines deadlines;
  private final Sink sink;
  private final Runnable gaveUp;
  private final Duration timeout;
  private final int mostHandedOver;
  private final boolean bestEffort;
  private final boolean failNoPeers;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private final AtomicInteger handedOver = new AtomicInteger();
  private volatile int waitingCount;
  private volatile int mostWaiting = 1;
  private volatile boolean drainAwaited;
  private volatile @Nullable Handler<Void> drainHandler;
  private @Nullable SpException closed;

  /**
   * @param gaveUp told that a message waited too long and is gone
   */
  public Outbox(
      Host host, Deadlines deadlines, Sink sink, Runnable gaveUp, SocketOptions<?> options) {
    this.host = host;
    this.deadlines = deadlines;
    this.sink = sink;
    this.gaveUp = gaveUp;
    this.timeout = options.sendTimeout();
    this.mostHandedOver = options.sendBuffer();
    this.bestEffort = options.bestEffort();
    this.failNoPeers = options.failNoPeers();
  }

  // ---- application side, any thread ----

  /** Completes when a peer took the message; fails with TIMEOUT or CLOSED. */
  public Future<Void> send(Message message) {
    return host.inLoop() ? sendNow(message) : handOver(message);
  }

  /** Whether the application should wait for {@link #drainHandler}. */
  public boolean isFull() {
    if (!overLimit()) {
      return false;
    }
    drainAwaited = true;
    return overLimit(); // it may have drained before the flag was seen
  }

  public void drainHandler(@Nullable Handler<Void> handler) {
    this.drainHandler = handler;
  }

  public void mostWaiting(int messages) {
    this.mostWaiting = Checks.atLeast(1, messages);
  }

  // ---- loop side ----

  /** Offers what waits, because a peer can take it. */
  public void flush() {
    for (Waiting first = waiting.pollFirst(); first != null; first = waiting.pollFirst()) {
      if (!sink.offer(first.message)) { // out of the queue meanwhile: a peer may leave just then
        waiting.addFirst(first);
        break;
      }
      deadlines.cancel(first);
      waitingCount = waiting.size();
      first.accepted.complete();
    }
    drained();
  }

  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Messages that wait. */
  public int size() {
    return waiting.size();
  }

  /** Refuses further messages; those that wait go on waiting. */
  public void close(SpException cause) {
    closed = cause;
  }

  /** Fails what waits. */
  public void fail(SpException cause) {
    closed = cause;
    for (Waiting entry = waiting.pollFirst(); entry != null; entry = waiting.pollFirst()) {
      deadlines.cancel(entry);
      entry.accepted.fail(cause);
    }
    waitingCount = 0;
    drained();
  }

  private Future<Void> sendNow(Message message) {
    if (closed != null) {
      return host.failed(closed);
    }
    if (waiting.isEmpty() && sink.offer(message)) {
      return host.done();
    }
    if (failNoPeers && !sink.hasPeers()) {
      return host.failed(
          new SpException(Reason.NO_PEERS, "expected a connected peer, there is none"));
    }
    if (bestEffort) {
      sink.discarded();
      return host.done();
    }
    if (timeout.isZero()) {
      return host.failed(late());
    }
    Waiting entry = new Waiting(message);
    waiting.addLast(entry);
    waitingCount = waiting.size();
    if (!timeout.isNegative()) {
      deadlines.add(entry, timeout);
    }
    return entry.accepted.future();
  }

  private Future<Void> handOver(Message message) {
    Promise<Void> promise = host.promise();
    handedOver.incrementAndGet();
    host.execute(
        () -> {
          handedOver.decrementAndGet();
          sendNow(message).onComplete(promise);
          drained();
        });
    return promise.future();
  }

  private boolean overLimit() {
    return waitingCount >= mostWaiting || handedOver.get() >= mostHandedOver;
  }

  private void drained() {
    if (drainAwaited && !overLimit()) {
      drainAwaited = false;
      Handler<Void> handler = drainHandler;
      if (handler != null) {
        host.emit(null, handler);
      }
    }
  }

  private SpException late() {
    return new SpException(
        Reason.TIMEOUT,
        "expected a peer that can take the message within %d ms, found none"
            .formatted(timeout.toMillis()));
  }
}
