package io.scapro.protocol;

import io.scapro.Host;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Outbox;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/** A socket that the application reads from and writes to. */
public abstract class DuplexSocket extends ReceivingSocket<Message> implements WriteStream<Buffer> {

  final Outbox outbox;

  DuplexSocket(Host host, Identity identity, SocketOptions<?> options) {
    super(host, identity, options, new FairQueue<>(options), Message::keep, Message::release);
    this.outbox = newOutbox(deadlines, this::offer);
  }

  /** Gives a message to the peers; false: nobody can take it now. */
  abstract boolean offer(Message message);

  // ---- application side ----

  /**
   * Sends {@code body}, which belongs to the socket from now on. Completes when it was accepted for
   * sending; fails with TIMEOUT after the send timeout, or CLOSED.
   */
  public final Future<Void> send(Buffer body) {
    return outbox.send(new Message(body));
  }

  /** As {@link #send}. */
  @Override
  public final Future<Void> write(Buffer body) {
    return send(body);
  }

  /** Closes the socket, after what was written is sent or the linger time is over. */
  @Override
  public final Future<Void> end() {
    return close();
  }

  @Override
  public final boolean writeQueueFull() {
    return outbox.isFull();
  }

  /** Messages that may wait for a peer before {@link #writeQueueFull}; default 1. */
  @Override
  public final DuplexSocket setWriteQueueMaxSize(int messages) {
    outbox.mostWaiting(messages);
    return this;
  }

  @Override
  public final DuplexSocket drainHandler(@Nullable Handler<Void> handler) {
    outbox.drainHandler(handler);
    return this;
  }

  @Override
  public final DuplexSocket exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  // ---- the end ----

  @Override
  protected boolean isDrained() {
    return outbox.isEmpty();
  }

  @Override
  protected void closing(SpException cause) {
    outbox.close(cause);
    super.closing(cause);
  }

  @Override
  protected void ended(SpException cause) {
    outbox.fail(cause);
    super.ended(cause);
  }
}
