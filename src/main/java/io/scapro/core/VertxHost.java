package io.scapro.core;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.scapro.spi.Queues;
import io.vertx.core.Closeable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The host on a Vert.x context. Three contexts share one event loop:
 *
 * <ul>
 *   <li>the <em>application's</em> context, on which the socket was opened;
 *   <li>the <em>home</em> context of the socket's state: the application's context. If that is a
 *       worker or virtual-thread context, it is a new context on its event loop;
 *   <li>the <em>network</em> context, on which transports listen and connect. An undeployment does
 *       not close its servers and clients, so that the socket can drain first.
 * </ul>
 *
 * <p>Uses Vert.x's {@code internal} packages: the public API cannot select an event loop.
 * docs/architecture.md lists all classes that do so.
 */
final class VertxHost implements Host {

  private final ContextInternal application;
  private final ContextInternal home;
  private final ContextInternal network;
  private final boolean direct;
  private final Future<Void> done;
  private final Mailbox mailbox;

  private VertxHost(ContextInternal application) {
    this.application = application;
    this.direct = application.isEventLoopContext();
    this.home = direct ? application : onLoopOf(application, application.closeFuture());
    this.network = onLoopOf(application, new CloseFuture());
    this.done = application.succeededFuture();
    this.mailbox = new Mailbox(home.nettyEventLoop(), task -> home.dispatch(task), this::report);
  }

  static VertxHost of(Vertx vertx) {
    VertxInternal owner = (VertxInternal) vertx;
    if (owner.closeFuture().isClosed()) {
      throw new SpException(Reason.CLOSED, "expected an open Vertx, got one that was closed");
    }
    return new VertxHost(owner.getOrCreateContext().unwrap());
  }

  private static ContextInternal onLoopOf(ContextInternal application, CloseFuture closeFuture) {
    return application
        .owner()
        .contextBuilder()
        .withThreadingModel(ThreadingModel.EVENT_LOOP)
        .withEventLoop(application.nettyEventLoop())
        .withClassLoader(application.classLoader())
        .withCloseFuture(closeFuture)
        .build();
  }

  /** The context that transports listen and connect on. */
  Context network() {
    return network;
  }

  @Override
  public boolean inLoop() {
    return home.inThread();
  }

  @Override
  public boolean isHome() {
    return ContextInternal.current() == home && home.inThread();
  }

  @Override
  public void execute(Runnable task) {
    if (!home.inThread()) {
      mailbox.add(task);
    } else if (ContextInternal.current() == home) {
      task.run();
    } else {
      home.dispatch(task);
    }
  }

  @Override
  public void later(Runnable task) {
    home.nettyEventLoop().execute(() -> home.dispatch(task));
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    var scheduled =
        home.nettyEventLoop()
            .schedule(() -> home.dispatch(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> scheduled.cancel(false);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  /** Whether Vert.x was closed. Its contexts then run no tasks. */
  private boolean isOver() {
    return home.nettyEventLoop().isShutdown();
  }

  /**
   * The context on which the future of the present call completes: that of the caller. A duplicated
   * context is returned as it is, to keep its local data.
   *
   * @return null: the future completes on the thread that completes it
   */
  private @Nullable ContextInternal caller() {
    if (isOver()) {
      return null;
    }
    // null for a context of another Vertx
    ContextInternal caller = application.owner().getContext();
    if (caller == null || caller == network) {
      return application;
    }
    return caller == home && !direct ? null : caller;
  }

  @Override
  public <T> Promise<T> promise() {
    ContextInternal caller = caller();
    return caller == null ? Promise.promise() : caller.promise();
  }

  @Override
  public Future<Void> done() {
    if (direct && ContextInternal.current() == home) {
      return done; // fast path: used for each message sent on the socket's own context
    }
    ContextInternal caller = caller();
    if (caller == application) {
      return done;
    }
    return caller == null ? Future.succeededFuture() : caller.succeededFuture();
  }

  @Override
  public <T> Future<T> failed(SpException cause) {
    ContextInternal caller = caller();
    return caller == null ? Future.failedFuture(cause) : caller.failedFuture(cause);
  }

  @Override
  public boolean isDirect() {
    return direct;
  }

  @Override
  public <T> void emit(@Nullable T value, Handler<T> handler) {
    application.emit(value, handler);
  }

  @Override
  public void report(Throwable failure) {
    application.reportException(failure);
  }

  /** The hook runs after the calls that other threads made before the undeployment. */
  @Override
  public Registration onClose(CloseHook hook) {
    Closeable closeable = completion -> mailbox.add(() -> hook.close().onComplete(completion));
    application.addCloseHook(closeable);
    return () -> application.removeCloseHook(closeable);
  }

  @Override
  public Vertx vertx() {
    return application.owner();
  }

  /**
   * Tasks of other threads for one event loop. One scheduled turn runs all that wait, so that many
   * calls cost one task of the event loop. Tasks of one thread run in order.
   */
  static final class Mailbox {

    private static final int MAILS_PER_TURN = 1024;

    private final Executor loop;
    private final Consumer<Runnable> context;
    private final Consumer<Throwable> failures;
    private final Queue<Runnable> tasks = Queues.unbounded(256);
    private final AtomicBoolean drainScheduled = new AtomicBoolean();
    private final ReentrantLock emptying = new ReentrantLock(); // one thread at a time takes tasks
    private final Runnable drain = this::drain;

    /**
     * @param loop runs a task on the event loop; it rejects tasks once Vert.x is closed
     * @param context runs a task in the context of the tasks; called on the event loop
     * @param failures gets what tasks throw
     */
    Mailbox(Executor loop, Consumer<Runnable> context, Consumer<Throwable> failures) {
      this.loop = loop;
      this.context = context;
      this.failures = failures;
    }

    /** May be called from any thread. */
    void add(Runnable task) {
      tasks.offer(task);
      if (drainScheduled.compareAndSet(false, true)) {
        scheduleDrain();
      }
    }

    private void drain() {
      drainScheduled.set(false);
      if (emptying.tryLock()) { // else a caller does it, since the event loop accepts no more tasks
        try {
          context.accept(() -> runSome(MAILS_PER_TURN));
        } finally {
          emptying.unlock();
        }
      }
      if (!tasks.isEmpty() && drainScheduled.compareAndSet(false, true)) {
        scheduleDrain(); // let other tasks of the event loop run in between
      }
    }

    private void runSome(int most) {
      for (int i = 0; i < most; i++) {
        Runnable task = tasks.poll();
        if (task == null) {
          return;
        }
        run(task);
      }
    }

    private void scheduleDrain() {
      try {
        loop.execute(drain);
      } catch (RejectedExecutionException e) {
        drainAfterTheEnd();
      }
    }

    /**
     * Vert.x was closed, and its event loop accepts no more tasks. Calls now fail, on the thread of
     * a caller. A thread that is already taking tasks continues with those that were added
     * meanwhile, such as the event loop in its last turn.
     */
    private void drainAfterTheEnd() {
      drainScheduled.set(false);
      while (!tasks.isEmpty() && emptying.tryLock()) { // also for calls that a task makes
        try {
          runSome(Integer.MAX_VALUE);
        } finally {
          emptying.unlock();
        }
      }
    }

    private void run(Runnable task) {
      try {
        task.run();
      } catch (RuntimeException | Error failure) {
        failures.accept(failure);
      }
    }
  }
}
