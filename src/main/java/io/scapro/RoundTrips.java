package io.scapro;

import io.vertx.core.json.JsonObject;

/**
 * Times from a request to its answer, in nanoseconds; on the loop of its socket.
 *
 * @see SocketStatistics#roundTrips
 */
public final class RoundTrips {

  /** A snapshot; all zero before the first answer. */
  public record Summary(long count, long minNanos, long meanNanos, long maxNanos, long lastNanos) {

    static final Summary NONE = new Summary(0, 0, 0, 0, 0);

    public JsonObject toJson() {
      return new JsonObject()
          .put("count", count)
          .put("minNanos", minNanos)
          .put("meanNanos", meanNanos)
          .put("maxNanos", maxNanos)
          .put("lastNanos", lastNanos);
    }
  }

  private long count;
  private long sum;
  private long min = Long.MAX_VALUE;
  private long max;
  private long last;

  public void add(long nanos) {
    count++;
    sum += nanos;
    min = Math.min(min, nanos);
    max = Math.max(max, nanos);
    last = nanos;
  }

  public Summary summary() {
    return count == 0 ? Summary.NONE : new Summary(count, min, sum / count, max, last);
  }
}
