package io.scapro;

import java.time.Duration;
import java.util.Objects;

/**
 * Durations of options: whole milliseconds from zero to 36500 days, or {@link #FOREVER} where an
 * option may be unlimited. Setters do not round: they refuse all other values.
 */
public final class Durations {

  /** The longest duration. It can be expressed in nanoseconds. */
  static final Duration LONGEST = Duration.ofDays(36_500);

  /** No limit, as a timeout. It is the only negative duration that is accepted. */
  public static final Duration FOREVER = Duration.ofMillis(-1);

  private Durations() {}

  /**
   * Checks a time limit: {@link #FOREVER}, or whole milliseconds from zero.
   *
   * @param value the value to check
   * @param name the option or parameter, for the error
   * @return {@code value}
   * @throws NullPointerException {@code value} is null
   * @throws IllegalArgumentException it is not such a duration
   */
  public static Duration limit(Duration value, String name) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, name);
    return value.equals(FOREVER)
        ? value
        : between(0, value, name, ", or Durations.FOREVER for no limit");
  }

  /**
   * Checks a duration: whole milliseconds from zero.
   *
   * @param value the value to check
   * @param name the option or parameter, for the error
   * @return {@code value}
   * @throws NullPointerException {@code value} is null
   * @throws IllegalArgumentException it is not such a duration
   */
  public static Duration zeroOrMore(Duration value, String name) {
    return between(0, value, name, "");
  }

  /**
   * Checks a duration: whole milliseconds from one.
   *
   * @param value the value to check
   * @param name the option or parameter, for the error
   * @return {@code value}
   * @throws NullPointerException {@code value} is null
   * @throws IllegalArgumentException it is not such a duration
   */
  public static Duration aboveZero(Duration value, String name) {
    return between(1, value, name, "");
  }

  private static Duration between(int leastMillis, Duration value, String name, String otherwise) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, name);
    if (value.compareTo(Duration.ofMillis(leastMillis)) < 0
        || value.compareTo(LONGEST) > 0
        || value.toNanosPart() % 1_000_000 != 0) {
      throw new BadOption(
          name,
          "expected a duration from %d ms to 36500 days in whole milliseconds%s, got %s"
              .formatted(leastMillis, otherwise, value));
    }
    return value;
  }

  /**
   * {@return {@code duration} in milliseconds for a timer, rounded up: at least 1, at most 36500
   * days}
   *
   * @param duration above zero
   */
  public static long millis(Duration duration) {
    Objects.requireNonNull(duration, "duration");
    return duration.compareTo(LONGEST) < 0
        ? Math.max(1, duration.plusNanos(999_999).toMillis())
        : LONGEST.toMillis();
  }
}
