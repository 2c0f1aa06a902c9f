package io.scapro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "500ms, 500",
    "8s, 8000",
    "1m, 60000",
    "2h, 7200000",
    "1.5s, 1500",
    "0ms, 0",
    " 3 s , 3000"
  })
  void readsText(String text, long millis) {
    assertEquals(Duration.ofMillis(millis), Durations.of(text));
  }

  @Test
  void readsNumbersAsMilliseconds() {
    assertEquals(Duration.ofMillis(250), Durations.of(250));
    assertEquals(Duration.ofMillis(1L << 40), Durations.of(1L << 40));
    assertEquals(Durations.FOREVER, Durations.of(-1));
    assertEquals(Durations.FOREVER, Durations.of("forever"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "5", "-5s", "5 days", "1e3s", "ms", "5s5s"})
  void refusesOtherText(String text) {
    String refusal =
        assertThrows(IllegalArgumentException.class, () -> Durations.of(text)).getMessage();
    assertTrue(refusal.startsWith("expected") && refusal.endsWith("\"" + text + '"'), refusal);
  }

  @Test
  void writesWholeMillisecondsAndNeverLosesAShortTime() {
    assertEquals(0L, Durations.toJson(Duration.ZERO));
    assertEquals(1L, Durations.toJson(Duration.ofNanos(1)));
    assertEquals(2L, Durations.toJson(Duration.ofNanos(1_000_001)));
    assertEquals(1500L, Durations.toJson(Duration.ofMillis(1500)));
    assertEquals(-1L, Durations.toJson(Durations.FOREVER));
    assertEquals(-1L, Durations.toJson(Duration.ofNanos(-1)));
    assertEquals(
        Duration.ofDays(36_500).toMillis(), Durations.toJson(Duration.ofSeconds(Long.MAX_VALUE)));
  }
}
