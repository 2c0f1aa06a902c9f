package io.scapro.core;

import io.scapro.RoundTripStatistics;
import io.scapro.SocketStatistics;

/**
 * Times from a request to its answer, in nanoseconds; on the event loop of its socket.
 *
 * @see SocketStatistics#roundTrips
 */
final class RoundTrips {

  private static final RoundTripStatistics NONE = new RoundTripStatistics(0, 0, 0, 0, 0);

  private long count;
  private long sum;
  private long min = Long.MAX_VALUE;
  private long max;
  private long last;

  void add(long nanos) {
    count++;
    sum += nanos;
    min = Math.min(min, nanos);
    max = Math.max(max, nanos);
    last = nanos;
  }

  RoundTripStatistics summary() {
    return count == 0 ? NONE : new RoundTripStatistics(count, min, sum / count, max, last);
  }
}
