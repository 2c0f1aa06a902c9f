package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.SpException;
import io.scapro.policy.Outbox;
import io.scapro.spi.Deadlines;
import io.scapro.spi.Host;
import io.scapro.spi.SocketBase;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A socket that the application only writes to, also as a {@link WriteStream}.
 *
 * @param <S> the type of the socket itself
 */
public abstract class SendingSocket<S extends SendingSocket<S>> extends SocketBase<S>
    implements WriteStream<Buffer> {

  final Deadlines deadlines;
  final Outbox outbox;

  SendingSocket(Host host, Identity identity, CommonOptions<?> options) {
    super(host, identity, options);
    this.deadlines = new Deadlines(host);
    this.outbox = SendingHalf.of(this, host, deadlines, options, this::offer);
  }

  /** Passes a message to the peers; false: no peer can accept it now. */
  abstract boolean offer(Message message);

  // ---- application side ----

  /**
   * Sends a message. May be called from any thread.
   *
   * @param body the body of the message; do not change it after the call
   * @return completes when it was accepted for sending; fails with TIMEOUT after the send timeout,
   *     NO_PEERS if {@code failNoPeers} is set, TOO_LONG or CLOSED
   */
  public final Future<Void> send(Buffer body) {
    return outbox.send(body);
  }

  /**
   * Sends a message, as {@link #send}.
   *
   * @param body the body of the message; do not change it after the call
   * @return as {@link #send}
   */
  @Override
  public final Future<Void> write(Buffer body) {
    return send(body);
  }

  /**
   * Closes the socket, as {@link #close}.
   *
   * @return completes when it is closed
   */
  @Override
  public final Future<Void> end() {
    return close();
  }

  /**
   * {@return whether the write queue is full. It is full when {@link #setWriteQueueMaxSize}
   * messages wait for a peer. Messages of other threads first wait for the event loop. The queue is
   * also full when these messages reach {@code sendBuffer} or {@code sendBufferBytes}. If you send
   * a message nevertheless, it is queued, without a limit. May be called from any thread}
   */
  @Override
  public final boolean writeQueueFull() {
    return outbox.isFull();
  }

  /**
   * Sets the limit of the write queue: {@link #writeQueueFull} is true when this many messages wait
   * for a peer. Messages in the send buffers of peers are not counted.
   *
   * @param messages 1 or more; default 1
   * @return this
   */
  @Override
  public final S setWriteQueueMaxSize(int messages) {
    outbox.mostWaiting(messages);
    return self();
  }

  /**
   * Sets the handler that is called when {@link #writeQueueFull} was true and the queue has room
   * again. It is called on the context of the socket.
   *
   * @param handler null: none
   * @return this
   */
  @Override
  public final S drainHandler(@Nullable Handler<Void> handler) {
    outbox.drainHandler(handler);
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
  public final S exceptionHandler(@Nullable Handler<Throwable> handler) {
    return self();
  }

  // ---- the end ----

  @Override
  protected final boolean isDrained() {
    return outbox.isEmpty();
  }

  @Override
  protected final void closing(SpException cause) {
    outbox.close(cause);
  }

  @Override
  protected final void ended(SpException cause) {
    outbox.fail(cause);
    deadlines.clear();
  }

  @Override
  protected final long queuedToDeliver() {
    return 0;
  }

  /** Messages that wait for a peer; {@link #writeQueueFull} is based on them. */
  @Override
  protected final Map<String, Long> protocolStatistics() {
    return Map.of("waiting", (long) outbox.unsent());
  }
}
