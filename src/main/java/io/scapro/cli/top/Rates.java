package io.scapro.cli.top;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rates of each socket between two snapshots of {@link io.scapro.metrics.StatisticsFeed}.
 *
 * @param time of the newer snapshot
 * @param rows one for each open socket
 */
record Rates(String time, List<Row> rows) {

  /**
   * A socket.
   *
   * @param queued messages to send and to deliver
   * @param dropped since the socket was created
   */
  public record Row(
      int id,
      String name,
      String protocol,
      int pipes,
      double sent,
      double sentBytes,
      double received,
      double receivedBytes,
      long queued,
      long dropped,
      double dropping,
      List<Pipe> peers) {}

  /** A connection. */
  public record Pipe(
      String remote,
      double sent,
      double sentBytes,
      double received,
      double receivedBytes,
      long queued) {}

  /**
   * @param before null: all rates are zero
   * @throws IllegalArgumentException not a snapshot
   */
  public static Rates between(@Nullable JsonObject before, JsonObject now) {
    try {
      double seconds = before == null ? 0 : seconds(before, now);
      Map<Integer, JsonObject> old =
          byId(before == null ? new JsonArray() : list(before, "sockets"));
      List<Row> rows = new ArrayList<>();
      for (Object each : list(now, "sockets")) {
        JsonObject socket = (JsonObject) each;
        rows.add(row(old.get(socket.getInteger("id")), socket, seconds));
      }
      return new Rates(text(now, "time"), List.copyOf(rows));
    } catch (NullPointerException | ClassCastException | DateTimeException e) {
      throw new IllegalArgumentException(
          "expected a snapshot of a statistics feed, got other JSON: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a snapshot.
   *
   * @throws IllegalArgumentException not a JSON object
   */
  public static JsonObject snapshot(Buffer body) {
    try {
      return body.toJsonObject();
    } catch (DecodeException | ClassCastException e) {
      throw new IllegalArgumentException(
          "expected a snapshot of a statistics feed, got a message that is no JSON object", e);
    }
  }

  private static double seconds(JsonObject before, JsonObject now) {
    Instant start = Instant.parse(before.getString("time"));
    Duration passed = Duration.between(start, Instant.parse(now.getString("time")));
    return passed.getSeconds() + passed.getNano() / 1e9; // nanoseconds alone may overflow
  }

  private static String text(JsonObject json, String key) {
    return Objects.requireNonNull(json.getString(key), key);
  }

  private static JsonArray list(JsonObject json, String key) {
    return json.getJsonArray(key, new JsonArray());
  }

  private static Map<Integer, JsonObject> byId(JsonArray list) {
    Map<Integer, JsonObject> all = new HashMap<>();
    list.forEach(each -> all.put(((JsonObject) each).getInteger("id"), (JsonObject) each));
    return all;
  }

  private static Row row(@Nullable JsonObject old, JsonObject now, double seconds) {
    Change change = new Change(old, now, seconds);
    Map<Integer, JsonObject> pipes = byId(old == null ? new JsonArray() : list(old, "peers"));
    List<Pipe> peers = new ArrayList<>();
    for (Object each : list(now, "peers")) {
      JsonObject pipe = (JsonObject) each;
      peers.add(pipe(new Change(pipes.get(pipe.getInteger("id")), pipe, seconds)));
    }
    long dropped = dropped(now);
    double lost = old == null || seconds <= 0 ? 0 : (dropped - dropped(old)) / seconds;
    return new Row(
        now.getInteger("id"),
        text(now, "name"),
        text(now, "protocol"),
        now.getInteger("pipes"),
        change.rate("written"),
        change.rate("writtenBytes"),
        change.rate("received"),
        change.rate("receivedBytes"),
        now.getLong("queuedToSend") + now.getLong("queuedToDeliver"),
        dropped,
        lost,
        List.copyOf(peers));
  }

  private static long dropped(JsonObject socket) {
    return socket.getJsonObject("dropped", new JsonObject()).stream()
        .mapToLong(entry -> ((Number) entry.getValue()).longValue())
        .sum();
  }

  private static Pipe pipe(Change change) {
    return new Pipe(
        change.now.getString("remoteAddress", ""),
        change.rate("writtenMessages"),
        change.rate("writtenBytes"),
        change.rate("receivedMessages"),
        change.rate("receivedBytes"),
        change.now.getLong("queuedMessages"));
  }

  private record Change(@Nullable JsonObject old, JsonObject now, double seconds) {
    /** Zero for a new socket or pipe, whose start time is unknown. */
    double rate(String key) {
      return old == null || seconds <= 0 ? 0 : (now.getLong(key) - old.getLong(key)) / seconds;
    }
  }
}
