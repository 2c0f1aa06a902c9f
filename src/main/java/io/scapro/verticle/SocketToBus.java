package io.scapro.verticle;

import io.scapro.Message;
import io.scapro.SpSocket;
import io.scapro.protocol.SubSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.streams.ReadStream;
import java.util.HashSet;
import java.util.Set;

/**
 * Delivers what a socket receives to an event-bus address. With answers asked for, a window of
 * messages is on its way at most; then the socket reads no more, and the peers feel it.
 */
final class SocketToBus implements Bridge {

  private static final int WINDOW = 16;

  private final ReadStream<Message> socket;
  private final VerticleConfig config;
  private final BusConsumer consumer;

  <S extends SpSocket & ReadStream<Message>> SocketToBus(
      Vertx vertx, S socket, VerticleConfig config) {
    this.socket = socket;
    this.config = config;
    this.consumer = new BusConsumer(vertx, socket, config);
  }

  @Override
  public String addressKey() {
    return "deliver";
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
    if (config.ack == VerticleConfig.Ack.REPLY) {
      socket.pause().fetch(config.window(WINDOW));
      socket.handler(this::ask);
    } else {
      socket.handler(message -> consumer.tell(message.pipe(), message.keep().body()));
    }
    return socket instanceof SubSocket sub ? subscribe(sub) : Future.succeededFuture();
  }

  private Future<Void> subscribe(SubSocket sub) {
    if (config.subscribe.isEmpty()) {
      throw new IllegalArgumentException(
          "expected \"subscribe\" with a topic, or \"\" for everything, got none");
    }
    return Future.all(config.subscribe.stream().map(sub::subscribe).toList()).mapEmpty();
  }

  private void ask(Message message) {
    consumer
        .ask(message.pipe(), message.keep().body(), answer -> answer)
        .onComplete(answered -> socket.fetch(1));
  }
}
