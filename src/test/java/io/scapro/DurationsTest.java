package io.scapro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DurationsTest {

  private static final String FORMS =
      "expected a duration from 0 ms to 36500 days in whole milliseconds, such as 500, \"500ms\" or"
          + " \"8s\", or -1 or \"forever\" for no limit, got ";

  @ParameterizedTest
  @CsvSource({
    "500ms, 500",
    "8s, 8000",
    "1m, 60000",
    "2h, 7200000",
    "1.5s, 1500",
    "1.50000s, 1500",
    "0.5m, 30000",
    "0ms, 0",
    " 3 s , 3000",
    "876000h, 3153600000000"
  })
  void readsText(String text, long millis) {
    assertEquals(Duration.ofMillis(millis), DurationForm.LIMIT.of(text));
  }

  @Test
  void readsNumbersAsMilliseconds() {
    assertEquals(Duration.ofMillis(250), DurationForm.LIMIT.of(250));
    assertEquals(Duration.ofMillis(250), DurationForm.LIMIT.of(250.0));
    assertEquals(Duration.ofMillis(1L << 40), DurationForm.LIMIT.of(1L << 40));
    assertEquals(Durations.FOREVER, DurationForm.LIMIT.of(-1));
    assertEquals(Durations.FOREVER, DurationForm.LIMIT.of("forever"));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of(-5, "-5"),
        Arguments.of(-2.0, "-2.0"),
        Arguments.of(1.5, "1.5"),
        Arguments.of(Double.NaN, "NaN"),
        Arguments.of(Double.POSITIVE_INFINITY, "Infinity"),
        Arguments.of(Long.MAX_VALUE, "9223372036854775807"),
        Arguments.of("1.5ms", "the string \"1.5ms\""),
        Arguments.of("0.0005s", "the string \"0.0005s\""),
        Arguments.of("-3s", "the string \"-3s\""),
        Arguments.of("-1", "the string \"-1\""),
        Arguments.of("99999999999999999999h", "the string \"99999999999999999999h\""),
        Arguments.of("876001h", "the string \"876001h\""),
        Arguments.of("", "the string \"\""),
        Arguments.of("soon", "the string \"soon\""),
        Arguments.of("5", "the string \"5\""),
        Arguments.of("1e3s", "the string \"1e3s\""),
        Arguments.of("5s5s", "the string \"5s5s\""),
        Arguments.of(true, "true"),
        Arguments.of(null, "null"),
        Arguments.of(new JsonObject(), "an object"),
        Arguments.of(new JsonArray(), "an array"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void refusesOthersWithTheAcceptedForms(Object json, String got) {
    assertEquals(
        FORMS + got,
        assertThrows(IllegalArgumentException.class, () -> DurationForm.LIMIT.of(json))
            .getMessage());
  }

  @Test
  void mayHaveALeastValueAndNoForever() {
    assertThrows(IllegalArgumentException.class, () -> DurationForm.TIME.of(-1));
    assertThrows(IllegalArgumentException.class, () -> DurationForm.TIME.of("forever"));
    assertThrows(IllegalArgumentException.class, () -> DurationForm.POSITIVE.of(0));
    assertEquals(Duration.ZERO, DurationForm.TIME.of(0));
  }

  static Stream<Duration> unusable() {
    return Stream.of(
        Duration.ofMillis(-2),
        Duration.ofSeconds(-1),
        Duration.ofNanos(-1),
        Duration.ofNanos(1),
        Duration.ofNanos(1_000_001),
        Durations.LONGEST.plusMillis(1),
        Duration.ofSeconds(Long.MAX_VALUE),
        Duration.ofSeconds(Long.MIN_VALUE));
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void refusesOthersInCode(Duration value) {
    assertEquals(
        "linger: expected a duration from 0 ms to 36500 days in whole milliseconds, or"
            + " Durations.FOREVER for no limit, got "
            + value,
        assertThrows(IllegalArgumentException.class, () -> Durations.limit(value, "linger"))
            .getMessage());
  }

  @Test
  void acceptsTheEnds() {
    assertSame(Durations.LONGEST, Durations.limit(Durations.LONGEST, "x"));
    assertEquals(Durations.FOREVER, Durations.limit(Duration.ofMillis(-1), "x"));
    assertEquals(Duration.ZERO, Durations.zeroOrMore(Duration.ZERO, "x"));
    assertEquals(Duration.ofMillis(1), Durations.aboveZero(Duration.ofMillis(1), "x"));
    assertThrows(
        IllegalArgumentException.class, () -> Durations.zeroOrMore(Durations.FOREVER, "x"));
    assertThrows(IllegalArgumentException.class, () -> Durations.aboveZero(Duration.ZERO, "x"));
  }
}
