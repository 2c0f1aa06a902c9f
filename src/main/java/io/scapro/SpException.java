package io.scapro;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure: a {@link Reason} for the program, and a text for people.
 *
 * <p>Only failures of wrong calls have a stack trace: those with {@link Reason#STATE} and {@link
 * Reason#UNSUPPORTED}.
 */
public final class SpException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** Why, for the program. */
  private final Reason reason;

  /**
   * A failure without a cause.
   *
   * @param reason why, for the program
   * @param message for people: "expected …, got …; do: …"
   */
  public SpException(Reason reason, String message) {
    this(reason, message, null);
  }

  /**
   * A failure with a cause.
   *
   * @param reason why, for the program
   * @param message for people: "expected …, got …; do: …"
   * @param cause the failure behind it; null: none
   */
  public SpException(Reason reason, String message, @Nullable Throwable cause) {
    super(
        Objects.requireNonNull(message, "message"),
        cause,
        false,
        isMisuse(Objects.requireNonNull(reason, "reason")));
    this.reason = reason;
  }

  /** Whether the calling code must be changed: then its place is worth knowing. */
  private static boolean isMisuse(Reason reason) {
    return reason == Reason.STATE || reason == Reason.UNSUPPORTED;
  }

  /** {@return why, for the program} */
  public Reason reason() {
    return reason;
  }

  /** {@return what was expected, what was found and what to do, for people} */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** {@return reason and message, as events, statistics and logs have them} */
  public String text() {
    return reason + ": " + getMessage();
  }

  /** The class, the reason and the message. */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // the message alone is for people
  public String toString() {
    return getClass().getName() + ": " + text();
  }
}
