package io.scapro.metrics;

import io.scapro.Durations;
import io.scapro.OpenSockets;
import io.scapro.SocketStatistics;
import io.scapro.protocol.PubSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Publishes the statistics of the sockets of a Vertx at an interval, as JSON over a PUB socket, for
 * any SP program.
 *
 * <pre>
 *   {"version": 1, "time": "2026-01-01T00:00:00Z",
 *    "sockets": [ … ],
 *    "events": [{"time": …, "socket": 1, "name": "echo", "protocol": "rep", "type": "ACCEPTED",
 *                "endpoint": "tcp://127.0.0.1:5555", "pipe": 7, "remoteAddress": "127.0.0.1:41000"}],
 *    "eventsLeftOut": 0}
 * </pre>
 *
 * <p>Each entry of {@code sockets} is a {@link SocketStatistics#toJson}. {@code events} are the
 * first 256 {@link io.scapro.SocketEvent}s since the previous snapshot, and {@code eventsLeftOut}
 * is the number of further ones. An event has {@code reason} and {@code cause} for a failure or a
 * disconnect, and {@code dropReason} and {@code count} for drops. Fields may be added within a
 * version; a change of meaning increments the version. The PUB socket itself is among the sockets.
 */
public final class StatisticsFeed {

  /** Version of the snapshots. */
  public static final int VERSION = 1;

  private final Vertx vertx;
  private final PubSocket socket;
  private final Clock clock = Clock.systemUTC();
  private final EventLog events;
  private final long timer;

  private StatisticsFeed(Vertx vertx, PubSocket socket, Duration interval) {
    this.vertx = vertx;
    this.socket = socket;
    this.events = new EventLog(vertx, clock);
    this.timer = vertx.setPeriodic(interval.toMillis(), tick -> publish());
    socket.closed().onComplete(end -> stop());
  }

  /**
   * Starts to publish. The feed stops when the socket is closed.
   *
   * @param vertx the Vertx whose sockets are published
   * @param socket publishes the snapshots; the caller binds and closes it
   * @param interval from one snapshot to the next; whole milliseconds, above zero
   * @return the feed
   */
  public static StatisticsFeed start(Vertx vertx, PubSocket socket, Duration interval) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(socket, "socket");
    Durations.aboveZero(interval, "interval");
    return new StatisticsFeed(vertx, socket, interval);
  }

  /**
   * Publishes a snapshot now.
   *
   * @return completes when the socket has accepted it; fails with CLOSED
   */
  public Future<Void> publish() {
    return OpenSockets.statistics(vertx)
        .compose(statistics -> socket.send(snapshot(statistics).toBuffer()));
  }

  /** Stops publishing. Idempotent. The socket stays open. */
  public void stop() {
    vertx.cancelTimer(timer);
    events.stop();
  }

  private JsonObject snapshot(List<SocketStatistics> statistics) {
    JsonArray sockets = new JsonArray();
    statistics.forEach(each -> sockets.add(each.toJson()));
    JsonObject snapshot =
        new JsonObject()
            .put("version", VERSION)
            .put("time", clock.instant().toString())
            .put("sockets", sockets);
    events.moveTo(snapshot);
    return snapshot;
  }
}
