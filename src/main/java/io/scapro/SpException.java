package io.scapro;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that is not a success: a {@link Reason} for the program, a sentence for its people. It
 * carries no stack trace, since it is an answer from the network, not a bug.
 */
public final class SpException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final Reason reason;

  public SpException(Reason reason, String message) {
    this(reason, message, null);
  }

  public SpException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  @Override
  public String toString() {
    return reason + ": " + getMessage();
  }
}
