package io.scapro.transport.stream;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Host;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Pings a peer at an interval, and ends the connection of one from which nothing has come for
 * {@link #MOST_SILENT} intervals in a row: neither an answer nor anything else. While this side
 * does not read, it cannot tell, and goes on pinging, so that the peer hears something. On the
 * pipe's loop.
 */
final class Liveness {

  /** A peer that does not read answers no pings; its own come once an interval, more or less. */
  static final int MOST_SILENT = 2;

  /** The connection that is watched. */
  interface Watched {
    /** Whether what the peer sends is read. */
    boolean isReading();

    /** Whether it has ended or is to end. */
    boolean isClosing();

    void ping();

    /** The peer is gone. */
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

  /** Begins, with a ping; idempotent. */
  void start() {
    if (timer == null) {
      watched.ping();
      timer = host.after(interval, this::look);
    }
  }

  /** Something has come from the peer. */
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

  /** Ends; idempotent. */
  void stop() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
