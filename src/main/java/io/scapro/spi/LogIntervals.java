package io.scapro.spi;

import java.time.Duration;
import java.util.Objects;

/**
 * Decides when to log a repeated event. The first event is logged. The next one is logged when 10 s
 * have passed since the last line, then 1 min, 10 min, 1 h and 1 day. From then on there is at most
 * one line a day. After 10 min without an event, the intervals start again. On the event loop only.
 */
public final class LogIntervals {

  private static final long[] WAITS = {
    Duration.ofSeconds(10).toNanos(),
    Duration.ofMinutes(1).toNanos(),
    Duration.ofMinutes(10).toNanos(),
    Duration.ofHours(1).toNanos(),
    Duration.ofDays(1).toNanos()
  };

  private static final long QUIET = Duration.ofMinutes(10).toNanos();

  private final Host host;
  private int lines;
  private long lastLine;
  private long lastSeen;
  private long leftOut;

  /**
   * Creates intervals without an event.
   *
   * @param host provides the clock
   */
  public LogIntervals(Host host) {
    this.host = Objects.requireNonNull(host, "host");
  }

  /**
   * Counts one event.
   *
   * @return whether to log it now
   */
  public boolean isDue() {
    long now = host.nanoTime();
    if (lines > 0 && now - lastSeen > QUIET) {
      lines = 0;
    }
    lastSeen = now;
    if (lines > 0 && now - lastLine < WAITS[Math.min(lines, WAITS.length) - 1]) {
      leftOut++;
      return false;
    }
    lines++;
    lastLine = now;
    return true;
  }

  /**
   * {@return the number of events that were not logged since the last call, as text for the end of
   * a line; empty: none}
   */
  public String leftOut() {
    String text = leftOut > 0 ? " (similar lines left out: " + leftOut + ')' : "";
    leftOut = 0;
    return text;
  }

  /** {@return whether an event was logged since the last reset} */
  public boolean isLogged() {
    return lines > 0;
  }

  /** Starts again: the next event is logged. */
  public void reset() {
    lines = 0;
    leftOut = 0;
  }
}
