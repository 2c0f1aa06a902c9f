package io.scapro;

import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Writes the events of one socket to the log {@code io.scapro}, one line each: what somebody should
 * look at as a warning, the rest for debugging. Warnings come at most once a second, with the
 * number of those left out, since strangers can cause them.
 */
final class Events {

  private static final System.Logger LOG = System.getLogger("io.scapro");
  private static final long QUIET = Duration.ofSeconds(1).toNanos();

  private final String name;
  private final Host host;
  private long lastWarning;
  private long leftOut = -1; // none was written yet

  Events(String name, Host host) {
    this.name = name;
    this.host = host;
  }

  void log(SocketEvent event) {
    switch (event.type()) {
      case REFUSED, BIND_FAILED -> warn(event);
      default -> {
        if (LOG.isLoggable(Level.DEBUG)) {
          LOG.log(Level.DEBUG, name + ' ' + event);
        }
      }
    }
  }

  private void warn(SocketEvent event) {
    long now = host.nanoTime();
    if (leftOut >= 0 && now - lastWarning < QUIET) {
      leftOut++;
      return;
    }
    String more = leftOut > 0 ? " (and " + leftOut + " more before)" : "";
    lastWarning = now;
    leftOut = 0;
    LOG.log(Level.WARNING, name + ' ' + event + more);
  }
}
