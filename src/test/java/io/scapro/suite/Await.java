package io.scapro.suite;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits on a thread of the test, never on one of Vert.x. */
public final class Await {

  /** Much longer than anything takes on a busy machine: to be reached by a failure only. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private Await() {}

  /** The result of {@code future}. */
  public static <T> T result(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(seconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("expected a result, got " + e.getCause(), e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      throw new AssertionError("expected the future to complete", e);
    }
  }

  /** Why {@code future} failed. */
  public static Reason failure(Future<?> future) {
    return refusal(future).reason();
  }

  /** What {@code future} failed with. */
  public static SpException refusal(Future<?> future) {
    try {
      Object result =
          future.toCompletionStage().toCompletableFuture().get(seconds(), TimeUnit.SECONDS);
      throw new AssertionError("expected a failure, got " + result);
    } catch (ExecutionException e) {
      return assertInstanceOf(SpException.class, e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      throw new AssertionError("expected the future to complete", e);
    }
  }

  /** Whether {@code future} succeeded. */
  public static boolean outcome(Future<?> future) {
    return result(future.transform(ended -> Future.succeededFuture(ended.succeeded())));
  }

  /** The next element of {@code queue}. */
  public static <T> T next(BlockingQueue<T> queue) {
    try {
      T element = queue.poll(seconds(), TimeUnit.SECONDS);
      assertNotNull(element, "expected one more element");
      return element;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Until {@code latch} is at zero. */
  public static void zero(CountDownLatch latch) {
    try {
      if (!latch.await(seconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("expected all to happen, " + latch.getCount() + " did not");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static long seconds() {
    return PATIENCE.toSeconds();
  }
}
