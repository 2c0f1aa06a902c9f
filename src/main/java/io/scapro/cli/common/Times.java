package io.scapro.cli.common;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times on the command line: {@code 250ms}, {@code 1m30s}. */
public final class Times {

  /** A time of zero or more in whole milliseconds: seconds, or with units, such as 1m30s. */
  public static final class Converter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return converted(text, 0);
    }
  }

  /** As {@link Converter}, above zero. */
  public static final class AboveZero implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return converted(text, 1);
    }
  }

  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final Pattern PART =
      Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private Times() {}

  /**
   * Parses numbers with units and an optional leading sign.
   *
   * @throws IllegalArgumentException another form
   */
  public static Duration withUnits(String text) {
    String parts = text.replaceFirst("^[+-]", "");
    Matcher matcher = PART.matcher(parts);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      BigDecimal unit = BigDecimal.valueOf(Objects.requireNonNull(NANOS.get(matcher.group(2))));
      nanos = nanos.add(new BigDecimal(matcher.group(1)).multiply(unit));
      end = matcher.end();
    }
    if (parts.isEmpty() || end < parts.length() || nanos.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("expected a time such as 250ms or 1m30s, got " + text);
    }
    Duration result = Duration.ofNanos(nanos.longValue());
    return text.startsWith("-") ? result.negated() : result;
  }

  private static Duration converted(String text, int leastMillis) {
    try {
      Duration result = withUnits(text.matches("\\d+\\.?\\d*|\\.\\d+") ? text + "s" : text);
      if (result.compareTo(Duration.ofMillis(leastMillis)) >= 0
          && result.compareTo(LONGEST) <= 0
          && result.toNanosPart() % 1_000_000 == 0) {
        return result;
      }
    } catch (IllegalArgumentException e) {
      // reported below
    }
    throw new TypeConversionException(
        "expected a duration from %d ms to 36500 days in whole milliseconds, such as 2 (seconds), 0.5, 250ms or 1m30s, got %s"
            .formatted(leastMillis, text));
  }
}
