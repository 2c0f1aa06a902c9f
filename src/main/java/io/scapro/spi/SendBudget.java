package io.scapro.spi;

import io.scapro.Arguments;

/**
 * The limit on the bytes queued for all peers of a socket together. When this limit is reached,
 * each peer that has its share or more queued counts as full. The share is the limit divided by the
 * number of peers. Other peers are not affected. Must be used on the event loop of the socket.
 */
public final class SendBudget {

  private final long most;
  private long waiting;
  private int peers;

  /**
   * Creates an unused budget.
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

  /** Adds one peer. */
  public void join() {
    peers++;
  }

  /**
   * Removes one peer.
   *
   * @param bytes the bytes queued for it
   */
  public void leave(long bytes) {
    peers--;
    waiting -= bytes;
  }

  /**
   * Counts queued bytes.
   *
   * @param bytes how many more; negative: fewer
   */
  public void add(long bytes) {
    waiting += bytes;
  }

  /**
   * {@return whether a peer counts as full}
   *
   * @param bytes the bytes queued for it
   */
  public boolean isOver(long bytes) {
    return waiting >= most && bytes * peers >= most;
  }
}
