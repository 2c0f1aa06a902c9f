package io.scapro.simulation.net;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.lang.reflect.Method;

/** A consumer of a {@link SimBus}: the methods of {@link MessageConsumer} that the product uses. */
final class BusConsumer {

  private final BusNode node;
  private final String address;
  private final Handler<Message<?>> handler;
  private final Promise<Void> completion = Promise.promise();
  private Promise<Void> unregistered; // null: it is registered

  BusConsumer(BusNode node, String address, Handler<Message<?>> handler) {
    this.node = node;
    this.address = address;
    this.handler = handler;
    node.bus().register(this, completion::tryComplete);
  }

  MessageConsumer<?> proxy() {
    return (MessageConsumer<?>) SimVertx.proxy(this::call, MessageConsumer.class);
  }

  private Object call(Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "completion" -> completion.future();
      case "unregister" -> unregister();
      default -> throw new UnsupportedOperationException("MessageConsumer." + method.getName());
    };
  }

  private Future<Void> unregister() {
    if (unregistered == null) {
      Promise<Void> done = Promise.promise();
      unregistered = done;
      node.bus().unregister(this, done::complete);
    }
    return unregistered.future();
  }

  BusNode node() {
    return node;
  }

  Lane lane() {
    return node.lane();
  }

  String address() {
    return address;
  }

  boolean isRegistered() {
    return unregistered == null;
  }

  /** Calls the handler later. A message that comes after the consumer was unregistered is lost. */
  void accept(BusNode from, Object body, Message<?> message) {
    lane()
        .execute(
            () -> {
              if (isRegistered()) {
                node.bus().observer().delivered(from.lane(), lane(), address, body);
                handler.handle(message);
              }
            });
  }
}
