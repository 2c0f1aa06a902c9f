package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.SpException;
import io.scapro.policy.FairQueue;
import io.scapro.policy.Loan;
import io.scapro.policy.Outbox;
import io.scapro.spi.Host;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.streams.WriteStream;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A socket that the application reads from and writes to, both as streams.
 *
 * @param <W> what the application writes
 * @param <S> the socket itself
 */
public abstract class StreamSocket<W, S extends StreamSocket<W, S>>
    extends ReceivingSocket<Message, S> implements WriteStream<W> {

  final Outbox outbox;

  StreamSocket(Host host, Identity identity, CommonOptions<?> options) {
    super(host, identity, options, new FairQueue<>(options), Loan.OF_MESSAGES);
    this.outbox = SendingHalf.of(this, host, deadlines, options, this::offer);
  }

  /** Gives a message to the peers; false: nobody can take it now. */
  abstract boolean offer(Message message);

  // ---- application side ----

  /**
   * Sends {@code item}, which belongs to the socket from now on. Completes when it was accepted for
   * sending; fails with TIMEOUT after the send timeout, or CLOSED.
   */
  public Future<Void> send(W item) {
    Objects.requireNonNull(item, "item");
    return outbox.send(message(item));
  }

  /** What the application writes, as a message. */
  abstract Message message(W item);

  /** As {@link #send}. */
  @Override
  public final Future<Void> write(W item) {
    return send(item);
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
  public final S setWriteQueueMaxSize(int messages) {
    outbox.mostWaiting(messages);
    return self();
  }

  @Override
  public final S drainHandler(@Nullable Handler<Void> handler) {
    outbox.drainHandler(handler);
    return self();
  }

  @Override
  public final S exceptionHandler(@Nullable Handler<Throwable> handler) {
    return self();
  }

  /** Messages that no peer has taken yet, which {@link #writeQueueFull} bounds. */
  @Override
  protected Map<String, Long> protocolStatistics() {
    return Map.of("waiting", (long) outbox.unsent());
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
