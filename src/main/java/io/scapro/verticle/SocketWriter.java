package io.scapro.verticle;

import io.scapro.Arguments;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.scapro.verticle.credit.CreditItem;
import io.scapro.verticle.credit.CreditSender;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages to a socket verticle as a stream with back-pressure: the verticle gives credit to
 * the writer, and the writer is full while it has no credit. The verticle may be on another node of
 * the cluster. This is much faster than a {@code request} for each message, since one delivery
 * carries all available messages.
 *
 * <pre>
 * SocketWriter jobs = SocketWriter.open(vertx, "jobs");   // the "address" of a push verticle
 * source.pipeTo(jobs);
 * </pre>
 *
 * <p>Without a verticle, messages are queued. If a verticle is undeployed before it has accepted
 * all messages, the exception handler gets DISCONNECTED with the number of lost messages, and the
 * writer continues with the next verticle. A message that the socket of the verticle fails to send
 * is counted by that socket as BUS_REFUSED, and the exception handler gets the reason with which a
 * {@code request} would fail. Safe from any thread; handlers are called on the context that opened
 * the writer.
 */
public final class SocketWriter implements WriteStream<Buffer> {

  private static final Future<Void> DONE = Future.succeededFuture();

  private record Waiting(CreditItem item, Promise<Void> sent) {}

  private final Host host;
  private final Host.Registration closeHook;
  private final CreditSender sender;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

  /** Messages written on other threads that have not reached the context yet. */
  private final AtomicInteger onTheirWay = new AtomicInteger();

  private volatile int mostWaiting;

  /** {@link #isFull}, for callers on other threads. */
  private volatile boolean full = true;

  private boolean drainAwaited;
  private boolean ended;
  private @Nullable Handler<Void> drainHandler;
  private @Nullable Handler<Throwable> exceptionHandler;
  private @Nullable Promise<Void> emptied;
  private @Nullable SpException firstRefusal;

  private SocketWriter(Vertx vertx, String address) {
    this.host = Engines.host(vertx);
    this.closeHook = host.onClose(this::close);
    this.sender =
        new CreditSender(
            vertx,
            address,
            new CreditSender.Events() {
              @Override
              public void drained() {
                sendWaiting();
              }

              @Override
              public void broken(int messages) {
                tellOf(messages);
              }

              @Override
              public void refused(int code, int messages, String why) {
                tellOf(refusal(code, messages, why));
              }
            });
  }

