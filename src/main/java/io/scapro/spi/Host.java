package io.scapro.spi;

import io.scapro.SpException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a socket needs: an event loop, a clock, and a way to the application. The real one is a
 * Vert.x context ({@link Engines#host}); {@code io.scapro.testing} has one with a virtual clock.
 *
 * <p>Two places matter. The <em>loop</em> is one thread: all state of a socket is read and written
 * there, and nowhere else. The <em>application's context</em> is where the socket was opened: an
 * event-loop, worker or virtual-thread context; handlers are called there. A future answers on the
 * context of its caller, or on the application's where the caller has none of the same Vert.x.
 */
public interface Host {

  /** {@return whether the calling thread is the loop} */
  boolean inLoop();

  /**
   * {@return whether the caller is on the loop and not on a context of its own there, such as that
   * of another verticle. Only then the work of a call may start at once, and its future be made on
   * the loop. All other callers go through {@link #execute} with a {@link #promise} made before}
   */
  boolean isHome();

  /**
   * Runs a task on the loop: now if this is the loop, else soon, after what the same thread handed
   * over before. May be called from any thread.
   *
   * @param task runs on the loop
   */
  void execute(Runnable task);

  /**
   * Runs a task on the loop in a later turn, also when called on the loop. May be called from any thread.
   *
   * @param task runs on the loop
   * @throws java.util.concurrent.RejectedExecutionException Vert.x is closed
   */
  void later(Runnable task);

  /**
   * Runs a task on the loop when a time has passed. Call it on the loop.
   *
   * @param delay zero or more
   * @param task runs on the loop
   * @return cancels it
   * @throws java.util.concurrent.RejectedExecutionException Vert.x is closed
   */
  Timer after(Duration delay, Runnable task);

  /** {@return a clock that never jumps, in nanoseconds from an arbitrary start} */
  long nanoTime();

  /**
   * {@return a promise whose future completes on the caller's context; for a caller that has none
   * of this Vert.x, on the application's. When code of the loop makes it while the application is
   * elsewhere, it completes on the loop}
   *
   * @param <T> the result
   */
  <T> Promise<T> promise();

  /**
   * {@return a succeeded future, for the caller as {@link #promise}; shared for the application's
   * context}
   */
  Future<Void> done();

  /**
   * {@return a failed future, for the caller as {@link #promise}}
   *
   * @param <T> the result
   * @param cause why
   */
  <T> Future<T> failed(SpException cause);

  /**
   * {@return the outcome of {@code future}, for the caller as {@link #promise}}
   *
   * @param <T> the result
   * @param future is completed on the loop
   */
  default <T> Future<T> answer(Future<T> future) {
    Objects.requireNonNull(future, "future");
    Promise<T> promise = promise();
    future.onComplete(promise);
    return promise.future();
  }

  /**
   * {@return whether the loop may call the application's handlers itself, because they share one
   * thread}
   */
  boolean isDirect();

  /**
   * Calls a handler on the application's context. An exception goes to {@link #report}.
   *
   * @param <T> the value
   * @param value the argument
   * @param handler of the application
   */
  <T> void emit(@Nullable T value, Handler<T> handler);

  /**
   * Gives an exception of the application's own code to Vert.x's exception handler.
   *
   * @param failure what was thrown
   */
  void report(Throwable failure);

  /**
   * Registers a hook that is called when the verticle is undeployed or Vert.x closes.
   *
   * @param hook called once
   * @return removes it
   */
  Registration onClose(CloseHook hook);

  /** {@return the Vert.x behind this host; null where there is none, and no network} */
  @Nullable Vertx vertx();

  /** A {@link Vertx} that has its own host; {@link Engines#host} returns it. For tests. */
  interface Provider {
    /** {@return the host for sockets that are created with it} */
    Host host();
  }

  /** A task that is to run later. */
  interface Timer {
    /** Cancels the task. No effect once it ran. Idempotent. */
    void cancel();
  }

  /** Closes a socket whose owner ends. */
  interface CloseHook {
    /** {@return completes when the socket is closed; the owner waits for it} */
    Future<Void> close();
  }

  /** An entry that can be removed. */
  interface Registration {
    /** Removes the entry. Idempotent. */
    void remove();
  }
}
