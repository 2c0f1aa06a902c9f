package io.scapro.core;

import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Pipe;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The delays between the attempts of a connector. They start at the reconnect interval and double
 * up to its maximum. Each is shortened at random, by up to half of it, so that the clients of one
 * server do not reconnect at the same time. A connection that worked resets them.
 */
final class Backoff {

  /**
   * A connection of this duration has worked. A peer that accepts and then disconnects at once must
   * not count as a success.
   */
  private static final Duration PROVEN = Duration.ofSeconds(1);

  private final Duration first;
  private final Duration limit;
  private final Supplier<RandomGenerator> random;
  private Duration interval;

  Backoff(EndpointOptions options, Supplier<RandomGenerator> random) {
    this.first = options.getReconnectInterval();
    this.limit = options.getReconnectIntervalMax();
    this.interval = first;
    this.random = random;
  }

  /**
   * Whether a connection has worked: the peer sent a message, or the connection lasted a second. A
   * message that was only written counts if the connection lasted for the first interval, since the
   * peer may have disconnected without reading it. A connection that ended because of a message of
   * the peer does not count: the peer would send it again.
   */
  boolean isProvenBy(Pipe pipe, Duration lasted, SpException cause) {
    boolean comesAgain = cause.reason() == Reason.TOO_LONG || cause.reason() == Reason.PROTOCOL;
    if (comesAgain) {
      return false;
    }
    return pipe.receivedMessages() > 0
        || lasted.compareTo(PROVEN) >= 0
        || (pipe.writtenMessages() > 0 && lasted.compareTo(first) >= 0);
  }

  /** Resets the delays after a connection that worked. */
  void reset() {
    interval = first;
  }

  /** The delay before the next attempt. The following delay is longer. */
  Duration next() {
    long most = interval.toNanos();
    long wait = most - (most < 2 ? 0 : random.get().nextLong(most / 2));
    if (interval.compareTo(limit) < 0) {
      Duration doubled = interval.multipliedBy(2);
      interval = doubled.compareTo(limit) < 0 ? doubled : limit;
    }
    return Duration.ofNanos(wait);
  }
}
