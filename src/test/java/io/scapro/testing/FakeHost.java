package io.scapro.testing;

import io.scapro.Host;
import io.scapro.SpException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A host whose clock stands still until it is {@link #advance advanced}, and whose tasks wait until
 * it is their {@link #turn}. All places are one thread: the loop, the application's context, which
 * is the loop itself where the host is direct, and elsewhere.
 */
public final class FakeHost implements Host {

  private enum Place {
    LOOP,
    APPLICATION,
    ELSEWHERE
  }

  private record Alarm(long at, long number, Runnable task) {}

  private static final int MOST_TASKS = 100_000;

  private final boolean direct;
  private final Future<Void> done = Future.succeededFuture();
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Alarm::at).thenComparingLong(Alarm::number));
  private final Set<Registration> hooks = new LinkedHashSet<>();
  private final List<CloseHook> closers = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private Place place;
  private long now;
  private long alarmNumber;

  private FakeHost(boolean direct) {
    this.direct = direct;
    this.place = direct ? Place.LOOP : Place.APPLICATION;
  }

  /** The application lives on the loop, and so does the test. */
  public static FakeHost direct() {
    return new FakeHost(true);
  }

  /** The application lives beside the loop, as on a worker, and so does the test. */
  public static FakeHost indirect() {
    return new FakeHost(false);
  }

  // ---- what tests do ----

  /** Runs all that waits, and what that leaves behind. */
  public void turn() {
    for (int i = 0; !tasks.isEmpty(); i++) {
      if (i == MOST_TASKS) {
        throw new AssertionError("expected tasks to come to an end, got " + i);
      }
      tasks.removeFirst().run();
    }
  }

  /** Moves the clock; each timer runs at its own time. */
  public void advance(Duration time) {
    turn();
    long until = now + time.toNanos();
    while (!alarms.isEmpty() && alarms.peek().at <= until) {
      Alarm next = alarms.remove();
      now = Math.max(now, next.at);
      at(Place.LOOP, next.task);
      turn();
    }
    now = until;
  }

  /** Runs {@code calls} as from a foreign thread. */
  public void elsewhere(Runnable calls) {
    at(Place.ELSEWHERE, calls);
  }

  /** Runs {@code upcalls} as a transport does. */
  public void onLoop(Runnable upcalls) {
    at(Place.LOOP, upcalls);
  }

  /** The verticle goes away. */
  public void undeploy() {
    List.copyOf(closers).forEach(CloseHook::close);
  }

  public int liveTimers() {
    return alarms.size();
  }

  public int closeHooks() {
    return hooks.size();
  }

  /** What the application's handlers threw. */
  public List<Throwable> failures() {
    return failures;
  }

  private void at(Place where, Runnable task) {
    Place before = place;
    place = where;
    try {
      task.run();
    } finally {
      place = before;
    }
  }

  // ---- Host ----

  @Override
  public boolean inLoop() {
    return place == Place.LOOP;
  }

  @Override
  public void execute(Runnable task) {
    if (inLoop()) {
      task.run();
    } else {
      later(task);
    }
  }

  @Override
  public void later(Runnable task) {
    tasks.addLast(() -> at(Place.LOOP, task));
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    Alarm alarm = new Alarm(now + delay.toNanos(), alarmNumber++, task);
    alarms.add(alarm);
    return () -> alarms.remove(alarm);
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public <T> Promise<T> promise() {
    return Promise.promise();
  }

  @Override
  public Future<Void> done() {
    return done;
  }

  @Override
  public <T> Future<T> failed(SpException cause) {
    return Future.failedFuture(cause);
  }

  @Override
  public boolean isDirect() {
    return direct;
  }

  @Override
  public <T> void emit(T value, Handler<T> handler) {
    Place application = direct ? Place.LOOP : Place.APPLICATION;
    Runnable call = () -> at(application, () -> handle(value, handler));
    if (place == application) {
      call.run();
    } else {
      tasks.addLast(call);
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
            closers.remove(hook);
          }
        };
    hooks.add(registration);
    closers.add(hook);
    return registration;
  }

  @Override
  public @Nullable Vertx vertx() {
    return null;
  }
}
