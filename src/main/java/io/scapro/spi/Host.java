package io.scapro.spi;

import io.scapro.SpException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a socket asks of the world: a loop to live on, a clock, and a way to the application. The
 * real one is a Vert.x context ({@link Engines#host}); {@code io.scapro.testing} has one with a
 * virtual clock.
 *
 * <p>Two places matter. The <em>loop</em> is one thread: all state of a socket is read and written
 * there, and nowhere else. The <em>application's context</em> is where the socket was opened: an
 * event-loop, worker or virtual-thread context; handlers and futures answer there.
 */
public interface Host {

  /** Whether the calling thread is the loop. */
  boolean inLoop();

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

  /** A promise whose future answers on the application's context. */
  <T> Promise<T> promise();

  /** The one future of every call that succeeds at once: it costs nothing. */
  Future<Void> done();

  <T> Future<T> failed(SpException cause);

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
