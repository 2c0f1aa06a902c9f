package io.scapro.policy;

import io.scapro.CommonOptions;
import io.scapro.spi.Pipe;
import io.scapro.spi.ReceiveBudget;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One bounded queue for each peer. Items are read in turn from the peers of the best receive
 * priority that has items. A peer whose queue is full is stopped, and resumed when half of it is
 * free. A peer is also stopped when its item exceeds the socket's {@link ReceiveBudget}.
 */
public final class FairQueue<T> implements ReceiveQueue<T> {

  private record Item<T>(T value, int bytes) {}

  private static final class Lane<T> {
    final Pipe peer;
    final int priority;
    final ArrayDeque<Item<T>> items = new ArrayDeque<>();
    long bytes;
    boolean stopped;

    Lane(Pipe peer) {
      this.peer = peer;
      this.priority = peer.receivePriority();
    }
  }

  private final int mostItems;
  private final long mostBytes;
  private final Map<Pipe, Lane<T>> lanes = new HashMap<>();

  private final Priorities<Lane<T>> turns = new Priorities<>();
  private ReceiveBudget budget;
  private int size;

  /**
   * Peers with room again. There is more than one if an item is polled before the last was settled.
   */
  private final ArrayDeque<Pipe> resumable = new ArrayDeque<>();

  public FairQueue(CommonOptions<?> options) {
    this.mostItems = options.getReceiveBuffer();
    this.mostBytes = options.getReceiveBufferBytes();
    this.budget = new ReceiveBudget(options.getReceiveBudget());
  }

  /** To be called before the first item. */
  @Override
  public void countIn(ReceiveBudget budget) {
    this.budget = budget;
  }

  @Override
  public boolean add(Pipe peer, T item, int bytes) {
    Lane<T> lane = lanes.computeIfAbsent(peer, Lane::new);
    if (lane.items.isEmpty()) {
      turns.add(lane.priority, lane);
    }
    lane.items.addLast(new Item<>(item, bytes));
    lane.bytes += bytes;
    size++;
    budget.queued(bytes);
    lane.stopped = lane.items.size() >= mostItems || lane.bytes >= mostBytes || budget.isOver();
    return !lane.stopped;
  }

  @Override
  public @Nullable T poll() {
    Lane<T> lane = turns.poll();
    if (lane == null) {
      return null;
    }
    Item<T> item = lane.items.removeFirst();
    size--;
    lane.bytes -= item.bytes;
    budget.queued(-item.bytes);
    if (lane.items.isEmpty()) {
      lanes.remove(lane.peer);
    } else {
      turns.add(lane.priority, lane);
    }
    if (lane.stopped && lane.items.size() <= mostItems / 2 && lane.bytes <= mostBytes / 2) {
      lane.stopped = false;
      resumable.addLast(lane.peer);
    }
    return item.value;
  }

  @Override
  public void settle() {
    for (Pipe peer = resumable.pollFirst(); peer != null; peer = resumable.pollFirst()) {
      peer.resume();
    }
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
