package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.SpException;
import io.scapro.policy.Inbox;
import io.scapro.policy.Loan;
import io.scapro.policy.ReceiveQueue;
import io.scapro.spi.Deadlines;
import io.scapro.spi.Host;
import io.scapro.spi.SocketBase;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * A socket that the application reads from: as a {@link ReadStream} with pause and fetch, or one
 * message at a time with {@link #receive}. The number of unread messages is limited, see {@link
 * CommonOptions#setReceiveBuffer}. Handlers are called on the context of the socket.
 *
 * @param <T> the type that the application reads
 * @param <S> the type of the socket itself
 */
public abstract class ReceivingSocket<T, S extends ReceivingSocket<T, S>> extends SocketBase<S>
    implements ReadStream<T> {

  final Deadlines deadlines;
  final Inbox<T> inbox;
  private @Nullable Handler<Void> endHandler;

  ReceivingSocket(
      Host host, Identity identity, CommonOptions<?> options, ReceiveQueue<T> queue, Loan<T> loan) {
    super(host, identity, options);
    this.deadlines = new Deadlines(host);
    queue.countIn(receiveBudget());
    this.inbox = new Inbox<>(host, deadlines, options, queue, reader(loan));
  }

  private Inbox.Reader<T> reader(Loan<T> loan) {
    return new Inbox.Reader<>() {
      @Override
      public Loan<T> loan() {
        return loan;
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
   * Receives one message. Any number of calls may wait; they are served in order. May be called
   * from any thread.
   *
   * @return the next message; fails with TIMEOUT after the receive timeout, CLOSED, or STATE when a
   *     handler is set
   */
  public final Future<T> receive() {
    return onLoop(inbox::receive);
  }

  /**
   * Sets the handler of messages. While it is set, {@link #receive} fails with STATE. The handler
   * is called on the context of the socket, for one message after the other, while there is demand.
   * An exception goes to the exception handler of the context.
   *
   * @param handler null removes the handler; messages are then queued for {@link #receive}
   * @return this
   */
  @Override
  public S handler(@Nullable Handler<T> handler) {
    inbox.handler(handler);
    return self();
  }

  /**
   * Sets the demand to zero. Messages are queued. When the queue of a peer is full, the socket
   * stops reading from that peer; a SUB drops messages instead. May be called from any thread.
   *
   * @return this
   */
  @Override
  public final S pause() {
    inbox.pause();
    return self();
  }

  /**
   * Sets the demand to unlimited, which is the initial value. May be called from any thread.
   *
   * @return this
   */
  @Override
  public final S resume() {
    return fetch(Long.MAX_VALUE);
  }

  /**
   * Adds to the demand. May be called from any thread.
   *
   * @param amount messages, 0 or more
   * @return this
   */
  @Override
  public final S fetch(long amount) {
    inbox.fetch(amount);
    return self();
  }

  /**
   * Sets the handler of the end of the stream. It is called when the socket is closed.
   *
   * @param handler null: none
   * @return this
   */
  @Override
  public final S endHandler(@Nullable Handler<Void> handler) {
    host.execute(() -> endHandler = handler);
    return self();
  }

  /**
   * Has no effect: an error of a peer ends its connection and is an event, see {@link
   * #eventHandler}.
   *
   * @param handler is never called
   * @return this
   */
  @Override
  public S exceptionHandler(@Nullable Handler<Throwable> handler) {
    return self();
  }

  @Override
  protected @Nullable Boolean isReceivable() {
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
  protected long queuedToDeliver() {
    return inbox.unread();
  }
}
