package io.scapro.core;

import io.scapro.Endpoint;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.scapro.spi.LogIntervals;
import java.util.concurrent.TimeUnit;

/**
 * Logs the time in which an endpoint has no working connection: a warning at the first failure and
 * at growing intervals, and one line at the recovery. On the event loop.
 */
final class Outage {

  private final SocketLog log;
  private final Host host;
  private final LogIntervals intervals;
  private final LogIntervals earlyEnds;
  private boolean warned;
  private long attempts;
  private long since;

  Outage(Owner socket) {
    this.log = socket.log();
    this.host = socket.host();
    this.intervals = log.intervals();
    this.earlyEnds = log.intervals();
  }

  /**
   * An attempt failed, or a connection that worked was lost.
   *
   * @param what the beginning of the sentence, before the URL
   * @param retries whether there will be another attempt
   */
  void failed(String what, Endpoint endpoint, SpException cause, boolean retries) {
    warn(intervals, what, endpoint, cause, retries);
  }

  /**
   * A connection ended before it worked. The cause of a failed attempt says more, so the first such
   * attempt is logged even right after this line.
   */
  void endedEarly(Endpoint endpoint, SpException cause) {
    LogIntervals due = intervals.isLogged() ? intervals : earlyEnds;
    warn(due, "cannot keep the connection to", endpoint, cause, true);
  }

  private void warn(
      LogIntervals due, String what, Endpoint endpoint, SpException cause, boolean retries) {
    if (attempts++ == 0) {
      since = host.nanoTime();
    }
    if (due.isDue()) {
      warned = true;
      String before = attempts == 1 ? "" : " (%d attempts, %d s)".formatted(attempts, seconds());
      log.warn(
          "%s %s%s: %s%s"
              .formatted(
                  what,
                  endpoint.address(),
                  before,
                  cause.text().replace("connect to " + endpoint.address() + ": ", ""),
                  retries ? "; trying again" : ""));
    }
  }

  /** The endpoint has connected; the connection may still fail. */
  void connected(Endpoint endpoint) {
    if (warned) {
      warned = false;
      log.info(
          "connected to %s after %d failed attempts, %d s"
              .formatted(endpoint.address(), attempts, seconds()));
    }
  }

  /** The connection has worked: the next failure counts as the first one. */
  void over() {
    intervals.reset();
    earlyEnds.reset();
    attempts = 0;
  }

  private long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(host.nanoTime() - since);
  }
}
