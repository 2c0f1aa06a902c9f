package io.scapro;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as options have them: zero or more, or {@link io.scapro.Durations#FOREVER}. */
public final class Durations {

  /** Later than anybody waits, and early enough to be counted in nanoseconds. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** No limit, as a timeout. */
  public static final Duration FOREVER = Duration.ofMillis(-1);

  private Durations() {}

  /** Apart: a start that reads no durations compiles no pattern. */
  private static final class Form {
    static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h)");
  }

  /** {@code duration}, above zero, as milliseconds for a timer: at least 1, at most 100 years. */
  public static long millis(Duration duration) {
    return duration.compareTo(LONGEST) < 0
        ? Math.max(1, duration.plusNanos(999_999).toMillis())
        : LONGEST.toMillis();
  }

  /**
   * As sockets and endpoints use it: whole milliseconds, rounded up so that a short time does not
   * become none, at most 100 years; {@link #FOREVER} when it is negative.
   */
  static Duration settled(Duration duration) {
    if (duration.isNegative()) {
      return FOREVER;
    }
    return duration.compareTo(LONGEST) < 0
        ? Duration.ofMillis(duration.plusNanos(999_999).toMillis())
        : LONGEST;
  }

  /** Milliseconds; -1: no limit. */
  static Object toJson(Duration duration) {
    return settled(duration).toMillis();
  }

  static Duration of(Object json) {
    if (json instanceof Number number) {
      return number.longValue() < 0 ? FOREVER : Duration.ofMillis(number.longValue());
    }
    String text = String.valueOf(json).trim();
    if (text.equals("forever")) {
      return FOREVER;
    }
    Matcher parts = Form.TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "expected milliseconds or a duration such as \"500ms\" or \"8s\", got \"" + json + '"');
    }
    double millis =
        switch (parts.group(2)) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "m" -> 60_000;
          default -> 3_600_000;
        };
    return Duration.ofMillis(Math.round(Double.parseDouble(parts.group(1)) * millis));
  }
}
