package io.scapro;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;

/** Options as text: those that differ from the defaults, without secrets. */
final class OptionsText {

  private static final String HIDDEN = "***";

  private OptionsText() {}

  /** The entries of {@code json} that {@code defaults} does not have, or has with another value. */
  static JsonObject difference(JsonObject json, JsonObject defaults) {
    JsonObject result = new JsonObject();
    for (Map.Entry<String, Object> each : json) {
      String key = each.getKey();
      Object value = each.getValue();
      Object otherwise = defaults.getValue(key);
      if (value instanceof JsonObject inner && otherwise instanceof JsonObject theirs) {
        JsonObject part = difference(inner, theirs);
        if (!part.isEmpty()) {
          result.put(key, key.equals("headers") ? namesOnly(part) : part);
        }
      } else if (value != null && !value.equals(otherwise)) {
        result.put(key, isSecret(key) ? HIDDEN : value);
      }
    }
    return result;
  }

  /** Values are hidden, since a header may hold credentials. */
  private static JsonObject namesOnly(JsonObject headers) {
    JsonObject result = new JsonObject();
    headers.fieldNames().forEach(name -> result.put(name, HIDDEN));
    return result;
  }

  private static boolean isSecret(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return !lower.endsWith("file") && (lower.contains("password") || lower.contains("secret"));
  }
}
