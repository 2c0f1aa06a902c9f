package io.scapro.verticle;

import io.scapro.Reason;
import io.scapro.verticle.bridge.ReasonCodes;
import io.vertx.core.eventbus.ReplyException;
import java.util.Objects;
import java.util.Optional;

/**
 * How a verticle reports to the sender of an event-bus {@code request} why it failed: by a {@link
 * ReplyException} of type RECIPIENT_FAILURE, whose code is {@link #BASE} plus {@link Reason#code},
 * and whose message is the reason's text.
 *
 * <pre>
 * bus.request("jobs", body).onFailure(failure -&gt;
 *     FailureCodes.reason(failure).ifPresent(reason -&gt; …));
 * </pre>
 */
public final class FailureCodes {

  /** What is added to the code of a reason. Far from the small numbers that applications choose. */
  public static final int BASE = ReasonCodes.BASE;

  private FailureCodes() {}

  /**
   * {@return the failure code for a reason: {@link #BASE} plus {@link Reason#code}}
   *
   * @param reason the reason
   */
  public static int of(Reason reason) {
    Objects.requireNonNull(reason, "reason");
    return ReasonCodes.of(reason);
  }

  /**
   * {@return the reason behind a failure code; empty for codes of others}
   *
   * @param code a failure code
   */
  public static Optional<Reason> reason(int code) {
    return ReasonCodes.reason(code);
  }

  /**
   * {@return the reason behind the failure of an event-bus request; empty when no verticle sent it}
   *
   * @param failure what the request failed with
   */
  public static Optional<Reason> reason(Throwable failure) {
    Objects.requireNonNull(failure, "failure");
    return failure instanceof ReplyException reply ? reason(reply.failureCode()) : Optional.empty();
  }
}
