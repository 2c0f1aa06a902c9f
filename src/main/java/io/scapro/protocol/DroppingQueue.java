package io.scapro.protocol;

import io.scapro.Message;
import io.scapro.Pipe;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One bounded queue for all peers that never stops them: what does not fit is discarded, the oldest
 * or the newest.
 */
final class DroppingQueue implements ReceiveQueue<Message> {

  private final int most;
  private final boolean preferNew;
  private final Consumer<Message> overflow;
  private final ArrayDeque<Message> messages = new ArrayDeque<>();

  /**
   * @param overflow told of each message that is discarded because the queue is full
   */
  DroppingQueue(int most, boolean preferNew, Consumer<Message> overflow) {
    this.most = most;
    this.preferNew = preferNew;
    this.overflow = overflow;
  }

  @Override
  public boolean add(Pipe peer, Message message, int bytes) {
    if (messages.size() < most) {
      messages.addLast(message);
    } else if (preferNew) {
      overflow.accept(messages.removeFirst());
      messages.addLast(message);
    } else {
      overflow.accept(message);
    }
    return true;
  }

  @Override
  public @Nullable Message poll() {
    return messages.pollFirst();
  }

  @Override
  public void settle() {}

  @Override
  public int size() {
    return messages.size();
  }

  /** Takes out what {@code unwanted} holds for; returns how many. */
  int removeIf(Predicate<Message> unwanted) {
    int removed = 0;
    for (Iterator<Message> each = messages.iterator(); each.hasNext(); ) {
      Message message = each.next();
      if (unwanted.test(message)) {
        each.remove();
        message.release();
        removed++;
      }
    }
    return removed;
  }
}
