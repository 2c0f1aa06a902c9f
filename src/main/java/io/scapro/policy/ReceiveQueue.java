package io.scapro.policy;

import io.scapro.spi.Pipe;
import io.scapro.spi.ReceiveBudget;
import org.jspecify.annotations.Nullable;

/** Received items that are queued for the application, in the order of delivery. */
public interface ReceiveQueue<T> {

  /**
   * Adds {@code item} of {@code bytes} from {@code peer}.
   *
   * @return false: do not read from the peer until it is resumed
   */
  boolean add(Pipe peer, T item, int bytes);

  /** The next item; null: none. */
  @Nullable T poll();

  /** The polled item was delivered: its peer may be resumed, which may add items at once. */
  void settle();

  int size();

  /** Sets the budget that counts queued items, if a peer must stop when it is exceeded. */
  default void countIn(ReceiveBudget budget) {}

  /** Whether {@code peer} was not stopped, or has room again. */
  default boolean isRoomFor(Pipe peer) {
    return true;
  }
}
