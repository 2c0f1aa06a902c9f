package io.scapro.spi;

import java.time.Duration;
import java.util.Objects;

/**
 * When to log something that can happen again and again: the first time, then 10 s, 1 min, 10 min,
 * 1 h and 1 day after the line before, and every day from then on. After 10 min without an
 * occurrence it begins anew. On the loop only.
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

  public LogIntervals(Host host) {
    this.host = Objects.requireNonNull(host, "host");
  }

  /** It has happened: whether to log it now. */
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

  /** The number of occurrences that were not logged since the last call, for the end of a line. */
  public String leftOut() {
    String text = leftOut > 0 ? " (and " + leftOut + " more before)" : "";
    leftOut = 0;
    return text;
  }

  /** Whether there was a line since the last reset. */
  public boolean isLogged() {
    return lines > 0;
  }

  /** Begins anew: the next occurrence is logged. */
  public void reset() {
    lines = 0;
    leftOut = 0;
  }
}
