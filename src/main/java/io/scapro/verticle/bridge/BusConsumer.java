package io.scapro.verticle.bridge;

import io.scapro.DropReason;
import io.scapro.Peer;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SpException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The consumers at the addresses to which a verticle delivers. */
final class BusConsumer {

  private final EventBus bus;
  private final Socket socket;
  private final BridgeConfig config;
  private final Format format;
  private final Unheard unheard;
  private volatile boolean closed;

  BusConsumer(Vertx vertx, Socket socket, BridgeConfig config, Format format) {
    this.bus = vertx.eventBus();
    this.socket = socket;
    this.config = config;
    this.format = format;
    this.unheard = Unheard.of(vertx);
  }

  /**
   * Delivers {@code body}, received from {@code peer}, and awaits the answer of the consumer. A
   * failure is counted.
   *
   * @param headers additional headers
   * @param answer converts the body of the answer
   * @return completes within the configured timeout
   */
  <T> Future<T> ask(
      @Nullable Peer peer, Buffer body, Map<String, String> headers, Function<Object, T> answer) {
    return read(body)
        .compose(to -> request(peer, to, headers))
        .map(reply -> answer.apply(reply.body()))
        .onFailure(failure -> socket.countDropped(reason(failure)));
  }

  private Future<Message<Object>> request(
      @Nullable Peer peer, Format.Routed to, Map<String, String> headers) {
    return bus.request(to.address(), to.body(), options(peer, to, headers))
        .onComplete(
            reply -> unheard.forget(socket.id()),
            failure -> {
              if (isUnheard(failure) && !closed) {
                unheard.nobodyAt(socket.id(), to.address());
              }
            });
  }

  private static boolean isUnheard(Throwable failure) {
    return failure instanceof ReplyException reply
        && reply.failureType() == ReplyFailure.NO_HANDLERS;
  }

  /** To be called when no more messages are delivered. */
  void close() {
    closed = true;
    unheard.forget(socket.id());
  }

  /** Delivers {@code body} to one consumer or to all, without an answer. */
  void tell(@Nullable Peer peer, Buffer body, Map<String, String> headers) {
    read(body)
        .onComplete(
            to -> {
              if (config.delivery == BridgeConfig.Delivery.PUBLISH) {
                bus.publish(to.address(), to.body(), options(peer, to, headers));
              } else {
                bus.send(to.address(), to.body(), options(peer, to, headers));
              }
            },
            failure -> socket.countDropped(reason(failure)));
  }

  private Future<Format.Routed> read(Buffer body) {
    try {
      return Future.succeededFuture(format.read(body));
    } catch (SpException e) {
      return Future.failedFuture(e);
    }
  }

  private DeliveryOptions options(
      @Nullable Peer peer, Format.Routed to, Map<String, String> headers) {
    DeliveryOptions options =
        new DeliveryOptions()
            .setSendTimeout(config.timeout.toMillis())
            .addHeader(Headers.SOCKET, socket.name());
    headers.forEach(options::addHeader);
    String topic = to.topic();
    if (topic != null) {
      options.addHeader(Headers.TOPIC, topic);
    }
    if (peer != null) {
      options
          .addHeader(Headers.PIPE, Integer.toString(peer.id()))
          .addHeader(Headers.PEER, peer.remoteAddress());
    }
    return options;
  }

  private static DropReason reason(Throwable failure) {
    if (failure instanceof SpException known && known.reason() == Reason.PROTOCOL) {
      return DropReason.BAD_BODY;
    }
    if (failure instanceof SpException known && known.reason() == Reason.REFUSED) {
      return DropReason.NOT_PERMITTED;
    }
    if (!(failure instanceof ReplyException reply)) {
      return DropReason.CONSUMER_FAILED;
    }
    return switch (reply.failureType()) {
      case NO_HANDLERS -> DropReason.NO_CONSUMER;
      case TIMEOUT -> DropReason.CONSUMER_TIMEOUT;
      default -> DropReason.CONSUMER_FAILED;
    };
  }
}
