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
  private List<String> deliveries = List.of(); // the event-bus addresses of the group

  private Generator(long seed) {
    this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L);
    this.capacity = one(CAPACITIES);
  }

  static Scenario draw(long seed) {
    return new Generator(seed).scenario(seed);
  }

  private Scenario scenario(long seed) {
    int groups = chance(4) ? 2 + random.nextInt(6) : 1;
    boolean credit = seed % 3 == 0;
    for (group = 0; group < groups; group++) {
      if (credit && (groups == 1 || chance(2))) {
        credit();
      } else {
        group();
      }
    }
    work();
    if (random.nextInt(4) > 0) {
      faults();
      if (credit) {
        silences();
      }
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

  private Spec.Knobs knobs() {
    return new Spec.Knobs(
        one(BUFFERS),
        chance(2) ? 64 << 20 : 2_000 + random.nextInt(100_000),
        chance(2),
        1 + random.nextInt(4),
        1_000 + random.nextInt(1_500),
        400 + random.nextInt(600));
  }

  private void group() {
    knobs = knobs();
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
    nodes.add(
        new Spec(nodes.size(), role, group, binds, connects, addresses(role), chance(3), own));
  }

  private List<String> addresses(Spec.Role role) {
    return switch (role) {
      case CREDIT_PULL, CREDIT_SUB, READER -> deliveries;
      case CREDIT_PUSH, WRITER -> List.of("written" + group);
      default -> List.of();
    };
  }

  /** Writers before sockets that send, or readers behind sockets that receive, or both. */
  private void credit() {
    knobs = knobs();
    List<String> all = new ArrayList<>();
    for (int i = random.nextInt(2); i >= 0; i--) {
      all.add((chance(4) ? CreditApp.OWN : "read") + group + "." + i);
    }
    deliveries = all;
    switch (random.nextInt(4)) {
      case 0 -> sides(Spec.Role.PUB, Spec.Role.CREDIT_SUB, null);
      case 1 -> sides(Spec.Role.PUSH, Spec.Role.CREDIT_PULL, null);
      case 2 -> sides(Spec.Role.CREDIT_PUSH, Spec.Role.CREDIT_PULL, null);
      default -> sides(Spec.Role.CREDIT_PUSH, Spec.Role.PULL, null);
    }
    if (has(Spec.Role.CREDIT_PUSH)) {
      many(Spec.Role.WRITER, few(1));
    }
    if (has(Spec.Role.CREDIT_PULL) || has(Spec.Role.CREDIT_SUB)) {
      for (String address : all) {
        deliveries = List.of(address);
        many(Spec.Role.READER, address.startsWith(CreditApp.OWN) ? 0 : 1 + random.nextInt(2));
      }
    }
  }

  private boolean has(Spec.Role role) {
    return nodes.stream().anyMatch(spec -> spec.group() == group && spec.role() == role);
  }

  /** Adds processes without sockets. */
  private void many(Spec.Role role, int count) {
    for (int i = 0; i < count; i++) {
      add(role, List.of(), List.of());
    }
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
      if (!spec.addresses().isEmpty()) {
        int at = random.nextInt(DURATION);
        for (int i = random.nextInt(4); i > 0; i--) {
          events.add(new Event(at, Event.What.REOPEN, spec.node(), random.nextInt(2), 0));
          at += random.nextInt(chance(2) ? 50 : 500);
        }
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

  /** Faults of the event bus, some of which are longer than the patience of a link. */
  private void silences() {
    for (int i = random.nextInt(5); i > 0; i--) {
      int time = 1 + random.nextInt(chance(2) ? 8_000 : 1_000);
      switch (random.nextInt(4)) {
        case 0 -> event(Event.What.STALL, time, 0);
        case 1 -> event(Event.What.FREEZE, time, 0);
        case 2 -> event(Event.What.HALF_OPEN, time, 0);
        default -> event(Event.What.RESET, 0, 0);
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