  /**
   * Opens a writer.
   *
   * @param vertx sends the messages
   * @param address the {@code address} of a verticle, which may be deployed later
   * @return the writer; messages are queued until there is a verticle
   */
  public static SocketWriter open(Vertx vertx, String address) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(address, "address");
    SocketWriter writer = new SocketWriter(vertx, address);
    writer.sender.open();
    return writer;
  }

  /**
   * Sends a message.
   *
   * @param body do not change it any more
   * @return completes when it was sent to the verticle; fails with CLOSED
   */
  @Override
  public Future<Void> write(Buffer body) {
    Objects.requireNonNull(body, "body");
    return write(new CreditItem(body, 0, ""));
  }

  /**
   * Sends a message; a polyamorous PAIR1 sends it to the message's pipe.
   *
   * @param message do not change its body any more
   * @return completes when it was sent to the verticle; fails with CLOSED
   */
  public Future<Void> write(SocketMessage message) {
    Objects.requireNonNull(message, "message");
    return write(new CreditItem(message.body(), message.pipe(), message.peer()));
  }

  private Future<Void> write(CreditItem item) {
    if (isHere()) {
      return writeHere(item);
    }
    Promise<Void> promise = host.promise();
    onTheirWay.incrementAndGet();
    onContext(
        () -> {
          onTheirWay.decrementAndGet();
          writeHere(item).onComplete(promise);
        });
    return promise.future();
  }

  /**
   * Whether the caller runs on the event loop that owns all state; false on a worker or virtual
   * thread.
   */
  private boolean isHere() {
    return host.isDirect() && host.inLoop();
  }

  /**
   * Runs {@code task} on the context that opened the writer, which owns all state. Runs it at once
   * if the caller is on that context.
   */
  private void onContext(Runnable task) {
    host.emit(null, here -> task.run());
  }

  private Future<Void> writeHere(CreditItem item) {
    if (ended) {
      return Future.failedFuture(new SpException(Reason.CLOSED, "the writer was ended"));
    }
    if (waiting.isEmpty() && !sender.isFull()) {
      sender.send(item);
      full = sender.isFull();
      return DONE;
    }
    Waiting one = new Waiting(item, Promise.promise());
    waiting.add(one);
    full = isFull();
    return one.sent.future();
  }

  private void sendWaiting() {
    while (!waiting.isEmpty() && !sender.isFull()) {
      Waiting one = waiting.remove();
      sender.send(one.item);
      one.sent.complete();
    }
    if (waiting.isEmpty() && emptied != null) {
      emptied.tryComplete();
    }
    full = isFull();
    if (drainAwaited && !full) {
      drainAwaited = false;
      Handler<Void> handler = drainHandler;
      if (handler != null) {
        host.emit(null, handler);
      }
    }
  }

  private boolean isFull() {
    return sender.isFull() && waiting.size() >= mostWaiting;
  }

  private void tellOf(int lost) {
    if (lost > 0) {
      tell(
          new SpException(
              Reason.DISCONNECTED,
              "the verticle was undeployed before it accepted %d messages".formatted(lost)));
    }
  }

  private static SpException refusal(int code, int messages, String why) {
    return new SpException(
        FailureCodes.reason(code).orElse(Reason.FAILED),
        "the verticle could not forward %d messages: %s".formatted(messages, why));
  }

  private void tellOf(SpException refusal) {
    if (firstRefusal == null) {
      firstRefusal = refusal;
    }
    tell(refusal);
  }

  private void tell(SpException cause) {
    Handler<Throwable> handler = exceptionHandler;
    if (handler != null) {
      host.emit(cause, handler);
    }
  }

  /**
   * Closes the writer when the verticle's socket has accepted all messages. Fails with the reason
   * of the first message that the socket could not send.
   */
  @Override
  public Future<Void> end() {
    return call(this::endHere);
  }

  private <T> Future<T> call(Supplier<Future<T>> call) {
    Promise<T> promise = host.promise();
    onContext(() -> call.get().onComplete(promise));
    return promise.future();
  }

  private Future<Void> endHere() {
    ended = true;
    Promise<Void> empty = Promise.promise();
    emptied = empty;
    if (waiting.isEmpty()) {
      empty.complete();
    }
    return empty
        .future()
        .compose(sent -> sender.confirmed())
        .compose(
            all ->
                firstRefusal == null
                    ? Future.<Void>succeededFuture()
                    : Future.failedFuture(firstRefusal))
        .eventually(this::closeHere);
  }

  /**
   * Closes the writer. Messages that wait for credit fail with CLOSED. Messages that already have
   * credit are still sent to the verticle.
   *
   * @return completes when it is closed
   */
  public Future<Void> close() {
    return call(this::closeHere);
  }

  private Future<Void> closeHere() {
    ended = true;
    closeHook.remove();
    SpException cause = new SpException(Reason.CLOSED, "the writer was closed");
    for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
      one.sent.fail(cause);
    }
    return sender.close();
  }

  /**
   * Sets how many messages may wait for credit of the verticle before {@link #writeQueueFull} is
   * true.
   *
   * @param messages 0 or more; default 0: it is true as soon as there is no credit
   * @return this
   */
  @Override
  public SocketWriter setWriteQueueMaxSize(int messages) {
    this.mostWaiting = Arguments.between(0, Integer.MAX_VALUE, messages, "messages");
    return this;
  }

  /**
   * {@return whether the queue is full: the verticle gives no credit now, and {@link
   * #setWriteQueueMaxSize} messages wait for it. Further messages are queued too, without a limit}
   */
  @Override
  public boolean writeQueueFull() {
    if (isHere()) {
      boolean now = isFull();
      drainAwaited |= now;
      return now;
    }
    boolean seen = full || onTheirWay.get() > mostWaiting;
    if (seen) {
      onContext(this::awaitDrain);
    }
    return seen;
  }

  private void awaitDrain() {
    drainAwaited = true;
    sendWaiting(); // credit may have arrived
  }

  /**
   * Sets the handler that is called when the queue has room again after {@link #writeQueueFull} was
   * true.
   *
   * @param handler null: none
   * @return this
   */
  @Override
  public SocketWriter drainHandler(@Nullable Handler<Void> handler) {
    onContext(() -> drainHandler = handler);
    return this;
  }

  /**
   * Sets the handler for messages that were lost when the verticle was undeployed, or that its
   * socket could not send.
   */
  @Override
  public SocketWriter exceptionHandler(@Nullable Handler<Throwable> handler) {
    onContext(() -> exceptionHandler = handler);
    return this;
  }
}
