package io.scapro.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {

  @Test
  void growthIsThatOfTheLine() {
    assertEquals(0, Trend.growth(List.of()));
    assertEquals(0, Trend.growth(List.of(7L)));
    assertEquals(3, Trend.growth(List.of(7L, 10L)));
    assertEquals(8, Trend.growth(List.of(1L, 3L, 5L, 7L, 9L)));
    assertEquals(-4, Trend.growth(List.of(5L, 4L, 3L, 2L, 1L)));
  }

  @Test
  void noiseAndOutliersAreNoGrowth() {
    assertEquals(0, Trend.growth(List.of(5L, 6L, 5L, 4L, 5L, 6L, 5L, 4L, 5L)));
    assertEquals(0, Trend.growth(List.of(5L, 5L, 5L, 900L, 5L, 5L, 5L, 5L)));
  }

  @Test
  void slowGrowthIsFoundBelowNoise() {
    assertEquals(8, Trend.growth(List.of(10L, 12L, 11L, 13L, 14L, 16L, 15L, 17L, 18L)), 1);
  }
}
