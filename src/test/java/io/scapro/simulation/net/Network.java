package io.scapro.simulation.net;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The connections and addresses between simulated processes, their event bus, and the faults of
 * both.
 */
public final class Network {

  /**
   * How a connection behaves without faults.
   *
   * @param latency nanoseconds from one end to the other
   * @param jitter nanoseconds more, at most
   * @param capacity bytes on the way and unread
   * @param pieces whether reads and writes are split at random
   */
  public record Quality(long latency, long jitter, int capacity, boolean pieces) {}

  private final Scheduler scheduler;
  private final Lane wire;
  private final SplittableRandom random;
  private final Quality quality;
  private final SimBus bus;
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);
  private final Map<String, Listener> listeners = new HashMap<>();
  private final Map<Integer, Long> refusing = new HashMap<>();
  private final Map<Integer, Long> losing = new HashMap<>();
  private final Map<Integer, Long> slow = new HashMap<>();
  private final List<Connection> connections = new ArrayList<>();
  private int broken;
  private int closings;
  private int ports;

  public Network(Scheduler scheduler, Quality quality) {
    this.scheduler = scheduler;
    this.wire = new Lane(scheduler, "wire");
    this.random = scheduler.random().split();
    this.quality = quality;
    this.bus = new SimBus(wire, quality);
  }

  public SplittableRandom random() {
    return random;
  }

  public SimBus bus() {
    return bus;
  }

  UnpooledByteBufAllocator allocator() {
    return allocator;
  }

  Lane wire() {
    return wire;
  }

  int nextPort() {
    return ++ports;
  }

  /** Bytes of buffers that were allocated by connections and not released. */
  public long unreleased() {
    return allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
  }

  /** Live connections. */
  public int connections() {
    return connections.size();
  }

  /** Bound addresses. */
  public int listeners() {
    return listeners.size();
  }

  /** How many connections ended in another way than by a close. */
  public int broken() {
    return broken;
  }

  /** How many ends of connections were closed. */
  public int closings() {
    return closings;
  }

  void countClosing() {
    closings++;
  }

  /** A process that accepts connections. */
  interface Listener {
    int node();

    /** A connection was made; called on the wire. */
    void accept(Connection connection);
  }

  boolean listen(String name, Listener listener) {
    return listeners.putIfAbsent(name, listener) == null;
  }

  void free(String name, Listener listener) {
    listeners.remove(name, listener);
  }

  /** Who wants a connection; called on the wire. */
  interface Dialer {
    int node();

    void connected(Connection connection);

    void refused();
  }

  /** Connects to {@code name}; without any result while the network loses the packets. */
  void dial(String name, Dialer dialer) {
    wire.after(quality.latency, () -> arrived(name, dialer));
  }

  private void arrived(String name, Dialer dialer) {
    Listener listener = listeners.get(name);
    long now = scheduler.now();
    if (listener == null || isNow(refusing, listener.node(), now)) {
      wire.after(quality.latency, dialer::refused);
    } else if (!isNow(losing, listener.node(), now)) {
      Connection made =
          new Connection(
              this,
              new Flow(wire, quality),
              new Flow(wire, quality),
              dialer.node(),
              listener.node());
      connections.add(made);
      long until = slow.getOrDefault(listener.node(), 0L);
      if (until > now) {
        made.stall(until);
      }
      listener.accept(made);
      wire.after(quality.latency, () -> dialer.connected(made));
    }
  }

  private static boolean isNow(Map<Integer, Long> until, int node, long now) {
    return until.getOrDefault(node, 0L) > now;
  }

  void ended(Connection connection) {
    connections.remove(connection);
  }

  void countBroken() {
    broken++;
  }

  // ---- faults; a node is one of the two ends ----

  private List<Connection> of(int node) {
    return connections.stream().filter(each -> each.isOf(node)).toList();
  }

  public void refuse(int node, long until) {
    refusing.merge(node, until, Math::max);
  }

  public void lose(int node, long until) {
    losing.merge(node, until, Math::max);
  }

  /** New connections of {@code node} carry nothing until then: the handshake is late. */
  public void slow(int node, long until) {
    slow.merge(node, until, Math::max);
  }

  public void stall(int node, long until) {
    of(node).forEach(each -> each.stall(until));
    bus.stall(node, until);
  }

  public void reset(int node) {
    of(node).forEach(each -> each.sever(quality.latency, quality.latency));
    bus.reset(node);
  }

  /** One end learns at once that the connection is gone, the other one after {@code later}. */
  public void halfOpen(int node, long later) {
    of(node).forEach(each -> each.sever(0, later));
    bus.lose(node, later);
  }

  /** The process is killed: its system closes its connections and ports. */
  public void kill(int node) {
    listeners.values().removeIf(each -> each.node() == node);
    of(node).forEach(each -> each.kill(node));
    bus.kill(node);
  }

  /** All faults end. */
  public void heal() {
    refusing.clear();
    losing.clear();
    slow.clear();
    connections.forEach(Connection::heal);
    bus.heal();
  }
}
