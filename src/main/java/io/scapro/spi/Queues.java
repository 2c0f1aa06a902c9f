package io.scapro.spi;

import io.netty.util.internal.PlatformDependent;
import java.util.Queue;

/**
 * First-in-first-out queues between threads. Any number of threads add; only one thread at a time
 * may poll. They use no lock, accept no {@code null}, and do not allocate for each element.
 */
public final class Queues {

  private static final int MOST = 1 << 30;

  private Queues() {}

  /**
   * {@return a queue without a practical limit (2<sup>30</sup> elements)}
   *
   * @param <T> the elements
   * @param chunk the number of elements allocated at first and each time the queue grows; at least
   *     2, rounded up to a power of two
   */
  public static <T> Queue<T> unbounded(int chunk) {
    return PlatformDependent.newMpscQueue(chunk, MOST);
  }

  /**
   * {@return a queue of fixed capacity}
   *
   * @param <T> the elements
   * @param capacity the maximum number of elements, at least 1, rounded up to a power of two.
   *     {@link Queue#offer} returns false and {@link Queue#add} throws {@link
   *     IllegalStateException} when the queue is full
   */
  public static <T> Queue<T> bounded(int capacity) {
    return PlatformDependent.newFixedMpscQueue(capacity);
  }
}
