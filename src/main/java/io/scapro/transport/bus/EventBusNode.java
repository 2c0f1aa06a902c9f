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
 * The single bus address of a Vertx, for all its eventbus pipes. Every node of a cluster stores
 * every address, so a pipe has no address of its own. Frames begin with the number of the receiving
 * pipe.
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
   * The node of {@code vertx}; it lives as long as the Vertx. To be called on the context of a
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

  /** Completes, on any thread, when other nodes can find the address. */
  Future<Void> registered() {
    return registered;
  }

  /**
   * Registers {@code frames} for the frames sent to {@code pipe}; called on any thread, in order.
   */
  void open(long pipe, Consumer<Buffer> frames) {
    pipes.put(pipe, frames);
  }

  void close(long pipe) {
    pipes.remove(pipe);
  }

  /** The body of {@code message}; null if its codec is unknown or not trusted. */
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
