package io.scapro.verticle;

import io.scapro.Arguments;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.scapro.verticle.credit.CreditItem;
import io.scapro.verticle.credit.CreditLink;
import io.scapro.verticle.credit.CreditReceiver;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages that socket verticles deliver to an event-bus address with {@code "ack":
 * "credit"}, as a stream with back-pressure: a reader that pauses, or whose handler is slow, slows
 * the peers of the sockets, also across nodes of a cluster. This is much faster than a reply for
 * each message, since one delivery carries all available messages.
 *
 * <pre>
 * SocketReader.open(vertx, "jobs").onSuccess(jobs -&gt; jobs.handler(job -&gt; work(job.body())));
 * </pre>
 *
 * <p>A message counts as consumed when the handler has returned. If the reader is closed or its
 * node dies, the verticle drops the unread messages and counts them as NO_CONSUMER. Safe from any
 * thread; handlers are called on the context that opened the reader. The reader is closed with the
 * verticle that opened it.
 */
public final class SocketReader implements ReadStream<SocketMessage> {

  private record Received(CreditReceiver from, CreditItem item) {}

  private final Vertx vertx;
  private final Host host;
  private final Host.Registration closeHook;
  private final MessageConsumer<Object> consumer;
  private final Set<CreditReceiver> receivers = new LinkedHashSet<>();
  private final ArrayDeque<Received> items = new ArrayDeque<>();
  private final int window;
  private long demand = Long.MAX_VALUE;
  private boolean pumping;
  private boolean closed;
  private @Nullable Handler<SocketMessage> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;

  private SocketReader(Vertx vertx, String address, int window) {
    this.vertx = vertx;
    this.window = window;
    this.host = Engines.host(vertx);
    this.closeHook = host.onClose(this::close);
    this.consumer = vertx.eventBus().consumer(address, this::opened);
  }

  /**
   * Opens a reader with a window of 1024 messages.
   *
   * @param vertx receives the messages
   * @param address the event-bus address that the verticles deliver to
   * @return completes when verticles can find it, in a cluster on every node
   */
  public static Future<SocketReader> open(Vertx vertx, String address) {
    return open(vertx, address, CreditLink.MESSAGES);
  }

  /**
   * Opens a reader.
   *
   * @param vertx receives the messages
   * @param address the event-bus address that the verticles deliver to
   * @param window maximum number of queued messages of one verticle, 1 or more; the queue also has
   *     at most 1 MiB plus one message
   * @return completes when verticles can find it, in a cluster on every node
   */
  public static Future<SocketReader> open(Vertx vertx, String address, int window) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(address, "address");
    Arguments.between(1, Integer.MAX_VALUE, window, "window");
    SocketReader reader = new SocketReader(vertx, address, window);
    return reader.consumer.completion().map(reader);
  }

  private void opened(Message<Object> message) {
    if (!CreditLink.says(message, CreditLink.OPEN)) {
      message.fail(0, "expected a verticle with \"ack\": \"credit\", got a plain message");
      return;
    }
    CreditReceiver[] one = new CreditReceiver[1];
    one[0] =
        new CreditReceiver(vertx, message, window, this::received, () -> receivers.remove(one[0]));
    receivers.add(one[0]);
  }

  private void received(CreditReceiver from, CreditItem item) {
    if (closed) {
      return;
    }
    Handler<SocketMessage> to = handler;
    if (items.isEmpty() && demand > 0 && to != null && !pumping) {
      give(to, from, item);
    } else {
      items.add(new Received(from, item));
    }
  }

  private void pump() {
    if (pumping) {
      return; // called by the handler; the loop below sees the new demand
    }
    pumping = true;
    while (demand > 0 && !items.isEmpty()) {
      Handler<SocketMessage> to = handler;
      if (to == null) {
        break;
      }
      Received next = items.remove();
      give(to, next.from, next.item);
    }
    pumping = false;
  }

  private void give(Handler<SocketMessage> to, CreditReceiver from, CreditItem item) {
    if (demand != Long.MAX_VALUE) {
      demand--;
    }
    try {
      to.handle(new SocketMessage(item.body(), item.pipe(), item.peer()));
    } catch (RuntimeException | Error failure) {
      report(failure);
    }
    from.consumed(item.body().length());
  }

  private void report(Throwable failure) {
    Handler<Throwable> to = exceptionHandler;
    if (to == null) {
      host.report(failure);
    } else {
      host.emit(failure, to);
    }
  }

  /**
   * Sets the handler of messages. It is called on the context of the reader while there is demand.
   * A message counts as consumed when the handler has returned.
   *
   * @param handler null removes the handler; messages are then queued
   * @return this
   */
  @Override
  public SocketReader handler(@Nullable Handler<SocketMessage> handler) {
    onContext(
        () -> {
          this.handler = handler;
          pump();
        });
    return this;
  }

  /**
   * Sets the demand to zero. Messages are queued up to the window, then the verticles stop reading
   * from their peers. A call from another context takes effect with a delay; until then the handler
   * may get messages.
   *
   * @return this
   */
  @Override
  public SocketReader pause() {
    onContext(() -> demand = 0);
    return this;
  }

  /**
   * Sets the demand to unlimited, which is the initial value.
   *
   * @return this
   */
  @Override
  public SocketReader resume() {
    return fetch(Long.MAX_VALUE);
  }

  /**
   * Adds to the demand.
   *
   * @param amount messages, 0 or more
   * @return this
   */
  @Override
  public SocketReader fetch(long amount) {
    Arguments.between(0, Long.MAX_VALUE, amount, "amount");
    onContext(
        () -> {
          demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
          pump();
        });
    return this;
  }

  /** Sets the handler that is called when the reader is closed. */
  @Override
  public SocketReader endHandler(@Nullable Handler<Void> handler) {
    onContext(() -> endHandler = handler);
    return this;
  }

  /** Sets the handler of exceptions of the message handler. */
  @Override
  public SocketReader exceptionHandler(@Nullable Handler<Throwable> handler) {
    onContext(() -> exceptionHandler = handler);
    return this;
  }

  /**
   * Closes the reader: verticles that deliver to it look for another one. Idempotent.
   *
   * @return completes when no verticle delivers to it any more
   */
  public Future<Void> close() {
    Promise<Void> done = host.promise();
    onContext(() -> closeHere().onComplete(done));
    return done.future();
  }

  /**
   * Runs {@code task} on the context that opened the reader, which owns all state. Runs it at once
   * if the caller is on that context.
   */
  private void onContext(Runnable task) {
    host.emit(null, here -> task.run());
  }

  private Future<Void> closeHere() {
    if (closed) {
      return Future.succeededFuture();
    }
    closed = true;
    closeHook.remove();
    items.clear();
    List<Future<Void>> parts = new ArrayList<>();
    parts.add(consumer.unregister());
    List.copyOf(receivers).forEach(each -> parts.add(each.close()));
    Handler<Void> end = endHandler;
    if (end != null) {
      host.emit(null, end);
    }
    return Future.join(parts).mapEmpty();
  }
}
