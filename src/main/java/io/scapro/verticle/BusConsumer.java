package io.scapro.verticle;

import io.scapro.DropReason;
import io.scapro.Pipe;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.SpSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whoever listens at the address that a verticle delivers to. */
final class BusConsumer {

  private final EventBus bus;
  private final SpSocket socket;
  private final VerticleConfig config;

  BusConsumer(Vertx vertx, SpSocket socket, VerticleConfig config) {
    this.bus = vertx.eventBus();
    this.socket = socket;
    this.config = config;
  }

  /**
   * Has the consumer answer {@code body}, which came from {@code peer}. A failure is counted.
   *
   * @param answer reads the body of the answer
   * @return ends within the configured timeout
   */
  <T> Future<T> ask(@Nullable Pipe peer, Buffer body, Function<Object, T> answer) {
    Destination to = destination(body);
    return read(body)
        .compose(value -> bus.request(to.address, value, headers(peer, to)))
        .map(reply -> answer.apply(reply.body()))
        .onFailure(failure -> socket.discarded(reason(failure)));
  }

  /** Tells the consumer, or all of them, and expects no answer. */
  void tell(@Nullable Pipe peer, Buffer body) {
    Destination to = destination(body);
    read(body)
        .onComplete(
            value -> {
              if (config.delivery == VerticleConfig.Delivery.PUBLISH) {
                bus.publish(to.address, value, headers(peer, to));
              } else {
                bus.send(to.address, value, headers(peer, to));
              }
            },
            failure -> socket.discarded(reason(failure)));
  }

  private Future<Object> read(Buffer body) {
    try {
      return Future.succeededFuture(config.body.read(body));
    } catch (SpException e) {
      return Future.failedFuture(e);
    }
  }

  /**
   * Where a message goes.
   *
   * @param topic the subscription that it fits; null where there are none
   */
  private record Destination(String address, @Nullable String topic) {}

  /** By the longest topic that {@code body} begins with. */
  private Destination destination(Buffer body) {
    String longest = null;
    for (String topic : config.subscribe.keySet()) {
      if ((longest == null || topic.length() > longest.length()) && begins(body, topic)) {
        longest = topic;
      }
    }
    String address = longest == null ? "" : config.subscribe.get(longest);
    return new Destination(address.isEmpty() ? config.deliver : address, longest);
  }

  private static boolean begins(Buffer body, String topic) {
    Buffer bytes = Buffer.buffer(topic);
    return body.length() >= bytes.length() && body.slice(0, bytes.length()).equals(bytes);
  }

  private DeliveryOptions headers(@Nullable Pipe peer, Destination to) {
    DeliveryOptions options =
        new DeliveryOptions()
            .setSendTimeout(config.timeout.toMillis())
            .addHeader(VerticleConfig.SOCKET, socket.name());
    if (to.topic != null) {
      options.addHeader(VerticleConfig.TOPIC, to.topic);
    }
    if (peer != null) {
      options
          .addHeader(VerticleConfig.PIPE, Integer.toString(peer.id()))
          .addHeader(VerticleConfig.PEER, peer.remoteAddress());
    }
    return options;
  }

  private static DropReason reason(Throwable failure) {
    if (failure instanceof SpException known && known.reason() == Reason.PROTOCOL) {
      return DropReason.BAD_BODY;
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
