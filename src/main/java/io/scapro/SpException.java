package io.scapro;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that is not a success: a {@link Reason} for the program, a sentence for its people.
 *
 * <p>An answer from the network has no stack trace. One that tells of a wrong call has: those with
 * {@link Reason#STATE} and {@link Reason#UNSUPPORTED}.
 */
public final class SpException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final Reason reason;

  public SpException(Reason reason, String message) {
    this(reason, message, null);
  }

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

  /** Why, for the program. */
  public Reason reason() {
    return reason;
  }

  /** Reason and message, as events, statistics and logs have them. */
  public String text() {
    return reason + ": " + getMessage();
  }

  /** The class, the reason and the message. */
  @Override
  public String toString() {
    return getClass().getName() + ": " + text();
  }
}
