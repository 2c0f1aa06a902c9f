package io.scapro.simulation;

import io.scapro.simulation.net.Hostile;
import io.scapro.simulation.net.Lane;
import io.scapro.simulation.net.Network;
import io.scapro.simulation.net.Scheduler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs one scenario, and checks the invariants. */
final class World {

  static final long SECOND = 1_000_000_000L;

  private static final long MOST_STEPS = 2_000_000;

  /** Longer than what the last fault may delay: reconnecting, resending, half-open connections. */
  private static final long SETTLING = 40 * SECOND;

  private final Scenario scenario;
  private final Scheduler scheduler;
  private final Network network;
  private final Lane director;
  private final Ledger ledger = new Ledger();
  private final Links links = new Links(this);
  private final Map<Integer, SimProcess> processes = new LinkedHashMap<>();
  private final Map<Lane, SimProcess> lanes = new HashMap<>();
  private final Map<Integer, Integer> sends = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();
  private final List<Map.Entry<Body, SimProcess>> probes = new ArrayList<>();
  private final Set<String> answers = new HashSet<>();

  World(Scenario scenario) {
    this.scenario = scenario;
    this.scheduler = new Scheduler(scenario.seed());
    this.network = new Network(scheduler, scenario.quality());
    this.director = new Lane(scheduler, "director");
    network.bus().observe(links);
  }

