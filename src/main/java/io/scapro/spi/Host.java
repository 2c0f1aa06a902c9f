package io.scapro.spi;

import io.scapro.SpException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The runtime environment of a socket: an event loop, a clock, and access to the application's
 * context. In production it is a Vert.x context ({@link Engines#host}). {@code io.scapro.testing}
 * has one with a virtual clock.
 *
 * <p>The <em>event loop</em> is one thread. All state of a socket is read and written there only.
 * The <em>application's context</em> is the context on which the socket was opened: an event-loop,
 * worker or virtual-thread context. Handlers are called there. A future completes on the context of
 * its caller, or on the application's context if the caller has no context of the same Vert.x.
 */
public interface Host {

  /** {@return whether the calling thread is the event loop} */
  boolean inLoop();

  /**
   * {@return whether the caller runs in the context of the event loop, and not in another context
   * of the same thread, such as that of another verticle. If true, a call may run at once and
   * create its future on the event loop. If false, the caller first creates a {@link #promise}, and
   * then calls {@link #execute}}
   */
  boolean isHome();

  /**
   * Runs a task on the event loop. On the event loop, it runs immediately. From another thread, it
   * runs later, after the earlier tasks of that thread. May be called from any thread.
   *
   * @param task runs on the event loop
   */
  void execute(Runnable task);

  /**
   * Runs a task on the event loop in a later turn, also when called on the event loop. May be
   * called from any thread.
   *
   * @param task runs on the event loop
   * @throws java.util.concurrent.RejectedExecutionException Vert.x is closed
   */
  void later(Runnable task);

  /**
   * Runs a task on the event loop after a delay. Call it on the event loop.
   *
   * @param delay zero or more
   * @param task runs on the event loop
   * @return cancels it
   * @throws java.util.concurrent.RejectedExecutionException Vert.x is closed
   */
  Timer after(Duration delay, Runnable task);

  /** {@return a monotonic clock, in nanoseconds from an arbitrary start} */
  long nanoTime();

  /**
   * {@return the source of the random numbers of the engine, such as the delays between attempts to
   * connect. No secret is made of these numbers. Do not keep the generator: this default returns
   * the one of the calling thread}
   */
  default RandomGenerator random() {
    return ThreadLocalRandom.current();
  }

  /**
   * {@return a promise whose future completes on the context of the caller. There are two
   * exceptions. If the caller has no context of this Vert.x, the future completes on the context of
   * the application. If {@link #isHome} is true and the context of the application is a worker or
   * virtual-thread context, the future completes on the event loop}
   *
   * @param <T> the result
   */
  <T> Promise<T> promise();

  /**
   * {@return a succeeded future, with a context as for {@link #promise}; always the same object for
   * the application's context}
   */
  Future<Void> done();

  /**
   * {@return a failed future, with a context as for {@link #promise}}
   *
   * @param <T> the result
   * @param cause why
   */
  <T> Future<T> failed(SpException cause);

  /**
   * {@return a future with the result of {@code future}, on a context as for {@link #promise}}
   *
   * @param <T> the result
   * @param future is completed on the event loop
   */
  default <T> Future<T> answer(Future<T> future) {
    Objects.requireNonNull(future, "future");
    Promise<T> promise = promise();
    future.onComplete(promise);
    return promise.future();
  }

  /**
   * {@return whether the event loop may call the application's handlers directly, because both use
   * the same thread}
   */
  boolean isDirect();

  /**
   * Calls a handler on the application's context. An exception is passed to {@link #report}.
   *
   * @param <T> the value
   * @param value the argument
   * @param handler a handler of the application
   */
  <T> void emit(@Nullable T value, Handler<T> handler);

  /**
   * Passes an exception of the application's code to Vert.x's exception handler.
   *
   * @param failure the exception
   */
  void report(Throwable failure);

  /**
   * Registers a hook for the undeployment of the verticle or the closing of Vert.x.
   *
   * @param hook called once
   * @return the registration, which can remove the hook
   */
  Registration onClose(CloseHook hook);

  /** {@return the Vertx of this host; null: there is none, and no network} */
  @Nullable Vertx vertx();

  /** A {@link Vertx} with its own host, which {@link Engines#host} returns. For tests. */
  interface Provider {
    /** {@return the host for sockets that are created with this Vertx} */
    Host host();
  }

  /** A scheduled task. */
  interface Timer {
    /** Cancels the task. Has no effect after it ran. Idempotent. */
    void cancel();
  }

  /** Closes a socket when its owner is closed. */
  interface CloseHook {
    /** {@return completes when the socket is closed; the owner waits for it} */
    Future<Void> close();
  }

  /** A registration that can be removed. */
  interface Registration {
    /** Removes the registration. Idempotent. */
    void remove();
  }
}
