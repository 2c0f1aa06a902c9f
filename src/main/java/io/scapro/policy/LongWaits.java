package io.scapro.policy;

import io.scapro.spi.Deadlines;
import io.scapro.spi.Host;
import io.scapro.spi.LogIntervals;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Reports that calls of one socket wait longer than {@code warnAfter}, at growing intervals, and
 * that they no longer do. One deadline serves all calls; it is set while a call waits. On the event
 * loop only.
 */
public final class LongWaits extends Deadlines.Entry {

  /** Receives the reports. */
  public interface Report {

    /** {@code calls} wait, the oldest of them for {@code time}. */
    void waitLong(int calls, Duration time);

    /** No call is delayed any more; called after {@link #waitLong}. */
    void goOn();
  }

  private final Host host;
  private final Deadlines deadlines;
  private final Duration limit;
  private final LongSupplier oldest;
  private final Report report;
  private final LogIntervals intervals;
  private int waiting;
  private boolean armed;
  private boolean reported;

  /**
   * @param warnAfter zero: never
   * @param oldest the start of the longest wait, from the host's clock; called only while a call
   *     waits
   */
  public LongWaits(
      Host host, Deadlines deadlines, Duration warnAfter, LongSupplier oldest, Report report) {
    this.host = host;
    this.deadlines = deadlines;
    this.limit = warnAfter;
    this.oldest = oldest;
    this.report = report;
    this.intervals = new LogIntervals(host);
  }

  /** A call starts to wait. */
  public void began() {
    waiting++;
    if (!armed && !limit.isZero()) {
      arm(limit);
    }
  }

  /** A call no longer waits. */
  public void ended() {
    if (--waiting == 0) {
      goOn();
    }
  }

  private void arm(Duration delay) {
    armed = true;
    deadlines.add(this, delay);
  }

  @Override
  protected void expired() {
    armed = false;
    if (waiting == 0) {
      return;
    }
    Duration waited = Duration.ofNanos(host.nanoTime() - oldest.getAsLong());
    if (waited.compareTo(limit) < 0) {
      goOn();
      arm(limit.minus(waited));
      return;
    }
    arm(limit);
    if (intervals.isDue()) {
      reported = true;
      report.waitLong(waiting, waited);
    }
  }

  private void goOn() {
    if (reported) {
      reported = false;
      report.goOn();
    }
  }
}
