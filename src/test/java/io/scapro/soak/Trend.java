package io.scapro.soak;

import java.util.Arrays;
import java.util.List;

/** The line through samples of one quantity, taken at equal distances. */
final class Trend {

  private Trend() {}

  /**
   * How much the quantity grew from the first sample to the last, along the line with the median of
   * the slopes of all pairs (Theil and Sen). A few outliers do not change it.
   */
  static double growth(List<Long> samples) {
    int count = samples.size();
    if (count < 2) {
      return 0;
    }
    double[] slopes = new double[count * (count - 1) / 2];
    int next = 0;
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        slopes[next++] = (double) (samples.get(j) - samples.get(i)) / (j - i);
      }
    }
    Arrays.sort(slopes);
    double median = (slopes[(next - 1) / 2] + slopes[next / 2]) / 2;
    return median * (count - 1);
  }
}
