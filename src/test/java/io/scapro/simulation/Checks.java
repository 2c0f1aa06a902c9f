package io.scapro.simulation;

import io.scapro.DropReason;
import io.scapro.PeerStatistics;
import io.scapro.Socket;
import io.scapro.SocketStatistics;
import io.scapro.core.Insides;
import io.scapro.simulation.net.SimBus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/** The invariants of a world at rest. */
final class Checks {

  private static final Set<DropReason> SENDING =
      EnumSet.of(
          DropReason.PEER_FULL,
          DropReason.DISCONNECTED,
          DropReason.PEER_GONE,
          DropReason.BAD_HEADER);

  /** Of a verticle: the socket has delivered the message, or has never got it. */
  private static final Set<DropReason> HANDOVER =
      EnumSet.of(DropReason.CONSUMER_FAILED, DropReason.NO_CONSUMER);

  private final World world;
  private int registrations; // on the event bus, until the end of the faults
  private long unheard; // dropped without a consumer until the end of the traffic

  Checks(World world) {
    this.world = world;
  }

  /** Whether each message gets to exactly one process, and waits until it can. */
  static boolean isReliable(Spec.Role role) {
    return role == Spec.Role.PUSH
        || role == Spec.Role.PAIR
        || role == Spec.Role.PAIR1
        || role == Spec.Role.WRITER;
  }

  static boolean isBroadcast(Spec.Role role) {
    return role == Spec.Role.PUB || role == Spec.Role.BUS || role == Spec.Role.STAR;
  }

  /** Everything sendable was sent, and everything received was delivered. */
  void settled() {
    for (SimProcess process : world.processes()) {
      List<String> open = world.ledger().open(process.spec().node(), process.life());
      Violation.check(open.isEmpty(), "progress", "not completed: " + open);
    }
    statistics()
        .forEach(
            counts -> {
              Violation.check(
                  counts.queuedToSend() == 0 && counts.queuedToDeliver() == 0,
                  "progress",
                  "queued: " + counts);
              balanced(counts);
            });
    unused(world.processes());
    ttl();
    credit();
    registrations = world.network().bus().registrations();
  }

  /** Each probe came to all that it must come to. */
  void probed(List<Map.Entry<Body, SimProcess>> probes, Set<String> answers) {
    for (Map.Entry<Body, SimProcess> each : probes) {
      Body probe = each.getKey();
      Spec from = each.getValue().spec();
      Violation.check(
          !world.ledger().open(from.node(), each.getValue().life()).contains(probe.id()),
          "progress",
          "probe not completed: " + probe);
      for (SimProcess to : world.processes()) {
        boolean meant = isMeant(probe, from, to);
        boolean got =
            from.role() == Spec.Role.SURVEYOR
                ? answers.contains(probe.id() + "@" + to.spec().node())
                : world.ledger().isDelivered(probe.id(), to.spec().node());
        if (meant && !got) {
          throw new Violation("progress", probe + " did not get to " + to.spec());
        }
      }
    }
    Set<String> ids = new java.util.HashSet<>();
    probes.forEach(each -> ids.add(each.getKey().id()));
    for (Spec.Role role : Spec.Role.values()) {
      if (isReliable(role)) {
        List<String> lost = new ArrayList<>(world.ledger().lost(role));
        lost.retainAll(ids);
        Violation.check(lost.isEmpty(), "progress", "probes were lost: " + lost);
      }
    }
  }

  private boolean isMeant(Body probe, Spec from, SimProcess to) {
    Spec spec = to.spec();
    if (spec.group() != from.group() || spec.node() == from.node()) {
      return false;
    }
    return switch (from.role()) {
      case PUB ->
          spec.role() == Spec.Role.CREDIT_SUB
              || (spec.role() == Spec.Role.SUB && to.app().wants(probe));
      case SURVEYOR -> spec.role() == Spec.Role.RESPONDENT && !isNarrow(from);
      case BUS -> true;
      case STAR -> Math.abs(spec.node() - from.node()) <= from.options().ttl();
      default -> false;
    };
  }

  /** A device drops answers that do not fit into the send buffer of the surveyor's peer. */
  private boolean isNarrow(Spec spec) {
    List<Spec> group =
        world.scenario().nodes().stream().filter(each -> each.group() == spec.group()).toList();
    return group.stream().anyMatch(each -> each.role().isDevice())
        && spec.options().buffer() < group.size();
  }

  /** Requests that were answered have no deadline any more. */
  void answered() {
    for (SimProcess process : world.processes()) {
      Spec spec = process.spec();
      if (spec.role() == Spec.Role.REQ
          && world.ledger().open(spec.node(), process.life()).isEmpty()) {
        int entries = Insides.deadlines(process.app().sockets().get(0));
        Violation.check(entries == 0, "leftovers", entries + " deadlines at " + spec.node());
      }
    }
  }

  /** Without work, nothing is sent or received. */
  void idle(LongConsumer pass) {
    List<String> before = statistics().stream().map(Checks::traffic).toList();
    pass.accept(5 * World.SECOND);
    List<String> after = statistics().stream().map(Checks::traffic).toList();
    Violation.check(before.equals(after), "idle", "before " + before + ", after " + after);
    SimBus bus = world.network().bus();
    Violation.check(registrations == bus.registrations(), "idle", "links were opened again");
    int expected = world.processes().stream().mapToInt(each -> each.app().consumers()).sum();
    Violation.check(
        bus.consumers() == expected,
        "leftovers",
        bus.consumers() + " consumers, expected " + expected);
  }

  private static String traffic(SocketStatistics counts) {
    return counts.protocol() + ' ' + counts.copies() + ' ' + counts.received();
  }

