package io.scapro.protocol;

import io.scapro.Endpoint;
import io.scapro.Pipe;
import io.scapro.SocketOptions;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One queue per peer, bounded; items leave in turn among the peers of the best receive priority
 * that has any. A peer whose queue is full is stopped, and resumed when half of it was taken; so is
 * one whose item takes all queues together over their budget.
 */
final class FairQueue<T> implements ReceiveQueue<T> {

  private static final int CLASSES = 17;

  private record Item<T>(T value, int bytes) {}

  private static final class Lane<T> {
    final Pipe peer;
    final int priority;
    final ArrayDeque<Item<T>> items = new ArrayDeque<>();
    long bytes;
    boolean stopped;

    Lane(Pipe peer) {
      this.peer = peer;
      Endpoint endpoint = peer.endpoint();
      this.priority = endpoint == null ? 8 : endpoint.options().receivePriority();
    }
  }

  private final int mostItems;
  private final long mostBytes;
  private final long mostTogether;
  private final Map<Pipe, Lane<T>> lanes = new HashMap<>();

  @SuppressWarnings({"unchecked", "rawtypes"})
  private final ArrayDeque<Lane<T>>[] turns = new ArrayDeque[CLASSES];

  private int classes;
  private int size;
  private long bytes;
  private @Nullable Pipe resumable;

  FairQueue(SocketOptions<?> options) {
    this.mostItems = options.receiveBuffer();
    this.mostBytes = options.receiveBufferBytes();
    this.mostTogether = options.receiveBudget();
  }

  @Override
  public boolean add(Pipe peer, T item, int bytes) {
    Lane<T> lane = lanes.computeIfAbsent(peer, Lane::new);
    if (lane.items.isEmpty()) {
      enqueue(lane);
    }
    lane.items.addLast(new Item<>(item, bytes));
    lane.bytes += bytes;
    size++;
    this.bytes += bytes;
    lane.stopped =
        lane.items.size() >= mostItems || lane.bytes >= mostBytes || this.bytes >= mostTogether;
    return !lane.stopped;
  }

  @Override
  public @Nullable T poll() {
    if (classes == 0) {
      return null;
    }
    int priority = Integer.numberOfTrailingZeros(classes);
    Lane<T> lane = turns[priority].removeFirst();
    if (turns[priority].isEmpty()) {
      classes &= ~(1 << priority);
    }
    Item<T> item = lane.items.removeFirst();
    size--;
    lane.bytes -= item.bytes;
    bytes -= item.bytes;
    if (lane.items.isEmpty()) {
      lanes.remove(lane.peer);
    } else {
      enqueue(lane);
    }
    if (lane.stopped && lane.items.size() <= mostItems / 2 && lane.bytes <= mostBytes / 2) {
      lane.stopped = false;
      resumable = lane.peer;
    }
    return item.value;
  }

  @Override
  public void settle() {
    Pipe peer = resumable;
    if (peer != null) {
      resumable = null;
      peer.resume();
    }
  }

  private void enqueue(Lane<T> lane) {
    if (turns[lane.priority] == null) {
      turns[lane.priority] = new ArrayDeque<>();
    }
    turns[lane.priority].addLast(lane);
    classes |= 1 << lane.priority;
  }

  @Override
  public boolean isRoomFor(Pipe peer) {
    Lane<T> lane = lanes.get(peer);
    return lane == null || !lane.stopped;
  }

  @Override
  public int size() {
    return size;
  }
}
