package io.scapro.cli.cat;

import java.io.Serial;
import java.util.Objects;

/** The value of an option makes no sense; each tool has its own words around the message. */
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