  /** What was sent before a close was delivered. */
  void drained(boolean lossless) {
    if (lossless) {
      for (Spec.Role role : Spec.Role.values()) {
        List<String> lost = isReliable(role) ? world.ledger().lost(role) : List.of();
        List<String> failed = isReliable(role) ? world.ledger().failed(role) : List.of();
        boolean reopened = role == Spec.Role.WRITER && world.scenario().has(Event.What.REOPEN);
        Violation.check(
            failed.isEmpty() || reopened, "loss", "not sent before the close: " + failed);
        Violation.check(
            lost.size() <= counted(role),
            "loss",
            "no connection broke, and these are lost: " + lost);
      }
    }
    for (SimProcess process : world.processes()) {
      Violation.check(!process.isClosing(), "close", "still closing: " + process.spec());
    }
    statistics().forEach(Checks::balanced);
    credit();
    unheard = unheard();
  }

  /** Losses of streams with credits that are counted, or may be uncounted. */
  private long counted(Spec.Role role) {
    if (role == Spec.Role.PUSH) {
      return unheard();
    } else if (role != Spec.Role.WRITER) {
      return 0;
    } else if (world.scenario().has(Event.What.RESTART)) {
      return Long.MAX_VALUE; // the writer may be gone, and its number
    }
    return unheard()
        + writers().stream().mapToInt(each -> each.told() + each.unsure().size()).sum();
  }

  private List<WriterApp> writers() {
    List<WriterApp> all = new ArrayList<>();
    for (SimProcess process : world.processes()) {
      if (process.app() instanceof WriterApp writer) {
        all.add(writer);
      }
    }
    return all;
  }

  private long unheard() {
    return statistics().stream().mapToLong(each -> each.dropped(DropReason.NO_CONSUMER)).sum();
  }

  /** What was handed over with credit has arrived, or its loss was counted. */
  private void credit() {
    writers().forEach(WriterApp::checkCounted);
    for (SimProcess process : world.processes()) {
      if (process.app() instanceof CreditApp) {
        SocketStatistics counts = statistics(process).get(0);
        long taken = world.links().taken(process);
        Violation.check(
            taken <= counts.delivered()
                && counts.delivered() <= taken + counts.dropped(DropReason.NO_CONSUMER),
            "accounting",
            "readers got %d of %s".formatted(taken, counts));
      }
    }
  }

  void closed() {
    for (SimProcess process : world.processes()) {
      process.app().checkKept();
      Violation.check(process.isClosed(), "close", "not closed: " + process.spec());
      Violation.check(process.leftovers().isEmpty(), "leftovers", process.leftovers());
    }
    statistics()
        .forEach(
            counts -> {
              Violation.check(
                  counts.pipes() == 0 && counts.queuedToSend() == 0, "leftovers", "" + counts);
              balanced(counts);
            });
    unused(world.processes());
    Violation.check(unheard() == unheard, "leftovers", "unconfirmed messages");
    SimBus bus = world.network().bus();
    Violation.check(bus.consumers() + bus.inFlight() == 0, "leftovers", "event bus");
    Violation.check(world.network().connections() == 0, "leftovers", "connections");
    Violation.check(world.network().listeners() == 0, "leftovers", "listeners");
    Violation.check(
        world.scenario().has(Event.What.RESTART) || world.network().unreleased() == 0,
        "leftovers",
        world.network().unreleased() + " bytes of buffers");
  }

  private static void unused(List<SimProcess> processes) {
    for (SimProcess process : processes) {
      for (Socket socket : process.app().sockets()) {
        String used = Insides.usedBudgets(socket);
        Violation.check(used.isEmpty(), "budget", process.spec().node() + ": " + used);
      }
    }
  }

  /** In a line of STAR sockets, only messages of sockets at one distance exceed the TTL. */
  private void ttl() {
    for (SimProcess process : world.processes()) {
      Spec spec = process.spec();
      if (spec.role() == Spec.Role.STAR && !world.hasLoops(spec)) {
        int most = 0;
        for (Spec other : world.scenario().nodes()) {
          int distance = Math.abs(other.node() - spec.node());
          if (other.group() == spec.group() && distance == spec.options().ttl() + 1) {
            most += world.sends(other.node());
          }
        }
        long over = statistics(process).get(0).dropped(DropReason.TTL_EXCEEDED);
        Violation.check(over <= most, "ttl", over + " over the TTL at " + spec.node());
      }
    }
  }

  private List<SocketStatistics> statistics() {
    List<SocketStatistics> all = new ArrayList<>();
    world.processes().forEach(process -> all.addAll(statistics(process)));
    return all;
  }

  private static List<SocketStatistics> statistics(SimProcess process) {
    List<SocketStatistics> all = new ArrayList<>();
    process
        .host()
        .loop()
        .inside(
            () -> process.app().sockets().forEach(each -> each.statistics().onSuccess(all::add)));
    all.forEach(
        counts -> {
          for (PeerStatistics peer : counts.peers()) {
            Violation.check(
                peer.queuedMessages() <= process.spec().options().buffer(), "memory", "" + peer);
          }
        });
    return all;
  }

  private static void balanced(SocketStatistics counts) {
    Violation.check(
        counts.copies() == counts.written() + counts.queuedToSend() + drops(counts, true),
        "accounting",
        "sent: " + counts);
    Violation.check(
        counts.received()
            == counts.delivered()
                + counts.filtered()
                + counts.queuedToDeliver()
                + drops(counts, false),
        "accounting",
        "received: " + counts);
  }

  private static long drops(SocketStatistics counts, boolean sending) {
    return counts.dropped().entrySet().stream()
        .filter(drop -> !HANDOVER.contains(drop.getKey()))
        .filter(drop -> SENDING.contains(drop.getKey()) == sending)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
