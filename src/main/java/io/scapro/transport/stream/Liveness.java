package io.scapro.transport.stream;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Host;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Pings a peer at an interval, and ends the connection when no bytes have arrived for {@link
 * #MOST_SILENT} intervals in a row. While this side does not read, it cannot detect silence; it
 * continues to ping, so that the peer receives something. Runs on the pipe's event loop.
 */
final class Liveness {

  /**
   * More than one, since a peer that does not read answers no pings, and its own pings arrive about
   * once per interval.
   */
  static final int MOST_SILENT = 2;

  /** The connection that is watched. */
  interface Watched {
    /** Whether this side reads from the peer. */
    boolean isReading();

    /** Whether the connection is closed or closing. */
    boolean isClosing();

    void ping();

    /** The peer is silent for too long. */
    void gone(SpException cause);
  }

  private final Host host;
  private final Duration interval;
  private final Watched watched;
  private final String from;
  private Host.@Nullable Timer timer;
  private boolean heard;
  private int silent;

  Liveness(Host host, Duration interval, Watched watched, String from) {
    this.host = host;
    this.interval = interval;
    this.watched = watched;
    this.from = from;
  }

  /** Starts with a ping. Idempotent. */
  void start() {
    if (timer == null) {
      watched.ping();
      timer = host.after(interval, this::look);
    }
  }

  /** Bytes have arrived from the peer. */
  void heard() {
    heard = true;
  }

  private void look() {
    if (watched.isClosing()) {
      return;
    }
    silent = heard || !watched.isReading() ? 0 : silent + 1;
    heard = false;
    if (silent == MOST_SILENT) {
      watched.gone(
          new SpException(
              Reason.TIMEOUT,
              "expected a pong within %d ms from %s, got nothing; do: see whether the peer hangs or"
                      .formatted(interval.multipliedBy(MOST_SILENT).toMillis(), from)
                  + " the network is cut, or raise pingInterval"));
      return;
    }
    watched.ping();
    timer = host.after(interval, this::look);
  }

  /** Stops. Idempotent. */
  void stop() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
