package io.scapro;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure: a {@link Reason} for programs, and a readable text.
 *
 * <p>Only failures caused by wrong calls have a stack trace: {@link Reason#STATE} and {@link
 * Reason#UNSUPPORTED}.
 */
public final class SpException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final Reason reason;

  /**
   * Creates a failure without a cause.
   *
   * @param reason why, for programs
   * @param message a readable text: "expected …, got …; do: …"
   */
  public SpException(Reason reason, String message) {
    this(reason, message, null);
  }

  /**
   * Creates a failure with a cause.
   *
   * @param reason why, for programs
   * @param message a readable text: "expected …, got …; do: …"
   * @param cause the underlying failure; null: none
   */
  public SpException(Reason reason, String message, @Nullable Throwable cause) {
    super(
        Objects.requireNonNull(message, "message"),
        cause,
        false,
        isMisuse(Objects.requireNonNull(reason, "reason")));
    this.reason = reason;
  }

  /** Whether the calling code is wrong. Only then a stack trace helps. */
  private static boolean isMisuse(Reason reason) {
    return reason == Reason.STATE || reason == Reason.UNSUPPORTED;
  }

  /** {@return why, for programs} */
  public Reason reason() {
    return reason;
  }

  /** {@return a readable text: what was expected, what was found and what to do} */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** {@return reason and message, as events, statistics and logs show them} */
  public String text() {
    return reason + ": " + getMessage();
  }

  /** {@return the class, the reason and the message} */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // the message alone is for people
  public String toString() {
    return getClass().getName() + ": " + text();
  }
}
