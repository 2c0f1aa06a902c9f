package io.scapro.cli.run;

import io.scapro.JsonValues;
import io.scapro.Nearest;
import io.scapro.SpException;
import io.scapro.cluster.ClusterConfig;
import io.scapro.spi.Failures;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file for {@code scapro run}: the verticles to deploy, in order. JSON, with // and /* *&#47;
 * comments. {@code conf/schema.json} is its JSON Schema, for editors: {@code "$schema"} may name
 * it.
 *
 * <pre>
 * {
 *   "verticles": [
 *     {
 *       "name": "scapro:rep",     // a protocol, or the class name of any verticle
 *       "config": {…},            // for the verticle; default {}
 *       "instances": 1,           // they share the addresses they bind; default 1
 *       "worker": false           // whether they may block; default false
 *     }
 *   ],
 *   "monitor": {                // publishes statistics; default: off
 *     "bind": "tcp://…",        // for SUB sockets: see io.scapro.metrics.StatisticsFeed
 *     "interval": "1s"
 *   },
 *   "cluster": true,            // or an io.scapro.cluster.ClusterConfig; default false
 *   "vertx": {…}                  // Vert.x's own options; default {}
 * }
 * </pre>
 *
 * @param verticles what to deploy
 * @param cluster {@link ClusterConfig} as JSON; empty: not in a cluster
 * @param vertx {@link io.vertx.core.VertxOptions} as JSON, see {@link VertxJson}
 */
public record RunConfig(List<Entry> verticles, Optional<JsonObject> cluster, JsonObject vertx) {

  private static final Set<String> KEYS =
      Set.of("$schema", "verticles", "monitor", "cluster", "vertx");
  private static final Set<String> ENTRY_KEYS = Set.of("name", "config", "instances", "worker");

  /**
   * One deployment.
   *
   * @param key its position in the files, such as {@code demo.json: verticles[0]}
   */
  public record Entry(String key, String name, DeploymentOptions options) {}

  /**
   * @throws IllegalArgumentException the file cannot be read, or is invalid
   */
  public static RunConfig read(Path file) {
    try {
      Object json = Json.decodeValue(Files.readString(file));
      return parse(file + ": ", JsonValues.typed(JsonObject.class, json));
    } catch (IOException e) {
      throw new IllegalArgumentException(Failures.unreadable(file.toString(), e), e);
    } catch (DecodeException | ClassCastException | IllegalArgumentException | SpException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static RunConfig parse(String file, JsonObject json) {
    known(json, KEYS);
    JsonArray entries = typed(JsonArray.class, json, "verticles", new JsonArray());
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(
          "expected \"verticles\" with at least one of {\"name\": …, \"config\": {…}}, got none");
    }
    List<Entry> verticles = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      verticles.add(entry(file, "verticles[" + i + "]", entries.getValue(i)));
    }
    if (json.containsKey("monitor")) {
      JsonObject config = typed(JsonObject.class, json, "monitor", new JsonObject());
      verticles.add(
          new Entry(file + "monitor", "scapro:monitor", new DeploymentOptions().setConfig(config)));
    }
    return new RunConfig(
        List.copyOf(verticles),
        cluster(json),
        VertxJson.resolve(typed(JsonObject.class, json, "vertx", new JsonObject())));
  }

  private static Optional<JsonObject> cluster(JsonObject json) {
    Object value = json.getValue("cluster", false);
    if (value instanceof Boolean wanted) {
      return wanted ? Optional.of(new JsonObject()) : Optional.empty();
    }
    if (!(value instanceof JsonObject config)) {
      throw JsonValues.at("cluster", JsonValues.refusal("true, false or an object", value));
    }
    try {
      new ClusterConfig(config);
    } catch (IllegalArgumentException e) {
      throw JsonValues.at("cluster", e);
    }
    return Optional.of(config);
  }

  private static Entry entry(String file, String key, Object value) {
    try {
      if (!(value instanceof JsonObject json)) {
        throw JsonValues.refusal("{\"name\": …}", value);
      }
      known(json, ENTRY_KEYS);
      String name = typed(String.class, json, "name", "");
      if (name.isBlank()) {
        throw new IllegalArgumentException(
            "expected \"name\": \"scapro:PROTOCOL\" or a class name, got none");
      }
      return new Entry(file + key, name, options(json));
    } catch (IllegalArgumentException e) {
      throw JsonValues.at(key, e);
    }
  }

  private static DeploymentOptions options(JsonObject json) {
    return new DeploymentOptions()
        .setConfig(typed(JsonObject.class, json, "config", new JsonObject()))
        .setInstances(instances(json.getValue("instances", 1)))
        .setThreadingModel(
            typed(Boolean.class, json, "worker", false)
                ? ThreadingModel.WORKER
                : ThreadingModel.EVENT_LOOP);
  }

  private static void known(JsonObject json, Set<String> keys) {
    for (String key : json.fieldNames()) {
      if (!keys.contains(key)) {
        throw new IllegalArgumentException(Nearest.unknown("key", key, keys));
      }
    }
  }

  private static int instances(Object value) {
    try {
      return JsonValues.integer(value, 1, Integer.MAX_VALUE);
    } catch (IllegalArgumentException e) {
      throw JsonValues.at("instances", e);
    }
  }

  private static <T> T typed(Class<T> type, JsonObject json, String key, T otherwise) {
    try {
      return JsonValues.typed(type, json.getValue(key, otherwise));
    } catch (IllegalArgumentException e) {
      throw JsonValues.at(key, e);
    }
  }
}
