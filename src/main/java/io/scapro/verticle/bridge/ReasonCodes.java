package io.scapro.verticle.bridge;

import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Optional;

/** Failure codes of event-bus replies: {@link #BASE} plus {@link Reason#code}. */
public final class ReasonCodes {

  /** The offset of the codes. It avoids the small numbers that applications choose. */
  public static final int BASE = 27_000;

  private ReasonCodes() {}

  public static int of(Reason reason) {
    return BASE + reason.code();
  }

  /** The code of a failure; a failure of a consumer keeps its code. */
  static int of(Throwable failure) {
    if (failure instanceof ReplyException reply
        && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
      return reply.failureCode();
    }
    return of(failure instanceof SpException known ? known.reason() : Reason.FAILED);
  }

  /** The reason of a code of {@link #of}; empty for other codes. */
  public static Optional<Reason> reason(int code) {
    return Reason.of(code - BASE);
  }
}
