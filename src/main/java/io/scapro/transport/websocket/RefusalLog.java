package io.scapro.transport.websocket;

import io.scapro.spi.Log;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Logs refused requests of a server: each text once in ten minutes, and at most {@link #MOST}
 * texts, since anybody can cause refusals. Safe from any thread.
 */
public final class RefusalLog {

  /** Maximum number of different texts in {@link #PERIOD}. */
  static final int MOST = 16;

  private static final Duration PERIOD = Duration.ofMinutes(10);

  private final Log log;
  private final String server;
  private final LongSupplier nanoTime;
  private final Set<String> told = new HashSet<>();
  private long start;

  /**
   * @param name of the logger
   * @param server the start of each line
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

  /** Logs {@code refusal}, unless it was logged within {@link #PERIOD}. */
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
