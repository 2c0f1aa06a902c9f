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
 * What a socket asks of the world: a loop to live on, a clock, and a way to the application. The
 * real one is a Vert.x context ({@link Engines#host}); {@code io.scapro.testing} has one with a
 * virtual clock.
 *
 * <p>Two places matter. The <em>loop</em> is one thread: all state of a socket is read and written
 * there, and nowhere else. The <em>application's context</em> is where the socket was opened: an
 * event-loop, worker or virtual-thread context; handlers are called there. A future answers on the
 * context of its caller, or on the application's where the caller has none of the same Vert.x.
 */
public interface Host {

  /** Whether the calling thread is the loop. */
  boolean inLoop();

  /**
   * Whether the caller is on the loop and not on a context of its own there, such as that of
   * another verticle: only then the work of a call may begin at once, and its future be made on the
   * loop. All others go through {@link #execute} with a {@link #promise} made before.
   */
  boolean isHome();

  /**
   * Runs {@code task} on the loop: now if this is the loop, else soon, after what the same thread
   * handed over before. Safe from any thread.
   */
  void execute(Runnable task);

  /** Runs {@code task} on the loop in a later turn, also when called on the loop. */
  void later(Runnable task);

  /** Runs {@code task} on the loop once {@code delay} has passed. To be called on the loop. */
  Timer after(Duration delay, Runnable task);

  /** A clock that never jumps, in nanoseconds from an arbitrary start. */
  long nanoTime();

  /**
   * A promise whose future answers on the caller's context; for a caller that has none of this
   * Vert.x, on the application's. Made by code of the loop while the application is elsewhere, it
   * answers on the loop: who called it answers the application.
   */
  <T> Promise<T> promise();

  /**
   * A succeeded future, for the caller as {@link #promise}; for the application's context shared.
   */
  Future<Void> done();

  /** A failed future, for the caller as {@link #promise}. */
  <T> Future<T> failed(SpException cause);

  /** The outcome of {@code future}, which is completed on the loop, for the caller. */
  default <T> Future<T> answer(Future<T> future) {
    Objects.requireNonNull(future, "future");
    Promise<T> promise = promise();
    future.onComplete(promise);
    return promise.future();
  }

  /** Whether the loop may call the application's handlers itself: they share one thread. */
  boolean isDirect();

  /** Calls {@code handler} on the application's context. A throw goes to {@link #report}. */
  <T> void emit(T value, Handler<T> handler);

  /** Hands a throw of the application's own code to Vert.x's exception handler. */
  void report(Throwable failure);

  /** Calls {@code hook} when the verticle is undeployed or Vert.x closes. */
  Registration onClose(CloseHook hook);

  /** The Vert.x behind this host; null where there is none, and no network. */
  @Nullable Vertx vertx();

  /** A {@link Vertx} that brings its own host; {@link Engines#host} returns it. For tests. */
  interface Provider {
    /** The host for sockets that are created with it. */
    Host host();
  }

  /** A task that is to run later. */
  interface Timer {
    /** Without effect once it ran. Idempotent. */
    void cancel();
  }

  /** What closes a socket whose owner goes away. */
  interface CloseHook {
    Future<Void> close();
  }

  /** An entry that can be taken back. */
  interface Registration {
    void remove();
  }
}
