package io.scapro.metrics;

import io.scapro.OpenSockets;
import io.scapro.SocketStatistics;
import io.scapro.protocol.PubSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Publishes what the sockets of a Vertx have counted, at an interval, as JSON over a PUB socket:
 * any SP program can watch.
 *
 * <pre>
 *   {"version": 1, "time": "2026-01-01T00:00:00Z", "sockets": [ … ]}
 * </pre>
 *
 * <p>Each entry of {@code sockets} is a {@link SocketStatistics#toJson}. A field may be added
 * within a version; a change of meaning raises it. The PUB socket itself is among the sockets.
 */
public final class StatisticsFeed {

  /** Version of the snapshots. */
  public static final int VERSION = 1;

  private final Vertx vertx;
  private final PubSocket socket;
  private final long timer;

  private StatisticsFeed(Vertx vertx, PubSocket socket, Duration interval) {
    this.vertx = vertx;
    this.socket = socket;
    this.timer = vertx.setPeriodic(interval.toMillis(), tick -> publish());
  }

  /**
   * Starts to publish on {@code socket}, which stays the caller's to bind and close.
   *
   * @param interval 1 ms or more
   */
  public static StatisticsFeed start(Vertx vertx, PubSocket socket, Duration interval) {
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("expected an interval of 1 ms or more, got " + interval);
    }
    return new StatisticsFeed(vertx, socket, interval);
  }

  /** Publishes a snapshot now. */
  public Future<Void> publish() {
    return OpenSockets.statistics(vertx)
        .compose(statistics -> socket.send(snapshot(Instant.now(), statistics).toBuffer()));
  }

  /** Stops publishing. */
  public void stop() {
    vertx.cancelTimer(timer);
  }

  static JsonObject snapshot(Instant time, List<SocketStatistics> statistics) {
    JsonArray sockets = new JsonArray();
    statistics.forEach(socket -> sockets.add(socket.toJson()));
    return new JsonObject()
        .put("version", VERSION)
        .put("time", time.toString())
        .put("sockets", sockets);
  }
}
