package io.scapro.cli.common;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as people write them: {@code 250ms}, {@code 1m30s}. */
public final class Times {

  /** For options of picocli: {@link #positive}. */
  public static final class Converter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return positive(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

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
   * Numbers with units, and a sign before them all.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Duration withUnits(String text) {
    String parts = text.replaceFirst("^[+-]", "");
    Matcher matcher = PART.matcher(parts);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      BigDecimal unit = BigDecimal.valueOf(NANOS.get(matcher.group(2)));
      nanos = nanos.add(new BigDecimal(matcher.group(1)).multiply(unit));
      end = matcher.end();
    }
    if (parts.isEmpty() || end < parts.length() || nanos.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("expected a time such as 250ms or 1m30s, got " + text);
    }
    Duration result = Duration.ofNanos(nanos.longValue());
    return text.startsWith("-") ? result.negated() : result;
  }

  /**
   * As {@link #withUnits}; a number alone is seconds.
   *
   * @throws IllegalArgumentException for anything else, and below zero
   */
  static Duration positive(String text) {
    Duration result = withUnits(text.matches("\\d+\\.?\\d*|\\.\\d+") ? text + "s" : text);
    if (result.isNegative()) {
      throw new IllegalArgumentException("expected a time of zero or more, got " + text);
    }
    return result;
  }
}