  Scenario scenario() {
    return scenario;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  Network network() {
    return network;
  }

  Ledger ledger() {
    return ledger;
  }

  Links links() {
    return links;
  }

  /** The process whose application runs on {@code lane}. */
  SimProcess process(Lane lane) {
    return lanes.get(lane);
  }

  List<SimProcess> processes() {
    return List.copyOf(processes.values());
  }

  void report(Violation violation) {
    violations.add(violation);
  }

  /** Messages that the applications of process {@code node} have sent. */
  int sends(int node) {
    return sends.getOrDefault(node, 0);
  }

  /** Runs the scenario; fails with the first violation. Returns the hash of the trace. */
  long run() {
    scenario.nodes().forEach(spec -> start(spec, 0));
    int last = 0;
    for (Event event : scenario.events()) {
      director.after(event.at() * 1_000_000L, () -> happen(event));
      last = Math.max(last, event.at());
    }
    pass(last * 1_000_000L + SECOND);
    heal();
    Checks checks = new Checks(this);
    pass(SETTLING);
    checks.settled();
    probe();
    checks.answered();
    pass(2 * SECOND);
    checks.probed(probes, answers);
    checks.idle(this::pass);
    boolean lossless = network.closings() == 0;
    burst();
    pass(15 * SECOND);
    checks.drained(lossless);
    processes().forEach(SimProcess::close);
    pass(15 * SECOND);
    checks.closed();
    return scheduler.hash();
  }

  /** Lets virtual time pass. */
  void pass(long nanos) {
    scheduler.run(scheduler.now() + nanos, MOST_STEPS);
    for (SimProcess process : processes.values()) {
      for (Throwable failure : process.host().failures()) {
        throw failure instanceof Violation violation
            ? violation
            : new IllegalStateException("an application failed", failure);
      }
    }
    if (!violations.isEmpty()) {
      throw violations.get(0);
    }
  }

  private void start(Spec spec, int life) {
    SimProcess process = new SimProcess(this, spec, life);
    processes.put(spec.node(), process);
    lanes.put(process.host().application(), process);
    process.start();
  }

  private void heal() {
    network.heal();
    processes().forEach(process -> process.run(() -> process.app().resume()));
  }

  /** Every sender sends a few messages, one after the other, with time in between. */
  private void probe() {
    long at = 0;
    for (int round = 0; round < 4; round++) {
      for (SimProcess process : processes()) {
        director.after(at, () -> process.run(() -> process.app().send(100, true)));
        at += 300_000_000;
      }
    }
    pass(at);
  }

  /** Senders send more than fits into their queues, and close at once. */
  private void burst() {
    for (SimProcess process : processes()) {
      Spec.Role role = process.spec().role();
      if (role == Spec.Role.WRITER || (Checks.isReliable(role) && process.spec().node() % 2 == 0)) {
        process.run(
            () -> {
              for (int i = process.spec().options().buffer() * 3 + 5; i > 0; i--) {
                send(process, 300);
              }
            });
        process.close();
      }
    }
  }

  private void send(SimProcess process, int size) {
    sends.merge(process.spec().node(), 1, Integer::sum);
    process.app().send(size, false);
  }

  private void happen(Event event) {
    SimProcess process = processes.get(event.node());
    long until = scheduler.now() + event.first() * 1_000_000L;
    scheduler.mark(event.toString().hashCode());
    switch (event.what()) {
      case SEND ->
          process.run(
              () -> {
                for (int i = 0; i < event.first(); i++) {
                  send(process, event.second());
                }
              });
      case PAUSE -> process.run(() -> process.app().pause());
      case RESUME -> process.run(() -> process.app().resume());
      case SUBSCRIBE -> process.run(() -> process.app().subscribe(event.first()));
      case UNSUBSCRIBE -> process.run(() -> process.app().unsubscribe(event.first()));
      case REOPEN -> process.run(() -> process.app().reopen(event.first()));
      case STALL -> network.stall(event.node(), until);
      case RESET -> network.reset(event.node());
      case HALF_OPEN -> network.halfOpen(event.node(), event.first() * 1_000_000L);
      case LATE_HANDSHAKE -> network.slow(event.node(), until);
      case REFUSE -> network.refuse(event.node(), until);
      case LOSE -> network.lose(event.node(), until);
      case FREEZE -> {
        process.freeze();
        director.after(event.first() * 1_000_000L, process::thaw);
      }
      case RESTART -> restart(process, event);
      case HOSTILE -> attack(process, event);
      default -> throw new IllegalStateException(event.toString());
    }
  }

  private void restart(SimProcess process, Event event) {
    if (!process.isDead()) {
      process.kill();
      director.after(event.first() * 1_000_000L, () -> start(process.spec(), process.life() + 1));
    }
  }

  private void attack(SimProcess process, Event event) {
    for (String url : process.spec().binds()) {
      int typed = process.isDead() || process.app() == null ? 0 : typeOf(process);
      new Hostile(network, -1, event.first(), typed, event.second() * 1_000_000L)
          .attack(url.substring(url.indexOf("//") + 2));
    }
  }

  private static int typeOf(SimProcess process) {
    return process.app().sockets().get(0).identity().peerId();
  }

  // ---- for applications ----

  boolean isBroadcast(Body body) {
    return Checks.isBroadcast(scenario.nodes().get(body.origin()).role());
  }

  void delivered(Body body, SimProcess to, String connection, boolean once) {
    scheduler.mark(body.hashCode() * 31L + to.spec().node());
    Spec from = scenario.nodes().get(body.origin());
    boolean direct = from.role() != Spec.Role.STAR && !hasDevice(from.group());
    boolean ordered = (direct || network.broken() == 0) && !mayOvertake(body);
    Boolean again = hasLoops(from) ? null : Boolean.valueOf(once);
    ledger.delivered(body, to.spec().node(), connection, ordered, again);
  }

  /** A reader got {@code body} from the socket of process {@code node}. */
  void read(Body body, int node) {
    scheduler.mark(body.hashCode() * 31L + node);
    ledger.delivered(body, node, "", false, !isBroadcast(body));
  }

  /**
   * Whether messages may go round: a STAR socket that has not yet seen the end of a connection has
   * two connections to one neighbour, and forwards from one to the other.
   */
  boolean hasLoops(Spec spec) {
    return spec.role() == Spec.Role.STAR && network.closings() > 0;
  }

  /**
   * Whether {@code body} was written with credit, and messages of its writer may be on their way by
   * a link that the writer has given up: no order of links is promised.
   */
  boolean mayOvertake(Body body) {
    SimProcess from = processes.get(body.origin());
    return from.spec().role() == Spec.Role.WRITER
        && !(from.life() == body.life() && from.app() instanceof WriterApp app && app.isSure());
  }

  private boolean hasDevice(int group) {
    return scenario.nodes().stream()
        .anyMatch(spec -> spec.group() == group && spec.role().isDevice());
  }

  void probed(Body probe, SimProcess by) {
    probes.add(Map.entry(probe, by));
  }

  /** A probe of a survey was answered by process {@code node}. */
  void answered(Body probe, int node) {
    answers.add(probe.id() + "@" + node);
  }
}
