package io.scapro.policy;

import io.scapro.CommonOptions;
import io.scapro.Message;
import io.scapro.SpException;
import io.scapro.spi.Deadlines;
import io.scapro.spi.Host;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a socket. Messages that no peer can accept yet wait in a {@link SendQueue}.
 * It also has the state of a {@link io.vertx.core.streams.WriteStream}.
 *
 * <p>A message that a peer accepts at once needs no new future: a shared completed one is returned.
 * A message from another thread needs a future of its own, and one task for all messages that were
 * passed on meanwhile.
 */
public final class Outbox {

  /** The target of messages: a policy over the peers. */
  public interface Sink {
    /**
     * @return whether a peer accepted the message; false: none can accept one now
     */
    boolean offer(Message message);

    /** Whether a peer is connected. */
    default boolean hasPeers() {
      return true;
    }

    /** The end of the text of a TIMEOUT: why no peer is connected; empty while one is. */
    default String outage() {
      return "";
    }

    /** Best effort: a message was dropped because no peer could accept it. */
    default void dropped() {}

    /** A message starts to wait. */
    default void waits() {}

    /** A message no longer waits: it was accepted, or has failed. */
    default void waitsNoMore() {}
  }

  private final class Waiting extends SendQueue.Item {
    private final Message message;
    private final Promise<Void> accepted = host.promise();
    private final long since = host.nanoTime();

    Waiting(Message message) {
      this.message = message;
    }

    @Override
    protected void accepted() {
      waitingCount = queue.size();
      sink.waitsNoMore();
      accepted.complete();
    }

    @Override
    protected void failed(SpException cause) {
      waitingCount = queue.size();
      sink.waitsNoMore();
      accepted.fail(cause);
      drained();
    }
  }

  /** A message with a body of this many bytes or more is not kept for the next send. */
  private static final int LARGE = 16 << 10;

  private final Host host;
  private final Sink sink;
  private final SendQueue<Waiting> queue;
  private final int mostHandedOver;
  private final int mostBytesHandedOver;
  private final SendLimit limit;
  private final boolean bestEffort;

  private final AtomicInteger handedOver = new AtomicInteger();
  private final AtomicLong bytesHandedOver = new AtomicLong();
  private volatile int waitingCount;
  private volatile int mostWaiting = 1;
  private volatile boolean drainAwaited;
  private volatile @Nullable Handler<Void> drainHandler;
  private @Nullable SpException closed;
  private @Nullable Message last; // on the event loop

  /**
   * @param gaveUp called after a message has failed with TIMEOUT
   */
  public Outbox(
      Host host, Deadlines deadlines, Sink sink, Runnable gaveUp, CommonOptions<?> options) {
    this.host = host;
    this.sink = sink;
    this.mostHandedOver = options.getSendBuffer();
    this.mostBytesHandedOver = options.getSendBufferBytes();
    this.limit = new SendLimit(options);
    this.bestEffort = options.isBestEffort();
    this.queue =
        new SendQueue<>(
            deadlines,
            new SendQueue.Sink<>() {
              @Override
              public boolean offer(Waiting entry) {
                return sink.offer(entry.message);
              }

              @Override
              public boolean hasPeers() {
                return sink.hasPeers();
              }

              @Override
              public String outage() {
                return sink.outage();
              }

              @Override
              public void gaveUp() {
                gaveUp.run();
              }
            },
            options);
  }

  // ---- application side, from any thread ----

  /**
   * Completes when a peer accepted the message; fails with TIMEOUT, NO_PEERS, TOO_LONG or CLOSED.
   */
  public Future<Void> send(Message message) {
    return host.isHome() ? sendNow(message) : handOver(message);
  }

  /**
   * As {@link #send(Message)}. On the event loop, sending the same body again reuses its message
   * and allocates nothing.
   */
  public Future<Void> send(Buffer body) {
    return host.isHome() ? sendNow(messageOf(body)) : handOver(new Message(body));
  }

  private Message messageOf(Buffer body) {
    Message before = last;
    if (before != null && before.body() == body) {
      return before;
    }
    Message message = new Message(body);
    last = body.length() < LARGE ? message : null;
    return message;
  }

  /** Whether the application should wait for {@link #drainHandler}. */
  public boolean isFull() {
    if (!overLimit()) {
      return false;
    }
    drainAwaited = true;
    return overLimit(); // it may have drained before the flag was set
  }

  public void drainHandler(@Nullable Handler<Void> handler) {
    this.drainHandler = handler;
  }

  /**
   * @throws IllegalArgumentException less than 1
   */
  public void mostWaiting(int messages) {
    if (messages < 1) {
      throw new IllegalArgumentException("messages: expected 1 or more, got " + messages);
    }
    this.mostWaiting = messages;
  }

  // ---- event loop side ----

  /** Offers the waiting messages, because a peer can accept one. */
  public void flush() {
    queue.flush();
    drained();
  }

  public boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Messages that wait for a peer. */
  public int size() {
    return queue.size();
  }

  /** Messages that wait for a peer, or are on their way to the event loop from other threads. */
  public int unsent() {
    return queue.size() + handedOver.get();
  }

  /**
   * The start of the longest wait, from the host's clock; {@link Long#MAX_VALUE}: no message waits.
   */
  public long oldest() {
    Waiting first = queue.first();
    return first == null ? Long.MAX_VALUE : first.since;
  }

  /** Refuses further messages; waiting messages continue to wait. */
  public void close(SpException cause) {
    closed = cause;
  }

  /** Fails all waiting messages. */
  public void fail(SpException cause) {
    closed = cause;
    last = null;
    queue.fail(cause);
    drained();
  }

  private Future<Void> sendNow(Message message) {
    if (closed != null) {
      return host.failed(closed);
    }
    SpException tooLong = limit.refusal(message.length());
    if (tooLong != null) {
      message.release();
      return host.failed(tooLong);
    }
    if (queue.isEmpty() && sink.offer(message)) {
      return host.done();
    }
    SpException refusal = queue.refusal();
    if (refusal != null) {
      return host.failed(refusal);
    }
    if (bestEffort) {
      sink.dropped();
      return host.done();
    }
    SpException late = queue.refusalToWait();
    if (late != null) {
      return host.failed(late);
    }
    Waiting entry = new Waiting(message);
    sink.waits();
    queue.add(entry);
    waitingCount = queue.size();
    return entry.accepted.future();
  }

  private Future<Void> handOver(Message message) {
    Promise<Void> promise = host.promise();
    int bytes = message.length();
    handedOver.incrementAndGet();
    bytesHandedOver.addAndGet(bytes);
    host.execute(
        () -> {
          handedOver.decrementAndGet();
          bytesHandedOver.addAndGet(-bytes);
          sendNow(message).onComplete(promise);
          drained();
        });
    return promise.future();
  }

  private boolean overLimit() {
    return waitingCount >= mostWaiting
        || handedOver.get() >= mostHandedOver
        || bytesHandedOver.get() >= mostBytesHandedOver;
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
}
