package io.scapro.verticle;

import io.scapro.DropReason;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.SpSocket;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends what comes to an event-bus address.
 *
 * <p>The event bus has no flow control, so a bounded number of messages waits here and the rest is
 * turned away: a {@code request} hears it, a plain {@code send} is counted. The consumer is never
 * paused: that would only move the loss to where nobody counts it.
 */
final class BusToSocket implements Bridge {

  private final SpSocket socket;
  private final Function<Buffer, ? extends Future<?>> pass;
  private final VerticleConfig config;
  private final MessageConsumer<Object> consumer;
  private int waiting;

  /**
   * @param pass sends a body; its result is the reply to a {@code request}
   */
  BusToSocket(
      Vertx vertx,
      SpSocket socket,
      Function<Buffer, ? extends Future<?>> pass,
      VerticleConfig config) {
    this.socket = socket;
    this.pass = pass;
    this.config = config;
    this.consumer = vertx.eventBus().consumer(config.address);
  }

  @Override
  public String addressKey() {
    return "address";
  }

  @Override
  public Set<String> keys() {
    return socket instanceof ReqSocket ? Set.of("queue", "timeout", "body") : Set.of("queue");
  }

  @Override
  public Future<Void> start() {
    consumer.handler(this::take);
    return consumer.completion();
  }

  @Override
  public Future<Void> stop() {
    return consumer.unregister();
  }

  private void take(Message<Object> message) {
    if (waiting >= config.queue) {
      refuse(
          message,
          new SpException(
              Reason.LIMIT,
              "expected at most %d messages that wait for %s, got one more"
                  .formatted(config.queue, socket.name())),
          DropReason.BUS_OVERFLOW);
      return;
    }
    Buffer body;
    try {
      body = BodyForm.bytes(message.body());
    } catch (SpException e) {
      refuse(message, e, DropReason.BAD_BODY);
      return;
    }
    waiting++;
    pass.apply(body)
        .onComplete(
            result -> done(message, result),
            failure -> {
              waiting--;
              refuse(message, failure, DropReason.BUS_REFUSED);
            });
  }

  private void done(Message<Object> message, @Nullable Object result) {
    waiting--;
    if (isAsked(message)) {
      message.reply(result);
    }
  }

  private void refuse(Message<Object> message, Throwable failure, DropReason reason) {
    if (isAsked(message)) {
      message.fail(FailureCodes.of(failure), failure.getMessage());
    } else {
      socket.discarded(reason);
    }
  }

  private static boolean isAsked(Message<Object> message) {
    return message.replyAddress() != null;
  }
}
