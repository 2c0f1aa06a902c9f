package io.scapro.simulation;

import io.scapro.simulation.net.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Draws a scenario from a seed. */
final class Generator {

  /** The milliseconds in which events happen. */
  private static final int DURATION = 4_000;

  private static final int[] CAPACITIES = {200, 1_000, 20_000, 200_000};
  private static final int[] SIZES = {0, 40, 300, 300, 5_000, 30_000, 100_000};
  private static final int[] BUFFERS = {1, 2, 3, 8, 32, 128};

  private final SplittableRandom random;
  private final List<Spec> nodes = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final int capacity;
  private Spec.Knobs knobs;
  private int group;

  private Generator(long seed) {
    this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L);
    this.capacity = one(CAPACITIES);
  }

  static Scenario draw(long seed) {
    return new Generator(seed).scenario(seed);
  }

  private Scenario scenario(long seed) {
    int groups = chance(4) ? 2 + random.nextInt(6) : 1;
    for (group = 0; group < groups; group++) {
      group();
    }
    work();
    if (random.nextInt(4) > 0) {
      faults();
    }
    events.sort(Comparator.comparingInt(Event::at));
    boolean near = capacity <= 1_000 || random.nextBoolean();
    long latency = 10_000L + random.nextInt(near ? 200_000 : 20_000_000);
    Network.Quality quality =
        new Network.Quality(
            latency, random.nextBoolean() ? 0 : latency / 2, capacity, random.nextInt(3) == 0);
    return new Scenario(seed, quality, List.copyOf(nodes), List.copyOf(events));
  }

  private int one(int[] values) {
    return values[random.nextInt(values.length)];
  }

  private boolean chance(int in) {
    return random.nextInt(in) == 0;
  }

  private int few(int least) {
    return least + (chance(15) ? random.nextInt(20) : random.nextInt(3));
  }

  // ---- processes ----

  private void group() {
    knobs =
        new Spec.Knobs(
            one(BUFFERS),
            chance(2) ? 64 << 20 : 2_000 + random.nextInt(100_000),
            chance(2),
            1 + random.nextInt(4),
            1_000 + random.nextInt(1_500),
            400 + random.nextInt(600));
    boolean device = chance(5);
    switch (random.nextInt(8)) {
      case 0 -> two(Spec.Role.PAIR);
      case 1 -> two(Spec.Role.PAIR1);
      case 2 -> sides(Spec.Role.PUSH, Spec.Role.PULL, device ? Spec.Role.PUSH_DEVICE : null);
      case 3 -> sides(Spec.Role.PUB, Spec.Role.SUB, device ? Spec.Role.PUB_DEVICE : null);
      case 4 -> sides(Spec.Role.REQ, Spec.Role.REP, device ? Spec.Role.REQ_DEVICE : null);
      case 5 ->
          sides(
              Spec.Role.SURVEYOR, Spec.Role.RESPONDENT, device ? Spec.Role.SURVEYOR_DEVICE : null);
      case 6 -> mesh();
      default -> line();
    }
  }

  private String url(String name) {
    return (chance(3) ? "simfar://" : "sim://") + name;
  }

  private void add(Spec.Role role, List<String> binds, List<String> connects) {
    Spec.Knobs own =
        role.isDevice()
            ? new Spec.Knobs(
                knobs.buffer(), knobs.budget(), knobs.lend(), 8, knobs.resend(), knobs.survey())
            : knobs;
    nodes.add(new Spec(nodes.size(), role, group, binds, connects, chance(3), own));
  }

  private String nextName() {
    return "n" + nodes.size();
  }

  private void two(Spec.Role role) {
    String name = nextName();
    add(role, List.of(url(name)), List.of());
    add(role, List.of(), List.of(url(name)));
  }

  /** All of one side connect to all of the other, or both to the device. */
  private void sides(Spec.Role one, Spec.Role other, Spec.Role device) {
    int ones = few(1);
    int others = few(1);
    if (device != null) {
      String name = nextName();
      add(device, List.of(url(name + "f"), url(name + "b")), List.of());
      knobs =
          new Spec.Knobs(
              knobs.buffer(), knobs.budget(), knobs.lend(), 8, knobs.resend(), knobs.survey());
      many(one, ones, List.of(name + "f"));
      many(other, others, List.of(name + "b"));
    } else if (one == Spec.Role.REQ && chance(3)) {
      String name = nextName();
      add(Spec.Role.FORGER, List.of(url(name + "f"), url(name + "b")), List.of());
      many(one, ones, List.of(name + "f", name + "b"));
    } else if (chance(2)) {
      many(other, others, many(one, ones, List.of()));
    } else {
      many(one, ones, many(other, others, List.of()));
    }
  }

  /** Adds processes that connect to {@code names}; if there are none, they bind. */
  private List<String> many(Spec.Role role, int count, List<String> names) {
    List<String> bound = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = nextName();
      if (names.isEmpty()) {
        bound.add(name);
        add(role, List.of(url(name)), List.of());
      } else {
        add(role, List.of(), names.stream().map(this::url).toList());
      }
    }
    return bound;
  }

  private void mesh() {
    List<String> names = new ArrayList<>();
    for (int i = few(2); i > 0; i--) {
      String name = nextName();
      add(Spec.Role.BUS, List.of(url(name)), names.stream().map(this::url).toList());
      names.add(name);
    }
  }

  private void line() {
    String before = null;
    for (int i = few(2) + random.nextInt(3); i > 0; i--) {
      String name = nextName();
      add(Spec.Role.STAR, List.of(url(name)), before == null ? List.of() : List.of(url(before)));
      before = name;
    }
  }

  // ---- events ----

  private void event(Event.What what, int first, int second) {
    event(what, random.nextInt(nodes.size()), first, second);
  }

  private void event(Event.What what, int node, int first, int second) {
    events.add(new Event(random.nextInt(DURATION), what, node, first, second));
  }

  /** What the network carries in a few seconds. */
  private int largest(Spec.Role role) {
    if (capacity <= 1_000 || role == Spec.Role.REQ || role == Spec.Role.SURVEYOR) {
      return 5_000;
    }
    return capacity < 200_000 ? 30_000 : 100_000;
  }

  private void work() {
    for (Spec spec : nodes) {
      boolean busy = nodes.size() < 12;
      for (int i = random.nextInt(busy ? 8 : 3); i >= 0; i--) {
        int size = Math.min(one(SIZES), largest(spec.role()));
        int most = size > 1_000 ? 10 : 40;
        event(Event.What.SEND, spec.node(), 1 + random.nextInt(chance(2) ? 3 : most), size);
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        event(Event.What.PAUSE, spec.node(), 0, 0);
        event(Event.What.RESUME, spec.node(), 0, 0);
      }
      if (spec.role() == Spec.Role.SUB) {
        for (int i = random.nextInt(6); i > 0; i--) {
          event(
              chance(3) ? Event.What.UNSUBSCRIBE : Event.What.SUBSCRIBE,
              spec.node(),
              random.nextInt(4),
              0);
        }
      }
    }
  }

  private void faults() {
    for (int i = random.nextInt(6); i >= 0; i--) {
      int time = 1 + random.nextInt(chance(4) ? 2_500 : 400);
      switch (random.nextInt(9)) {
        case 0 -> event(Event.What.STALL, time, 0);
        case 1 -> event(Event.What.RESET, 0, 0);
        case 2 -> event(Event.What.HALF_OPEN, time, 0);
        case 3 -> {
          event(Event.What.LATE_HANDSHAKE, time, 0);
          event(Event.What.RESET, 0, 0);
        }
        case 4 -> event(Event.What.REFUSE, time, 0);
        case 5 -> event(Event.What.LOSE, time, 0);
        case 6 -> event(Event.What.FREEZE, time, 0);
        case 7 -> event(Event.What.RESTART, Math.min(time, 900), 0);
        default -> event(Event.What.HOSTILE, random.nextInt(30), time);
      }
    }
  }
}
