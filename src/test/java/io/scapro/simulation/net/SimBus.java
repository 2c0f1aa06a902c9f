package io.scapro.simulation.net;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The event bus of all simulated processes, as in a cluster: the registry of consumers, and the
 * messages between processes. A message may be lost. Only messages of one process to one consumer
 * keep their order.
 */
public final class SimBus {

  /** Sees each message that a consumer gets, before it does. */
  public interface Observer {
    /**
     * @param from the application's lane of the sender
     * @param to the application's lane of the consumer
     */
    void delivered(Lane from, Lane to, String address, Object body);
  }

  /** For how long the registry has the consumers of a killed process, at most. */
  private static final long LONGEST_FOUND = 3_000_000_000L;

  /** For how long a process writes to a connection that was reset, at most. */
  private static final long LONGEST_UNNOTICED = 300_000_000L;

  private final Lane wire;
  private final Network.Quality quality;
  private final Map<String, List<BusConsumer>> registry = new HashMap<>();
  private final Map<Integer, Long> losing = new HashMap<>();
  private final Map<Integer, Long> stalled = new HashMap<>();
  private final Set<Flight> inFlight = new LinkedHashSet<>();
  private int registrations;
  private SplittableRandom random; // null: no process uses the bus
  private Observer observer = (from, to, address, body) -> {};

  SimBus(Lane wire, Network.Quality quality) {
    this.wire = wire;
    this.quality = quality;
  }

  public void observe(Observer each) {
    observer = each;
  }

  Observer observer() {
    return observer;
  }

  /** Consumers that were ever registered. */
  public int registrations() {
    return registrations;
  }

  /** Registered consumers. */
  public int consumers() {
    return registry.values().stream().mapToInt(List::size).sum();
  }

  /** Messages between processes. */
  public int inFlight() {
    return inFlight.size();
  }

  private SplittableRandom random() {
    if (random == null) {
      random = wire.scheduler().random().split();
    }
    return random;
  }

  private long now() {
    return wire.scheduler().now();
  }

  // ---- the registry ----

  /** Other processes find {@code consumer} after the latency; {@code known} runs then. */
  void register(BusConsumer consumer, Runnable known) {
    random();
    registrations++;
    wire.after(
        quality.latency(),
        () -> {
          if (!consumer.lane().isDead()) {
            registry.computeIfAbsent(consumer.address(), any -> new ArrayList<>()).add(consumer);
            consumer.lane().execute(known);
          }
        });
  }

  void unregister(BusConsumer consumer, Runnable known) {
    wire.after(
        quality.latency(),
        () -> {
          registry.computeIfPresent(
              consumer.address(),
              (address, all) -> all.remove(consumer) && all.isEmpty() ? null : all);
          consumer.lane().execute(known);
        });
  }

  /** One of the consumers at {@code address}; null: there is none. */
  BusConsumer find(String address) {
    List<BusConsumer> all = registry.get(address);
    return all == null ? null : all.get(random().nextInt(all.size()));
  }

  // ---- messages ----

  /** A message on its way. */
  private static final class Flight {
    private final Path path;
    private final Runnable arrival;

    Flight(Path path, Runnable arrival) {
      this.path = path;
      this.arrival = arrival;
    }
  }

  /** The messages of one process to one receiver: they arrive in order. */
  final class Path {
    private final BusNode from;
    private final BusNode to;
    private final ArrayDeque<Flight> held = new ArrayDeque<>();
    private long lastArrival;

    Path(BusNode from, BusNode to) {
      this.from = from;
      this.to = to;
    }

    /** Runs {@code arrival} when a message that is sent now arrives, if it does. */
    void send(Runnable arrival) {
      if (from == to) {
        arrival.run();
        return;
      }
      if (isNow(losing)) {
        return;
      }
      long delay = quality.latency();
      if (quality.jitter() > 0) {
        delay += random().nextLong(quality.jitter());
      }
      lastArrival = Math.max(lastArrival, now() + delay);
      Flight flight = new Flight(this, arrival);
      inFlight.add(flight);
      wire.after(lastArrival - now(), () -> arrived(flight));
    }

    private boolean isNow(Map<Integer, Long> until) {
      return until(until) > now();
    }

    private long until(Map<Integer, Long> until) {
      return Math.max(until.getOrDefault(from.number(), 0L), until.getOrDefault(to.number(), 0L));
    }

    private void arrived(Flight flight) {
      held.add(flight);
      deliver();
    }

    private void deliver() {
      if (isNow(stalled)) {
        wire.after(until(stalled) - now(), this::deliver);
        return;
      }
      for (Flight each = held.poll(); each != null; each = held.poll()) {
        if (inFlight.remove(each)) {
          each.arrival.run();
        }
      }
    }

    private boolean isOf(int node) {
      return from.number() == node || to.number() == node;
    }
  }

  // ---- faults ----

  void stall(int node, long until) {
    stalled.merge(node, until, Math::max);
  }

  /** The messages on their way are lost, and those sent until the processes notice it. */
  void reset(int node) {
    if (random != null) {
      lose(node, random.nextLong(LONGEST_UNNOTICED));
    }
  }

  /** The messages on their way are lost, and those sent until {@code nanos} have passed. */
  void lose(int node, long nanos) {
    losing.merge(node, now() + nanos, Math::max);
    inFlight.removeIf(each -> each.path.isOf(node));
  }

  /** The process is killed; the others learn of it later. */
  void kill(int node) {
    if (random != null) {
      wire.after(random.nextLong(LONGEST_FOUND), () -> forget(node));
    }
  }

  private void forget(int node) {
    registry
        .values()
        .removeIf(
            all -> {
              all.removeIf(each -> each.node().number() == node && each.lane().isDead());
              return all.isEmpty();
            });
  }

  void heal() {
    losing.clear();
    stalled.clear();
  }
}
