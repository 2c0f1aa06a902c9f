package io.scapro;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form of a duration in JSON. */
enum DurationForm {
  /** A time limit; it may be unlimited. */
  LIMIT(0, true),
  /** Zero or more. */
  TIME(0, false),
  /** Above zero. */
  POSITIVE(1, false);

  /** Loaded when a text is parsed, because commands that parse none must start fast. */
  private static final class Text {
    static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h)");
  }

  private static final BigDecimal LONGEST = BigDecimal.valueOf(Durations.LONGEST.toMillis());

  private final BigDecimal least;
  private final boolean mayBeNone;

  DurationForm(int least, boolean mayBeNone) {
    this.least = BigDecimal.valueOf(least);
    this.mayBeNone = mayBeNone;
  }

  /** Parses a duration: a number of milliseconds, or text with a unit. */
  Duration of(@Nullable Object json) {
    BigDecimal millis = millis(json);
    if (mayBeNone && ("forever".equals(trimmed(json)) || isMinusOne(json))) {
      return Durations.FOREVER;
    }
    if (millis == null
        || millis.compareTo(least) < 0
        || millis.compareTo(LONGEST) > 0
        || millis.stripTrailingZeros().scale() > 0) {
      throw new IllegalArgumentException("expected %s, got %s".formatted(inJson(), got(json)));
    }
    return Duration.ofMillis(millis.longValueExact());
  }

  private String inJson() {
    return "a duration from %s ms to 36500 days in whole milliseconds, such as 500, \"500ms\" or \"8s\"%s"
        .formatted(least, mayBeNone ? ", or -1 or \"forever\" for no limit" : "");
  }

  private static String got(@Nullable Object json) {
    return json instanceof Number ? json.toString() : JsonValues.found(json);
  }

  private static boolean isMinusOne(@Nullable Object json) {
    return json instanceof Number number && number.doubleValue() == -1;
  }

  private static String trimmed(@Nullable Object json) {
    return json instanceof String text ? text.trim() : "";
  }

  /** Null when {@code json} is not an amount. */
  private static @Nullable BigDecimal millis(@Nullable Object json) {
    if (json instanceof Number number) {
      return Double.isFinite(number.doubleValue()) ? new BigDecimal(number.toString()) : null;
    }
    Matcher parts = Text.FORM.matcher(trimmed(json));
    return parts.matches() ? new BigDecimal(parts.group(1)).multiply(unit(parts.group(2))) : null;
  }

  private static BigDecimal unit(String name) {
    return BigDecimal.valueOf(
        switch (name) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "m" -> 60_000;
          default -> 3_600_000;
        });
  }
}
