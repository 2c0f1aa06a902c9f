package io.scapro.transport.websocket;

import io.scapro.spi.Log;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Logs what a server refuses to answer: each text once in ten minutes, and only the first of them,
 * since strangers can cause any number. Safe from any thread.
 */
public final class RefusalLog {

  /** So many different texts in {@link #PERIOD}. */
  static final int MOST = 16;

  private static final Duration PERIOD = Duration.ofMinutes(10);

  private final Log log;
  private final String server;
  private final LongSupplier nanoTime;
  private final Set<String> told = new HashSet<>();
  private long start;

  /**
   * @param name of the logger
   * @param server begins each line
   */
  public RefusalLog(String name, String server) {
    this(name, server, System::nanoTime);
  }

  RefusalLog(String name, String server, LongSupplier nanoTime) {
    this.log = Log.of(name);
    this.server = Objects.requireNonNull(server, "server");
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** Logs {@code refusal}, unless it was a moment ago. */
  public synchronized void refused(Audience.Refusal refusal) {
    long now = nanoTime.getAsLong();
    if (now - start > PERIOD.toNanos()) {
      start = now;
      told.clear();
    }
    if (told.size() < MOST && told.add(refusal.text())) {
      log.warn(
          "%s refused a request: %s%s"
              .formatted(
                  server,
                  refusal.text(),
                  told.size() < MOST ? "" : " (more are logged in ten minutes)"));
    }
  }
}
