package io.scapro.testing;

import io.scapro.Socket;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A host for sockets under test, without network and threads, and with a virtual clock. The clock
 * starts at zero and only changes when the test {@link #advance advances} it. Tasks wait until the
 * test runs them with {@link #turn} or {@link #advance}.
 *
 * <p>{@link #open} creates sockets on it. Their {@code bind} and {@code connect} accept any
 * well-formed URL and complete without a network. A {@link FakePeer} connects to them.
 *
 * <p>Everything runs on the calling thread. The host records which thread the running code
 * represents: the event loop of the sockets, the application's context, or another thread ({@link
 * #onLoop}, {@link #elsewhere}). Not thread-safe: use a host from one thread.
 */
public final class FakeHost implements Host {

  /** The thread that the running code represents. */
  private enum Place {
    LOOP,
    APPLICATION,
    ELSEWHERE
  }

  private record Alarm(long at, long number, Runnable task) {}

  private static final int MOST_TASKS = 100_000;

  private final boolean direct;
  private final Vertx vertx =
      (Vertx)
          Proxy.newProxyInstance(
              FakeHost.class.getClassLoader(),
              new Class<?>[] {Vertx.class, Host.Provider.class},
              this::callOnVertx);
  private final Future<Void> done = Future.succeededFuture();
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Alarm::at).thenComparingLong(Alarm::number));
  private final Map<Registration, CloseHook> hooks = new LinkedHashMap<>();
  private final List<Throwable> failures = new ArrayList<>();
  private Place place;
  private long now;
  private long alarmNumber;

  private FakeHost(boolean direct) {
    this.direct = direct;
    this.place = direct ? Place.LOOP : Place.APPLICATION;
  }

  /**
   * Creates a host whose application is on the sockets' event loop, as a standard verticle is. The
   * test is on the event loop too, so calls and handlers run at once. Most tests use this host.
   *
   * @return the host
   */
  public static FakeHost onEventLoop() {
    return new FakeHost(true);
  }

  /**
   * Creates a host whose application is not on the sockets' event loop, as a worker or
   * virtual-thread verticle. The test is on the application's context. Calls of the test run on the
   * event loop, and handlers on the application's context, both at the next {@link #turn}.
   *
   * @return the host
   */
  public static FakeHost onWorker() {
    return new FakeHost(false);
  }

  // ---- for tests ----

  /**
   * Calls {@code opener} with a {@link Vertx} that represents this host. Sockets created with it
   * run here, for example {@code host.open(PullSocket::create)} or {@code
   * host.open(MyService::new)}. All other methods of that Vertx throw {@link
   * UnsupportedOperationException}.
   *
   * @param <T> what is opened
   * @param opener opens it
   * @return what {@code opener} returns
   */
  public <T> T open(Function<Vertx, T> opener) {
    Objects.requireNonNull(opener, "opener");
    return opener.apply(vertx);
  }

  /**
   * Runs the waiting tasks in order, and the tasks that they add. Timers run in {@link #advance}
   * only.
   *
   * @throws AssertionError when more than 100,000 tasks ran: they add tasks endlessly
   */
  public void turn() {
    for (int i = 0; !tasks.isEmpty(); i++) {
      if (i == MOST_TASKS) {
        throw new AssertionError("expected tasks to come to an end, got more than " + i);
      }
      tasks.removeFirst().run();
    }
  }

  /**
   * Advances the clock. Each timer that is due runs at its own time, and the tasks of that time run
   * before the clock advances further.
   *
   * @param time zero or more; zero runs the timers that are due now
   */
  public void advance(Duration time) {
    checkNotNegative(time, "time");
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

  /**
   * Runs calls at once, as calls from a thread that does not belong to this host.
   *
   * @param calls the calls of the test
   */
  public void elsewhere(Runnable calls) {
    Objects.requireNonNull(calls, "calls");
    at(Place.ELSEWHERE, calls);
  }

  /**
   * Runs calls at once on the event loop of the sockets, as calls that a transport makes.
   *
   * @param upcalls makes the calls
   */
  public void onLoop(Runnable upcalls) {
    Objects.requireNonNull(upcalls, "upcalls");
    at(Place.LOOP, upcalls);
  }

  /**
   * Undeploys the verticle that opened the sockets: they close, as with {@link Socket#close}. To
   * let the linger time of a socket pass, {@link #advance} the clock.
   */
  public void undeploy() {
    List.copyOf(hooks.values()).forEach(CloseHook::close);
  }

  /**
   * {@return the number of timers that have neither run nor been cancelled; a closed socket leaves
   * none}
   */
  public int liveTimers() {
    return alarms.size();
  }

  /** {@return how many sockets {@link #undeploy} would close; a closed socket does not count} */
  public int closeHooks() {
    return hooks.size();
  }

  /**
   * {@return exceptions and assertion errors that handlers of the application threw, in order. They
   * do not fail the test: check at its end that there are none. The list may be changed: remove
   * those that the test expects}
   */
  public List<Throwable> failures() {
    return failures;
  }

  private static void checkNotNegative(Duration time, String name) {
    if (Objects.requireNonNull(time, name).isNegative()) {
      throw new IllegalArgumentException(
          "%s: expected a time of zero or more, got %s".formatted(name, time));
    }
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

  private Object callOnVertx(Object proxy, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "host" -> this;
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "the Vertx of a FakeHost";
      default ->
          throw new UnsupportedOperationException(
              "expected a call that creates a socket, got Vertx.%s: a FakeHost has nothing else"
                  .formatted(method.getName()));
    };
  }

  // ---- Host ----

  /** {@return whether the running code represents the sockets' event loop} */
  @Override
  public boolean inLoop() {
    return place == Place.LOOP;
  }

  /** As {@link #inLoop}: a FakeHost has one context on its event loop. */
  @Override
  public boolean isHome() {
    return inLoop();
  }

  /** Runs {@code task} now if the caller is on the event loop; otherwise at {@link #turn}. */
  @Override
  public void execute(Runnable task) {
    Objects.requireNonNull(task, "task");
    if (inLoop()) {
      task.run();
    } else {
      later(task);
    }
  }

  /** Runs {@code task} at the next {@link #turn}. */
  @Override
  public void later(Runnable task) {
    Objects.requireNonNull(task, "task");
    tasks.addLast(() -> at(Place.LOOP, task));
  }

  /** Runs {@code task} after the clock was advanced by {@code delay}. */
  @Override
  public Timer after(Duration delay, Runnable task) {
    checkNotNegative(delay, "delay");
    Objects.requireNonNull(task, "task");
    Alarm alarm = new Alarm(now + delay.toNanos(), alarmNumber++, task);
    alarms.add(alarm);
    return () -> alarms.remove(alarm);
  }

  /** {@return the virtual clock, in nanoseconds from zero} */
  @Override
  public long nanoTime() {
    return now;
  }

  /**
   * {@return a promise without a context: completing it calls the handlers of its future at once}
   */
  @Override
  public <T> Promise<T> promise() {
    return Promise.promise();
  }

  /** {@return a succeeded future without a context; the same one at each call} */
  @Override
  public Future<Void> done() {
    return done;
  }

  @Override
  public <T> Future<T> failed(SpException cause) {
    Objects.requireNonNull(cause, "cause");
    return Future.failedFuture(cause);
  }

  /** {@return true for {@link #onEventLoop}, false for {@link #onWorker}} */
  @Override
  public boolean isDirect() {
    return direct;
  }

  /**
   * Calls {@code handler} at once if the caller is on the application's context; otherwise at the
   * next {@link #turn}.
   */
  @Override
  public <T> void emit(@Nullable T value, Handler<T> handler) {
    Objects.requireNonNull(handler, "handler");
    Place application = direct ? Place.LOOP : Place.APPLICATION;
    Runnable call = () -> at(application, () -> handle(value, handler));
    if (place == application) {
      call.run();
    } else {
      tasks.addLast(call);
    }
  }

  private <T> void handle(@Nullable T value, Handler<T> handler) {
    try {
      handler.handle(value);
    } catch (RuntimeException | AssertionError failure) {
      report(failure);
    }
  }

  /** Adds to {@link #failures}. */
  @Override
  public void report(Throwable failure) {
    Objects.requireNonNull(failure, "failure");
    failures.add(failure);
  }

  /** Calls {@code hook} in {@link #undeploy}. */
  @Override
  public Registration onClose(CloseHook hook) {
    Objects.requireNonNull(hook, "hook");
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

  /** {@return null: there is no Vert.x, and no network} */
  @Override
  public @Nullable Vertx vertx() {
    return null;
  }
}
