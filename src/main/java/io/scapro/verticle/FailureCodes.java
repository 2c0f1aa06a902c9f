package io.scapro.verticle;

import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Optional;

/**
 * How a verticle tells the sender of an event-bus {@code request} why it failed: a {@link
 * ReplyException} of type RECIPIENT_FAILURE, whose code is {@link #BASE} plus the place of the
 * {@link Reason} in its enum, and whose message is the reason's sentence.
 *
 * <pre>
 * bus.request("jobs", body).onFailure(failure -&gt;
 *     FailureCodes.reason(failure).ifPresent(reason -&gt; …));
 * </pre>
 */
public final class FailureCodes {

  /** The code of the first reason. Far from the small numbers that applications choose. */
  public static final int BASE = 27_000;

  private FailureCodes() {}

  public static int of(Reason reason) {
    return BASE + reason.ordinal();
  }

  /** The reason behind a code of {@link #of}; empty for codes of others. */
  public static Optional<Reason> reason(int code) {
    int place = code - BASE;
    Reason[] reasons = Reason.values();
    return place >= 0 && place < reasons.length ? Optional.of(reasons[place]) : Optional.empty();
  }

  /** The reason behind the failure of an event-bus request; empty when no verticle told it. */
  public static Optional<Reason> reason(Throwable failure) {
    return failure instanceof ReplyException reply ? reason(reply.failureCode()) : Optional.empty();
  }

  /** The code of a failure that may have come from a consumer further on. */
  static int of(Throwable failure) {
    if (failure instanceof ReplyException reply
        && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
      return reply.failureCode();
    }
    return of(failure instanceof SpException known ? known.reason() : Reason.FAILED);
  }
}
