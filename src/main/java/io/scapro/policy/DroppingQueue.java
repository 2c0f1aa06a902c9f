package io.scapro.policy;

import io.scapro.CommonOptions;
import io.scapro.Message;
import io.scapro.spi.Pipe;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One queue for all peers that never stops them. It is limited to {@code receiveBuffer} messages
 * and {@code receiveBudget} bytes. Above a limit, the oldest or the newest message is dropped.
 */
public final class DroppingQueue implements ReceiveQueue<Message> {

  private final int most;
  private final long mostBytes;
  private final boolean preferNew;
  private final ArrayDeque<Message> messages = new ArrayDeque<>();
  private long bytes;
  private Consumer<Message> overflow = Message::release;

  /**
   * @param preferNew true: the oldest message is dropped; false: the new one
   */
  public DroppingQueue(CommonOptions<?> options, boolean preferNew) {
    this.most = options.getReceiveBuffer();
    this.mostBytes = options.getReceiveBudget();
    this.preferNew = preferNew;
  }

  /** Sets the callback for each message that is dropped because the queue is full. */
  public DroppingQueue onOverflow(Consumer<Message> overflow) {
    this.overflow = overflow;
    return this;
  }

  @Override
  public boolean add(Pipe peer, Message message, int length) {
    if (!preferNew && !isRoomFor(length)) {
      overflow.accept(message);
      return true;
    }
    messages.addLast(message);
    bytes += length;
    while (isOver()) {
      overflow.accept(remove(messages.removeFirst())); // the callback may add messages
    }
    return true;
  }

  private boolean isOver() {
    return messages.size() > most || (messages.size() > 1 && bytes > mostBytes);
  }

  private boolean isRoomFor(int length) {
    return messages.size() < most && (messages.isEmpty() || bytes + length <= mostBytes);
  }

  private Message remove(Message message) {
    bytes -= message.length();
    return message;
  }

  @Override
  public @Nullable Message poll() {
    Message next = messages.pollFirst();
    return next == null ? null : remove(next);
  }

  @Override
  public void settle() {}

  @Override
  public int size() {
    return messages.size();
  }

  /** Removes the messages that match {@code unwanted}; returns their number. */
  public int removeIf(Predicate<Message> unwanted) {
    int removed = 0;
    for (Iterator<Message> each = messages.iterator(); each.hasNext(); ) {
      Message message = each.next();
      if (unwanted.test(message)) {
        each.remove();
        remove(message).release();
        removed++;
      }
    }
    return removed;
  }
}
