package io.scapro.spi;

import io.scapro.Arguments;

/**
 * The bytes that wait for all peers of a socket together. When they are too many, a peer that waits
 * for more than its share counts as full; the others are served as before. On the socket's loop.
 */
public final class SendBudget {

  private final long most;
  private long waiting;
  private int peers;

  /**
   * A budget of which nothing is used.
   *
   * @param most bytes, 1 or more
   */
  public SendBudget(long most) {
    this.most = Arguments.between(1, Long.MAX_VALUE, most, "most");
  }

  /** {@return a budget without a limit, for a pipe whose bytes are counted elsewhere} */
  public static SendBudget unlimited() {
    return new SendBudget(Long.MAX_VALUE);
  }

  /** Counts one more peer. */
  public void join() {
    peers++;
  }

  /**
   * Counts one peer less.
   *
   * @param bytes what waited for it, in bytes
   */
  public void leave(long bytes) {
    peers--;
    waiting -= bytes;
  }

  /**
   * Counts bytes that wait.
   *
   * @param bytes how many more; negative: less
   */
  public void add(long bytes) {
    waiting += bytes;
  }

  /**
   * {@return whether a peer must get no more for now}
   *
   * @param bytes what waits for it, in bytes
   */
  public boolean isOver(long bytes) {
    return waiting >= most && bytes * peers >= most;
  }
}
