package io.scapro.cli.bench;

import org.HdrHistogram.Histogram;

/**
 * The results of one transport.
 *
 * @param size bytes per message
 * @param rate messages per second; 0: not measured
 * @param latency half of each round trip, in nanoseconds
 */
record Result(String transport, int size, double rate, Histogram latency) {

  /** In microseconds. */
  double micros(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1e3;
  }
}
