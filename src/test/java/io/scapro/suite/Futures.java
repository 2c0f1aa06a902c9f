package io.scapro.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.Future;

/** What became of a call under the virtual clock: nothing here waits. */
public final class Futures {

  private Futures() {}

  public static <T> T result(Future<T> call) {
    assertTrue(call.isComplete(), "expected an answer, got none yet");
    assertTrue(call.succeeded(), () -> "expected success, got " + call.cause());
    return call.result();
  }

  /** The refusal, which must have {@code reason}. */
  public static SpException failure(Reason reason, Future<?> call) {
    assertTrue(call.isComplete(), "expected a failure, got no answer yet");
    assertTrue(call.failed(), () -> "expected " + reason + ", got success");
    SpException failure = assertInstanceOf(SpException.class, call.cause());
    assertEquals(reason, failure.reason(), failure::toString);
    return failure;
  }

  public static void assertPending(Future<?> call) {
    assertFalse(call.isComplete(), () -> "expected no answer yet, got " + call);
  }
}
