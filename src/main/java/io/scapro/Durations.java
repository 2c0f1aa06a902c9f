package io.scapro;

import java.time.Duration;
import java.util.Objects;

/**
 * Durations as options have them: whole milliseconds from zero to 36500 days, or {@link #FOREVER}
 * where an option may have no limit. Other values are refused where they are given, none is
 * rounded.
 */
public final class Durations {

  /** Later than anybody waits, and early enough to be counted in nanoseconds. */
  static final Duration LONGEST = Duration.ofDays(36_500);

  /** No limit, as a timeout; the only negative duration that is accepted. */
  public static final Duration FOREVER = Duration.ofMillis(-1);

  private Durations() {}

  /**
   * Checks a time limit, which may be none: {@link #FOREVER}, or whole milliseconds from zero.
   *
   * @param value what was given
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
   * Checks whole milliseconds from zero; else as {@link #limit}.
   *
   * @param value what was given
   * @param name the option or parameter, for the error
   * @return {@code value}
   * @throws IllegalArgumentException it is not such a duration
   */
  public static Duration zeroOrMore(Duration value, String name) {
    return between(0, value, name, "");
  }

  /**
   * Checks whole milliseconds from one; else as {@link #limit}.
   *
   * @param value what was given
   * @param name the option or parameter, for the error
   * @return {@code value}
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
          "expected whole milliseconds from %d to 36500 days%s, got %s"
              .formatted(leastMillis, otherwise, value));
    }
    return value;
  }

  /**
   * {@return {@code duration} as milliseconds for a timer: at least 1, at most 100 years}
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
