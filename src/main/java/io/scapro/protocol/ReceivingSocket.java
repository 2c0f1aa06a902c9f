package io.scapro.protocol;

import io.scapro.Deadlines;
import io.scapro.DropReason;
import io.scapro.Host;
import io.scapro.Identity;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.scapro.SpSocket;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.streams.ReadStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A socket that the application reads from: as a {@link ReadStream} with pause and fetch, or one by
 * one with {@link #receive}. Unread messages are bounded, see {@link
 * SocketOptions#setReceiveBuffer}.
 *
 * @param <T> what the application reads
 */
public abstract class ReceivingSocket<T> extends SpSocket implements ReadStream<T> {

  final Deadlines deadlines;
  final Inbox<T> inbox;
  private @Nullable Handler<Void> endHandler;

  ReceivingSocket(
      Host host,
      Identity identity,
      SocketOptions<?> options,
      ReceiveQueue<T> queue,
      Consumer<T> own,
      Consumer<T> release) {
    super(host, identity, options);
    this.deadlines = new Deadlines(host);
    this.inbox =
        new Inbox<>(host, deadlines, options.receiveTimeout(), queue, reader(own, release));
  }

  private Inbox.Reader<T> reader(Consumer<T> own, Consumer<T> release) {
    return new Inbox.Reader<>() {
      @Override
      public void own(T item) {
        own.accept(item);
      }

      @Override
      public void release(T item) {
        release.accept(item);
      }

      @Override
      public void delivered(int items) {
        countDelivered(items);
      }

      @Override
      public void lost(int items) {
        drop(DropReason.CLOSED, items);
      }
    };
  }

  // ---- application side ----

  /**
   * The next message; fails with TIMEOUT after the receive timeout, CLOSED, or STATE when a handler
   * is set. Any number of calls may wait; they are served in order.
   */
  public final Future<T> receive() {
    return onLoop(inbox::receive);
  }

  @Override
  public ReceivingSocket<T> handler(@Nullable Handler<T> handler) {
    inbox.handler(handler);
    return this;
  }

  @Override
  public final ReceivingSocket<T> pause() {
    inbox.pause();
    return this;
  }

  @Override
  public final ReceivingSocket<T> resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public final ReceivingSocket<T> fetch(long amount) {
    inbox.fetch(amount);
    return this;
  }

  /** Called when the socket is closed. */
  @Override
  public final ReceivingSocket<T> endHandler(@Nullable Handler<Void> handler) {
    host.execute(() -> endHandler = handler);
    return this;
  }

  /** Never called for what peers do: that ends their pipe and is an event. */
  @Override
  public ReceivingSocket<T> exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  protected Boolean isReceivable() {
    return inbox.waiting() > 0;
  }

  // ---- the end ----

  @Override
  protected void closing(SpException cause) {
    inbox.close(cause);
    if (endHandler != null) {
      host.emit(null, endHandler);
    }
  }

  @Override
  protected void ended(SpException cause) {
    deadlines.clear();
  }

  @Override
  protected final long queuedToDeliver() {
    return inbox.unread();
  }
}
