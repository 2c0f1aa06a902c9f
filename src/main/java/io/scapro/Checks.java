package io.scapro;

/** Range checks whose refusal says what was expected. */
final class Checks {

  private Checks() {}

  static void that(boolean holds, String expected, Object got) {
    if (!holds) {
      throw new IllegalArgumentException("expected %s, got %s".formatted(expected, got));
    }
  }

  static int atLeast(int least, int value) {
    that(value >= least, "a number of at least " + least, value);
    return value;
  }

  static int between(int least, int most, int value) {
    that(value >= least && value <= most, "a number from %d to %d".formatted(least, most), value);
    return value;
  }
}
