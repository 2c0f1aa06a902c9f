package io.scapro.policy;

import io.scapro.spi.Pipe;
import io.scapro.spi.ReceiveBudget;
import org.jspecify.annotations.Nullable;

/** Received items that wait for the application, in the order it shall get them. */
public interface ReceiveQueue<T> {

  /**
   * Takes {@code item} of {@code bytes} from {@code peer}.
   *
   * @return false: the peer must stop; it is resumed when its items were taken
   */
  boolean add(Pipe peer, T item, int bytes);

  /** The next item; null when there is none. */
  @Nullable T poll();

  /** The polled item was handed over: its peer may be resumed, which may add more at once. */
  void settle();

  int size();

  /** Has {@code budget} count what waits, where peers must wait when that is too much. */
  default void countIn(ReceiveBudget budget) {}

  /** Whether {@code peer} was not told to stop, or has room again. */
  default boolean isRoomFor(Pipe peer) {
    return true;
  }
}
