package io.scapro.protocol;

import io.scapro.Message;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** The bodies of a stream of messages. Demand and handlers are passed to that stream. */
final class Bodies implements ReadStream<Buffer> {

  private final ReadStream<Message> messages;

  Bodies(ReadStream<Message> messages) {
    this.messages = messages;
  }

  /** Keeps a lent body: a write stream that gets it may need it after the handler has returned. */
  @Override
  public Bodies handler(@Nullable Handler<Buffer> handler) {
    messages.handler(handler == null ? null : message -> handler.handle(message.keep().body()));
    return this;
  }

  @Override
  public Bodies pause() {
    messages.pause();
    return this;
  }

  @Override
  public Bodies resume() {
    messages.resume();
    return this;
  }

  @Override
  public Bodies fetch(long amount) {
    messages.fetch(amount);
    return this;
  }

  @Override
  public Bodies endHandler(@Nullable Handler<Void> handler) {
    messages.endHandler(handler);
    return this;
  }

  @Override
  public Bodies exceptionHandler(@Nullable Handler<Throwable> handler) {
    messages.exceptionHandler(handler);
    return this;
  }
}
