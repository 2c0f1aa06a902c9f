package io.scapro.verticle;

import io.scapro.Message;
import io.scapro.SpSocket;
import io.scapro.protocol.SubSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.streams.ReadStream;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what a socket receives to an event-bus address. With answers asked for, a window of
 * messages is on its way at most; then the socket reads no more, and the peers feel it.
 */
final class SocketToBus implements Bridge {

  private static final int WINDOW = 16;

  private final ReadStream<Message> socket;
  private final VerticleConfig config;
  private final BusConsumer consumer;
  private final @Nullable CreditedDelivery credited;

  <S extends SpSocket & ReadStream<Message>> SocketToBus(
      Vertx vertx, S socket, VerticleConfig config) {
    this.socket = socket;
    this.config = config;
    this.consumer = new BusConsumer(vertx, socket, config);
    this.credited =
        config.ack == VerticleConfig.Ack.CREDIT
            ? new CreditedDelivery(vertx, socket, config.deliver)
            : null;
  }

  @Override
  public String addressKey() {
    boolean eachTopicHasItsAddress =
        !config.subscribe.isEmpty() && !config.subscribe.containsValue("");
    return eachTopicHasItsAddress && config.deliver.isEmpty() ? "subscribe" : "deliver";
  }

  @Override
  public Set<String> keys() {
    Set<String> keys = new HashSet<>(Set.of("ack", "delivery", "window", "timeout", "body"));
    if (socket instanceof SubSocket) {
      keys.add("subscribe");
    }
    return keys;
  }

  @Override
  public Future<Void> start() {
    if (credited != null) {
      credited.start();
    } else if (config.ack == VerticleConfig.Ack.REPLY) {
      socket.pause().fetch(config.window(WINDOW));
      socket.handler(this::ask);
    } else {
      socket.handler(message -> consumer.tell(message.pipe(), message.keep().body()));
    }
    return socket instanceof SubSocket sub ? subscribe(sub) : Future.succeededFuture();
  }

  @Override
  public Future<Void> stop() {
    return credited == null ? Future.succeededFuture() : credited.stop(config.linger());
  }

  private Future<Void> subscribe(SubSocket sub) {
    if (config.subscribe.isEmpty()) {
      throw new IllegalArgumentException(
          "expected \"subscribe\" with a topic, or \"\" for everything, got none");
    }
    return Future.all(config.subscribe.keySet().stream().map(sub::subscribe).toList()).mapEmpty();
  }

  private void ask(Message message) {
    consumer
        .ask(message.pipe(), message.keep().body(), answer -> answer)
        .onComplete(answered -> socket.fetch(1));
  }
}
