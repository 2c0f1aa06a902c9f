package io.scapro.suite;

import io.scapro.SpException;
import io.scapro.spi.Host;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A host whose event loop and application are threads of the test: a thread is the event loop while
 * it is in {@link #turn} or {@link #onLoop}. The application's context is another thread. For tests
 * that try the orders of steps of several threads.
 */
public final class RaceHost implements Host {

  private final Queue<Runnable> loop = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> application = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Thread home;

  /** Runs {@code steps} as the event loop. */
  public void onLoop(Runnable steps) {
    Thread before = home;
    home = Thread.currentThread();
    steps.run();
    home = before;
  }

  /** Runs the tasks of the event loop until there is none. */
  public void turn() {
    onLoop(() -> runAll(loop));
  }

  /** Runs the tasks of the application's context until there is none. */
  public void applicationTurn() {
    runAll(application);
  }

  /** Runs the tasks of all {@code hosts} until there is none; no other thread may use them. */
  public static void settle(RaceHost... hosts) {
    List<RaceHost> all = List.of(hosts);
    while (all.stream().anyMatch(host -> !host.loop.isEmpty() || !host.application.isEmpty())) {
      for (RaceHost host : all) {
        host.turn();
        host.applicationTurn();
      }
    }
  }

  private static void runAll(Queue<Runnable> tasks) {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Override
  public boolean inLoop() {
    return home == Thread.currentThread();
  }

  @Override
  public boolean isHome() {
    return inLoop();
  }

  @Override
  public void execute(Runnable task) {
    if (inLoop()) {
      task.run();
    } else {
      loop.add(task);
    }
  }

  @Override
  public void later(Runnable task) {
    loop.add(task);
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    throw new UnsupportedOperationException("expected no timer");
  }

  @Override
  public long nanoTime() {
    return 0;
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
    return false;
  }

  @Override
  public <T> void emit(@Nullable T value, Handler<T> handler) {
    application.add(() -> handler.handle(value));
  }

  @Override
  public void report(Throwable failure) {
    throw new AssertionError(failure);
  }

  @Override
  public Registration onClose(CloseHook hook) {
    return () -> {};
  }

  @Override
  public @Nullable Vertx vertx() {
    return null;
  }
}
