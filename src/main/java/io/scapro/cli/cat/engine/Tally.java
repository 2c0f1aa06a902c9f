package io.scapro.cli.cat.engine;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** Counts the sent and received messages of a tool. Safe from any thread. */
final class Tally {

  private final long start = System.nanoTime();
  private final LongAdder sent = new LongAdder();
  private final LongAdder sentBytes = new LongAdder();
  private final LongAdder received = new LongAdder();
  private final LongAdder receivedBytes = new LongAdder();

  void sent(int bytes) {
    sent.increment();
    sentBytes.add(bytes);
  }

  void received(int bytes) {
    received.increment();
    receivedBytes.add(bytes);
  }

  boolean isEmpty() {
    return sent.sum() + received.sum() == 0;
  }

  /** The totals, the time and the rates as one line of text. */
  String text() {
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    StringBuilder text = new StringBuilder();
    if (sent.sum() > 0) {
      text.append(part("sent", sent.sum(), sentBytes.sum(), time)).append("; ");
    }
    if (received.sum() > 0 || sent.sum() == 0) {
      text.append(part("received", received.sum(), receivedBytes.sum(), time)).append("; ");
    }
    return text.append(String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3)).toString();
  }

  private static String part(String what, long messages, long bytes, Duration time) {
    double seconds = Math.max(1e-3, time.toNanos() / 1e9);
    return String.format(
        Locale.ROOT,
        "%s %d messages (%.0f/s), %d bytes (%.0f/s)",
        what,
        messages,
        messages / seconds,
        bytes,
        bytes / seconds);
  }
}
