package io.scapro.simulation;

import io.scapro.Socket;
import io.scapro.simulation.net.Lane;
import io.scapro.simulation.net.SimHost;
import java.util.List;

/** A simulated process: its lanes, and the application that runs on them. */
final class SimProcess {

  private final World world;
  private final Spec spec;
  private final int life;
  private final Lane loop;
  private final Lane application;
  private final Lane other;
  private final SimHost host;
  private App app;
  private int numbers;
  private int freezes;
  private boolean wasFrozen;
  private boolean closed;
  private boolean closing;

  SimProcess(World world, Spec spec, int life) {
    this.world = world;
    this.spec = spec;
    this.life = life;
    String name = "n" + spec.node() + "." + life;
    this.loop = new Lane(world.scheduler(), name + " loop");
    this.application = spec.worker() ? new Lane(world.scheduler(), name + " worker") : loop;
    this.other = new Lane(world.scheduler(), name + " other loop");
    SimHost far = new SimHost(other, other, world.network(), spec.node(), null);
    this.host = new SimHost(loop, application, world.network(), spec.node(), far);
  }

  void start() {
    application.execute(
        () -> {
          app = Apps.open(this);
          List<Socket> sockets = app.sockets();
          for (int i = 0; i < spec.binds().size(); i++) {
            sockets
                .get(Math.min(i, sockets.size() - 1))
                .bind(spec.binds().get(i))
                .onFailure(why -> world.report(new Violation("bind", why.toString())));
          }
          for (String url : spec.connects()) {
            sockets.get(sockets.size() - 1).connect(url);
          }
        });
  }

  World world() {
    return world;
  }

  Spec spec() {
    return spec;
  }

  int life() {
    return life;
  }

  SimHost host() {
    return host;
  }

  App app() {
    return app;
  }

  int nextNumber() {
    return numbers++;
  }

  int numbers() {
    return numbers;
  }

  long now() {
    return world.scheduler().now();
  }

  boolean wasFrozen() {
    return wasFrozen;
  }

  boolean isDead() {
    return loop.isDead();
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether a close has begun and has not ended. */
  boolean isClosing() {
    return closing && !closed;
  }

  /** Runs {@code task} on the application's lane. */
  void run(Runnable task) {
    application.execute(
        () -> {
          if (app != null && !isDead()) {
            guard(task);
          }
        });
  }

  void after(long nanos, Runnable task) {
    application.after(nanos, () -> guard(task));
  }

  /** Runs {@code task}; a violation is reported to the world. */
  void guard(Runnable task) {
    try {
      task.run();
    } catch (Violation violation) {
      world.report(violation);
    }
  }

  void close() {
    if (closing) {
      return;
    }
    closing = true;
    run(() -> app.close().onComplete(done -> closed = true));
  }

  void freeze() {
    freezes++;
    wasFrozen = true;
    loop.freeze();
    application.freeze();
    other.freeze();
  }

  void thaw() {
    if (--freezes == 0) {
      loop.thaw();
      application.thaw();
      other.thaw();
    }
  }

  void kill() {
    loop.kill();
    application.kill();
    other.kill();
    world.network().kill(spec.node());
  }

  /** Timers and tasks of its event loops. */
  String leftovers() {
    int tasks = loop.waiting() + other.waiting() + application.waiting();
    int timers = loop.timers() + other.timers() + (application == loop ? 0 : application.timers());
    return tasks + timers + host.closeHooks() == 0
        ? ""
        : "node %d: %d tasks, %d timers, %d close hooks"
            .formatted(spec.node(), tasks, timers, host.closeHooks());
  }
}
