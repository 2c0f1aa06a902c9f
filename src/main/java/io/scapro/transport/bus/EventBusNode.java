package io.scapro.transport.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.shareddata.Shareable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one address of a Vertx for all its eventbus pipes: each address of a cluster is known to all
 * nodes, so a pipe must not cost one. Frames begin with the number of the pipe they are for.
 */
final class EventBusNode implements Shareable {

  private static final String MAP = "io.scapro.eventbus";
  private static final String KEY = "node";

  private final String address = "scapro.node." + UUID.randomUUID();
  private final Map<Long, Consumer<Buffer>> pipes = new ConcurrentHashMap<>();
  private final Future<Void> registered;

  private EventBusNode(Vertx vertx) {
    MessageConsumer<Object> consumer = vertx.eventBus().consumer(address);
    consumer.handler(this::arrived);
    this.registered = consumer.completion();
  }

  /**
   * The node of {@code vertx}, which lives as long as that does. To be called on the context of a
   * link.
   */
  static EventBusNode of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, EventBusNode>getLocalMap(MAP)
        .computeIfAbsent(KEY, first -> new EventBusNode(vertx));
  }

  String address() {
    return address;
  }

  /** Whether other nodes can find it; completes on any thread. */
  Future<Void> registered() {
    return registered;
  }

  /** Has {@code frames} called, on any thread and in order, for what is sent to {@code pipe}. */
  void open(long pipe, Consumer<Buffer> frames) {
    pipes.put(pipe, frames);
  }

  void close(long pipe) {
    pipes.remove(pipe);
  }

  /** What {@code message} carries; null where that is of a codec that is unknown or not trusted. */
  static @Nullable Object bodyOf(Message<Object> message) {
    try {
      return message.body();
    } catch (RuntimeException e) {
      return null;
    }
  }

  private void arrived(Message<Object> message) {
    if (bodyOf(message) instanceof Buffer frame && frame.length() > Long.BYTES) {
      Consumer<Buffer> pipe = pipes.get(frame.getLong(0));
      if (pipe != null) { // else the pipe was closed
        pipe.accept(frame);
      }
    }
  }
}
