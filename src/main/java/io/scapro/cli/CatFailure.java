package io.scapro.cli;

import java.io.Serial;

/** The end of a tool that could not do what it was told: what it says, and its exit code. */
final class CatFailure extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int exit;

  CatFailure(int exit, String message) {
    super(message, null, false, false);
    this.exit = exit;
  }

  int exit() {
    return exit;
  }
}
