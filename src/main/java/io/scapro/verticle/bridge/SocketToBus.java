package io.scapro.verticle.bridge;

import io.scapro.Message;
import io.scapro.Socket;
import io.scapro.protocol.SubSocket;
import io.scapro.verticle.credit.CreditedDelivery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.streams.ReadStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the received messages of a socket to an event-bus address. If answers are required, at
 * most a window of messages is unanswered; then the socket stops reading, which slows the peers.
 */
final class SocketToBus implements Bridge {

  private static final int WINDOW = 16;

  private final ReadStream<Message> socket;
  private final BridgeConfig config;
  private final BusConsumer consumer;
  private final @Nullable CreditedDelivery credited;

  <S extends Socket & ReadStream<Message>> SocketToBus(
      Vertx vertx, S socket, BridgeConfig config, Format format) {
    this.socket = socket;
    this.config = config;
    this.consumer = new BusConsumer(vertx, socket, config, format);
    this.credited = config.ack == BridgeConfig.Ack.CREDIT ? credited(vertx, socket, format) : null;
  }

  private static <S extends Socket & ReadStream<Message>> CreditedDelivery credited(
      Vertx vertx, S socket, Format format) {
    if (format instanceof PlainFormat plain) {
      return new CreditedDelivery(vertx, socket, plain.addresses(), plain::address);
    }
    throw new IllegalArgumentException(
        "expected \"ack\": \"reply\" or \"none\" with \"bridge\", got \"credit\"");
  }

  @Override
  public String addressKey() {
    if (!config.bridge.equals(BridgeRules.NONE)) {
      return "bridge";
    }
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
    } else if (config.ack == BridgeConfig.Ack.REPLY) {
      socket.pause().fetch(config.window(WINDOW));
      socket.handler(this::ask);
    } else {
      socket.handler(message -> consumer.tell(message.peer(), message.keep().body(), Map.of()));
    }
    return socket instanceof SubSocket sub ? subscribe(sub) : Future.succeededFuture();
  }

  @Override
  public Future<Void> stop() {
    consumer.close();
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
        .ask(message.peer(), message.keep().body(), Map.of(), answer -> answer)
        .onComplete(answered -> socket.fetch(1));
  }
}
