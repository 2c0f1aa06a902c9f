package io.scapro.spi;

import io.netty.util.internal.PlatformDependent;
import java.util.Queue;

/**
 * First-in-first-out queues between threads: any number of threads add, one at a time polls. They
 * take no lock, hold no {@code null}, and allocate nothing for an element.
 */
public final class Queues {

  private static final int MOST = 1 << 30;

  private Queues() {}

  /**
   * {@return a queue without a practical bound (2<sup>30</sup> elements)}
   *
   * @param <T> the elements
   * @param chunk how many elements it has room for at first, and gets with each allocation when the
   *     consumer is behind; at least 2, rounded up to a power of two
   */
  public static <T> Queue<T> unbounded(int chunk) {
    return PlatformDependent.newMpscQueue(chunk, MOST);
  }

  /**
   * {@return a queue whose room is allocated at once}
   *
   * @param <T> the elements
   * @param capacity the most elements, at least 1, rounded up to a power of two; {@link
   *     Queue#offer} returns false and {@link Queue#add} throws {@link IllegalStateException} when
   *     it is full
   */
  public static <T> Queue<T> bounded(int capacity) {
    return PlatformDependent.newFixedMpscQueue(capacity);
  }
}
