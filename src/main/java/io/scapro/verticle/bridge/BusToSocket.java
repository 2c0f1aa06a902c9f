package io.scapro.verticle.bridge;

import io.scapro.DropReason;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SpException;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.verticle.credit.CreditItem;
import io.scapro.verticle.credit.CreditLink;
import io.scapro.verticle.credit.CreditReceiver;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages that arrive at an event-bus address.
 *
 * <p>The event bus has no flow control, so the queue here is bounded. Beyond its limit a {@code
 * request} fails, and a plain {@code send} is dropped and counted. The consumer is never paused:
 * then the event bus would drop messages without counting them.
 */
final class BusToSocket implements Bridge {

  /** Sends one message. */
  interface Pass {
    /**
     * Sends one message; the result is the reply to a {@code request}.
     *
     * @param pipe the connection to use; 0: the protocol selects it
     */
    Future<?> apply(Buffer body, int pipe, MultiMap headers);
  }

  /** Maximum number of queued bytes; one message may exceed it. */
  private static final long MOST_BYTES = 64 << 20;

  private static final MultiMap NO_HEADERS = MultiMap.caseInsensitiveMultiMap();

  private final Vertx vertx;
  private final Socket socket;
  private final Pass pass;
  private final BridgeConfig config;
  private final Format format;
  private final MessageConsumer<Object> consumer;
  private final Set<CreditReceiver> streams = new LinkedHashSet<>();
  private int waiting;
  private long bytesWaiting;

  /**
   * @param address the event-bus address whose messages are sent
   */
  BusToSocket(
      Vertx vertx, Socket socket, Pass pass, BridgeConfig config, String address, Format format) {
    this.vertx = vertx;
    this.socket = socket;
    this.pass = pass;
    this.config = config;
    this.format = format;
    this.consumer = vertx.eventBus().consumer(address);
  }

  @Override
  public String addressKey() {
    return config.bridge.equals(BridgeRules.NONE) ? "address" : "bridge";
  }

  @Override
  public Set<String> keys() {
    if (socket instanceof SurveyorSocket) {
      return Set.of("queue", "timeout", "body", "deliver", "ack", "delivery", "window");
    }
    return socket instanceof ReqSocket ? Set.of("queue", "timeout", "body") : Set.of("queue");
  }

  @Override
  public Future<Void> start() {
    consumer.handler(this::take);
    return consumer.completion();
  }

  @Override
  public Future<Void> stop() {
    List<Future<Void>> parts = new ArrayList<>();
    parts.add(consumer.unregister());
    List.copyOf(streams).forEach(each -> parts.add(each.close()));
    return Future.join(parts).mapEmpty();
  }

  private void take(Message<Object> message) {
    if (CreditLink.says(message, CreditLink.OPEN)) {
      open(message);
      return;
    }
    if (waiting >= config.queue || bytesWaiting >= MOST_BYTES) {
      refuse(
          message,
          new SpException(
              Reason.LIMIT,
              ("expected at most %d messages or %d bytes queued for the socket %s, got one more"
                      + " message; do: raise \"queue\", or send with a SocketWriter")
                  .formatted(config.queue, MOST_BYTES, socket.name())),
          DropReason.BUS_OVERFLOW);
      return;
    }
    Buffer body;
    int pipe;
    try {
      body = format.write(message.body());
      pipe = pipe(message);
    } catch (SpException e) {
      refuse(message, e, DropReason.BAD_BODY);
      return;
    }
    int bytes = body.length();
    waiting++;
    bytesWaiting += bytes;
    pass.apply(body, pipe, message.headers())
        .onComplete(
            result -> done(message, bytes, result),
            failure -> {
              waiting--;
              bytesWaiting -= bytes;
              refuse(message, failure, DropReason.BUS_REFUSED);
            });
  }

  /** The connection to use; 0: the protocol selects it. */
  private static int pipe(Message<Object> message) {
    String id = message.headers().get(Headers.PIPE);
    try {
      return id == null ? 0 : Integer.parseInt(id);
    } catch (NumberFormatException e) {
      throw new SpException(
          Reason.UNSUPPORTED,
          "expected a header %s with a number, got %s".formatted(Headers.PIPE, id),
          e);
    }
  }

  /** Opens the stream of a {@code SocketWriter}. */
  private void open(Message<Object> message) {
    CreditReceiver[] one = new CreditReceiver[1];
    one[0] =
        new CreditReceiver(
            vertx, message, config.queue, this::passOn, () -> streams.remove(one[0]));
    streams.add(one[0]);
  }

  private void passOn(CreditReceiver from, CreditItem item) {
    int bytes = item.body().length();
    Future<?> passed = pass.apply(format.write(item.body()), item.pipe(), NO_HEADERS);
    if (passed.succeeded()) { // the usual case, without an allocation
      from.consumed(bytes);
      return;
    }
    passed.onComplete(
        ended -> {
          if (ended.failed()) {
            socket.countDropped(DropReason.BUS_REFUSED);
            Throwable cause = ended.cause();
            from.refused(bytes, ReasonCodes.of(cause), String.valueOf(cause.getMessage()));
          } else {
            from.consumed(bytes);
          }
        });
  }

  private void done(Message<Object> message, int bytes, @Nullable Object result) {
    waiting--;
    bytesWaiting -= bytes;
    if (isAsked(message)) {
      message.reply(result);
    }
  }

  private void refuse(Message<Object> message, Throwable failure, DropReason reason) {
    if (isAsked(message)) {
      message.fail(ReasonCodes.of(failure), failure.getMessage());
    } else {
      socket.countDropped(reason);
    }
  }

  private static boolean isAsked(Message<Object> message) {
    return message.replyAddress() != null;
  }
}
