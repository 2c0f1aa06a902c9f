package io.scapro.cli.run;

import io.scapro.JsonValues;
import io.scapro.Nearest;
import io.scapro.spi.SecretFile;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x's own options in a configuration file. A password is given as a file: {@code
 * "passwordFile": PATH} instead of {@code "password": TEXT}, at any depth.
 */
final class VertxJson {

  private static final JsonObject DEFAULTS = new VertxOptions().toJson();

  static final Set<String> KEYS = new TreeSet<>(DEFAULTS.fieldNames());

  static {
    KEYS.add("tracingOptions"); // has no default
  }

  private VertxJson() {}

  /**
   * {@link VertxOptions} as Vert.x reads them, with the content of the files.
   *
   * @throws IllegalArgumentException unknown key (with the nearest known one), or a secret outside
   *     of a file
   * @throws io.scapro.SpException FAILED: a file cannot be read, or is empty
   */
  static JsonObject resolve(JsonObject json) {
    for (String key : json.fieldNames()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException("vertx: " + Nearest.unknown("key", key, KEYS));
      }
    }
    return object("vertx", json, DEFAULTS);
  }

  private static JsonObject object(String path, JsonObject json, JsonObject defaults) {
    JsonObject result = new JsonObject();
    for (Map.Entry<String, Object> each : json) {
      String inner = path + '.' + each.getKey();
      check(inner, each.getValue(), defaults.getValue(each.getKey()));
      put(result, inner, each.getKey(), each.getValue(), inner(defaults, each.getKey()));
    }
    return result;
  }

  private static void put(
      JsonObject result, String path, String key, Object value, JsonObject defaults) {
    if (isPassword(key)) {
      throw inline(path, key + "File");
    }
    if (key.equals("keyValue") || key.equals("keyValues")) {
      throw inline(path, key.replace("Value", "Path"));
    }
    if (key.endsWith("File") && isPassword(key.substring(0, key.length() - 4))) {
      result.put(key.substring(0, key.length() - 4), password(path, value));
    } else if (value instanceof JsonObject nested) {
      result.put(key, object(path, nested, defaults));
    } else if (value instanceof JsonArray list) {
      JsonArray items = new JsonArray();
      list.forEach(
          each ->
              items.add(each instanceof JsonObject o ? object(path, o, new JsonObject()) : each));
      result.put(key, items);
    } else {
      result.put(key, value);
    }
  }

  private static JsonObject inner(JsonObject defaults, String key) {
    return defaults.getValue(key) instanceof JsonObject inner ? inner : new JsonObject();
  }

  /**
   * Checks the type of {@code value}: Vert.x ignores a value whose type differs from that of the
   * default.
   */
  private static void check(String path, Object value, @Nullable Object otherwise) {
    try {
      if (otherwise instanceof Integer) {
        JsonValues.integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      } else if (otherwise instanceof Number && !(value instanceof Number)) {
        throw JsonValues.refusal("a number", value);
      } else if (otherwise instanceof Boolean) {
        JsonValues.typed(Boolean.class, value);
      } else if (otherwise instanceof String) {
        JsonValues.text(value);
      } else if (otherwise instanceof JsonObject) {
        JsonValues.typed(JsonObject.class, value);
      } else if (otherwise instanceof JsonArray) {
        JsonValues.typed(JsonArray.class, value);
      }
    } catch (IllegalArgumentException e) {
      throw JsonValues.at(path, e);
    }
  }

  private static boolean isPassword(String key) {
    return key.endsWith("password") || key.endsWith("Password");
  }

  private static String password(String path, Object file) {
    try {
      return new String(SecretFile.read(JsonValues.file(file)), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw JsonValues.at(path, e);
    }
  }

  private static IllegalArgumentException inline(String path, String key) {
    return new IllegalArgumentException(
        "%s: expected no secret in this file, got one; do: put it into a file of its own and give its path as \"%s\""
            .formatted(path, key));
  }
}
