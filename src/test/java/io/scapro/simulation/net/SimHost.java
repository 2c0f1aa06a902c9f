package io.scapro.simulation.net;

import io.scapro.SpException;
import io.scapro.spi.Host;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A host whose event loop, and the application's context, are lanes of the simulation. The two are
 * the same for a standard context, and differ for a worker context.
 */
public final class SimHost implements Host {

  private final Lane loop;
  private final Lane application;
  private final Network network;
  private final int node;
  private final SimHost far;
  private final RandomGenerator random;
  private final Vertx vertx;
  private final Map<Registration, CloseHook> hooks = new LinkedHashMap<>();
  private final List<Runnable> mailbox =
      new ArrayList<>(); // calls of other lanes, as VertxHost has
  private final List<Throwable> failures = new ArrayList<>();

  /**
   * @param node the number of the process
   * @param far the host of another event loop of the process; null: this is that one
   */
  public SimHost(Lane loop, Lane application, Network network, int node, SimHost far) {
    this.loop = loop;
    this.application = application;
    this.network = network;
    this.node = node;
    this.far = far;
    this.random = network.random().split();
    this.vertx = SimVertx.of(this, new BusNode(network.bus(), node, application));
  }

  public Vertx open() {
    return vertx;
  }

  public Lane loop() {
    return loop;
  }

  public Lane application() {
    return application;
  }

  Network network() {
    return network;
  }

  int node() {
    return node;
  }

  SimHost far() {
    return far;
  }

  /** What handlers of the application threw. */
  public List<Throwable> failures() {
    return failures;
  }

  public int closeHooks() {
    return hooks.size();
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public boolean inLoop() {
    return loop.isHere();
  }

  @Override
  public boolean isHome() {
    return loop.isHere();
  }

  @Override
  public void execute(Runnable task) {
    if (loop.isHere()) {
      task.run();
    } else {
      mailbox.add(task);
      if (mailbox.size() == 1) {
        loop.execute(this::drain);
      }
    }
  }

  private void drain() {
    List<Runnable> tasks = List.copyOf(mailbox);
    mailbox.clear();
    tasks.forEach(Runnable::run);
  }

  @Override
  public void later(Runnable task) {
    loop.execute(task);
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    long nanos = delay.getSeconds() > 100_000_000 ? Long.MAX_VALUE / 2 : delay.toNanos();
    return loop.after(nanos, task)::cancel;
  }

  @Override
  public long nanoTime() {
    return loop.scheduler().now();
  }

  @Override
  public <T> Promise<T> promise() {
    return Promise.promise();
  }

  @Override
  public Future<Void> done() {
    return Future.succeededFuture();
  }

  @Override
  public <T> Future<T> failed(SpException cause) {
    return Future.failedFuture(cause);
  }

  @Override
  public boolean isDirect() {
    return loop == application;
  }

  @Override
  public <T> void emit(T value, Handler<T> handler) {
    if (application.isHere()) {
      handle(value, handler);
    } else {
      application.execute(() -> handle(value, handler));
    }
  }

  private <T> void handle(T value, Handler<T> handler) {
    try {
      handler.handle(value);
    } catch (RuntimeException | AssertionError failure) {
      report(failure);
    }
  }

  @Override
  public void report(Throwable failure) {
    failures.add(failure);
  }

  @Override
  public Registration onClose(CloseHook hook) {
    Registration registration =
        new Registration() {
          @Override
          public void remove() {
            hooks.remove(this);
          }
        };
    hooks.put(registration, hook);
    return registration;
  }

  @Override
  public Vertx vertx() {
    return vertx;
  }
}
