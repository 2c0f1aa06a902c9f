package io.scapro;

/**
 * The bytes that wait for all peers of a socket together. When they are too many, a peer that waits
 * for more than its share counts as full; the others go on being served. On the socket's loop.
 */
final class SendBudget {

  private final long most;
  private long waiting;
  private int peers;

  SendBudget(long most) {
    this.most = most;
  }

  /** For a pipe whose bytes are counted elsewhere. */
  static SendBudget unlimited() {
    return new SendBudget(Long.MAX_VALUE);
  }

  void join() {
    peers++;
  }

  /** A peer leaves for which {@code bytes} wait. */
  void leave(long bytes) {
    peers--;
    waiting -= bytes;
  }

  /** {@code bytes} more wait; less, where negative. */
  void add(long bytes) {
    waiting += bytes;
  }

  /** Whether a peer for which {@code bytes} wait must get no more for now. */
  boolean isOver(long bytes) {
    return waiting >= most && bytes * peers >= most;
  }
}
