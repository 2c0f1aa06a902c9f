package io.scapro;

import io.vertx.core.json.JsonObject;

/**
 * Times from requests to their answers, in nanoseconds. An immutable snapshot. All values are zero
 * before the first answer.
 *
 * @param count number of answers
 * @param minNanos the shortest time
 * @param meanNanos the mean of all times
 * @param maxNanos the longest time
 * @param lastNanos the time of the last answer
 */
public record RoundTripStatistics(
    long count, long minNanos, long meanNanos, long maxNanos, long lastNanos) {

  /** {@return all components by name} */
  public JsonObject toJson() {
    return new JsonObject()
        .put("count", count)
        .put("minNanos", minNanos)
        .put("meanNanos", meanNanos)
        .put("maxNanos", maxNanos)
        .put("lastNanos", lastNanos);
  }
}
