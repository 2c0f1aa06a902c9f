package io.scapro.simulation;

/** An invariant does not hold. */
final class Violation extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String invariant;

  Violation(String invariant, String text) {
    super(invariant + ": " + text);
    this.invariant = invariant;
  }

  String invariant() {
    return invariant;
  }

  static void check(boolean holds, String invariant, String text) {
    if (!holds) {
      throw new Violation(invariant, text);
    }
  }
}
