package io.scapro.spi;

import io.scapro.Arguments;

/**
 * The bytes that wait for all peers of a socket together. When they are too many, a peer that waits
 * for more than its share counts as full; the others go on being served. On the socket's loop.
 */
public final class SendBudget {

  private final long most;
  private long waiting;
  private int peers;

  public SendBudget(long most) {
    this.most = Arguments.between(1, Long.MAX_VALUE, most, "most");
  }

  /** For a pipe whose bytes are counted elsewhere. */
  public static SendBudget unlimited() {
    return new SendBudget(Long.MAX_VALUE);
  }

  public void join() {
    peers++;
  }

  /** A peer leaves for which {@code bytes} wait. */
  public void leave(long bytes) {
    peers--;
    waiting -= bytes;
  }

  /** {@code bytes} more wait; less, where negative. */
  public void add(long bytes) {
    waiting += bytes;
  }

  /** Whether a peer for which {@code bytes} wait must get no more for now. */
  public boolean isOver(long bytes) {
    return waiting >= most && bytes * peers >= most;
  }
}
