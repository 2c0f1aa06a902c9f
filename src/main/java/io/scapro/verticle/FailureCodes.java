package io.scapro.verticle;

import io.scapro.Reason;
import io.scapro.verticle.bridge.ReasonCodes;
import io.vertx.core.eventbus.ReplyException;
import java.util.Objects;
import java.util.Optional;

/**
 * Failure codes of event-bus replies. A verticle reports a failure to the sender of a {@code
 * request} by a {@link ReplyException} of type RECIPIENT_FAILURE. Its code is {@link #BASE} plus
 * {@link Reason#code}, and its message is the text of the failure.
 *
 * <pre>
 * bus.request("jobs", body).onFailure(failure -&gt;
 *     FailureCodes.reason(failure).ifPresent(reason -&gt; …));
 * </pre>
 */
public final class FailureCodes {

  /** The offset of the codes. It avoids the small numbers that applications choose. */
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
   * {@return the reason of a failure code; empty for other codes}
   *
   * @param code a failure code
   */
  public static Optional<Reason> reason(int code) {
    return ReasonCodes.reason(code);
  }

  /**
   * {@return the reason of a failed event-bus request; empty if no verticle sent the failure}
   *
   * @param failure the failure of the request
   */
  public static Optional<Reason> reason(Throwable failure) {
    Objects.requireNonNull(failure, "failure");
    return failure instanceof ReplyException reply ? reason(reply.failureCode()) : Optional.empty();
  }
}
