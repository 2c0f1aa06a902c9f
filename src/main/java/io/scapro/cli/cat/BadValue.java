package io.scapro.cli.cat;

import java.io.Serial;
import java.util.Objects;

/** The value of an option is invalid; each tool adds its own words to the message. */
class BadValue extends IllegalArgumentException {

  @Serial private static final long serialVersionUID = 1L;

  BadValue(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
