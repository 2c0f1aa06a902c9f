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

  /**
   * Nothing has happened yet.
   *
   * @param host its clock
   */
  public LogIntervals(Host host) {
    this.host = Objects.requireNonNull(host, "host");
  }

  /**
   * Counts one occurrence.
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
   * {@return the number of occurrences that were not logged since the last call, as text for the
   * end of a line; empty when there was none}
   */
  public String leftOut() {
    String text = leftOut > 0 ? " (and " + leftOut + " more before)" : "";
    leftOut = 0;
    return text;
  }

  /** {@return whether an occurrence was logged since the last reset} */
  public boolean isLogged() {
    return lines > 0;
  }

  /** Starts again: the next occurrence is logged. */
  public void reset() {
    lines = 0;
    leftOut = 0;
  }
}
