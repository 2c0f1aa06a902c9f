package io.scapro.cli.run;

import io.scapro.Nearest;
import io.scapro.spi.SecretFile;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Vert.x's own options in a configuration file. What Vert.x wants as a password is given as a file
 * here: {@code "passwordFile": PATH} in place of {@code "password": TEXT}, at any depth.
 */
final class VertxJson {

  static final Set<String> KEYS = new TreeSet<>(new VertxOptions().toJson().fieldNames());

  static {
    KEYS.add("tracingOptions"); // has no default
  }

  private VertxJson() {}

  /**
   * {@link VertxOptions} as Vert.x reads them, with the content of the files.
   *
   * @throws IllegalArgumentException unknown key (with the nearest known one), or a secret that is
   *     no file
   * @throws io.scapro.SpException FAILED: a file cannot be read, or is empty
   */
  static JsonObject resolve(JsonObject json) {
    for (String key : json.fieldNames()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException("vertx: " + Nearest.unknown("key", key, KEYS));
      }
    }
    return object("vertx", json);
  }

  private static JsonObject object(String path, JsonObject json) {
    JsonObject result = new JsonObject();
    for (Map.Entry<String, Object> each : json) {
      put(result, path + '.' + each.getKey(), each.getKey(), each.getValue());
    }
    return result;
  }

  private static void put(JsonObject result, String path, String key, Object value) {
    if (isPassword(key)) {
      throw inline(path, key + "File");
    }
    if (key.equals("keyValue") || key.equals("keyValues")) {
      throw inline(path, key.replace("Value", "Path"));
    }
    if (key.endsWith("File") && isPassword(key.substring(0, key.length() - 4))) {
      result.put(key.substring(0, key.length() - 4), password(path, value));
    } else if (value instanceof JsonObject nested) {
      result.put(key, object(path, nested));
    } else if (value instanceof JsonArray list) {
      JsonArray items = new JsonArray();
      list.forEach(each -> items.add(each instanceof JsonObject o ? object(path, o) : each));
      result.put(key, items);
    } else {
      result.put(key, value);
    }
  }

  private static boolean isPassword(String key) {
    return key.endsWith("password") || key.endsWith("Password");
  }

  private static String password(String path, Object file) {
    if (!(file instanceof String name)) {
      throw new IllegalArgumentException(path + ": expected the path of a file, got none");
    }
    return new String(SecretFile.read(name), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException inline(String path, String key) {
    return new IllegalArgumentException(
        "%s: expected no secret in this file, got one, do: put it into a file of its own and give its path as \"%s\""
            .formatted(path, key));
  }
}
