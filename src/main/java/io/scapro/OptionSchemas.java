package io.scapro;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** JSON Schemas of single options. Each call creates a new one. */
final class OptionSchemas {

  private static final long LONGEST = Durations.LONGEST.toMillis();

  /**
   * A duration as text. Seconds have at most milliseconds. For minutes and hours only the parser
   * checks that.
   */
  private static final String AMOUNT =
      "([0-9]+\\s*ms|[0-9]+(\\.[0-9]{1,3}0*)?\\s*s|[0-9]+(\\.[0-9]+)?\\s*(m|h))";

  private OptionSchemas() {}

  static JsonObject bool() {
    return type("boolean");
  }

  static JsonObject text() {
    return type("string");
  }

  static JsonObject text(int longest) {
    return text().put("maxLength", longest);
  }

  static JsonObject text(String pattern) {
    return text().put("pattern", pattern);
  }

  /** The path of a file, never its content. */
  static JsonObject file() {
    return text("^(?!-----BEGIN)[^\\n]*$");
  }

  static JsonObject list(JsonObject items) {
    return type("array").put("items", items);
  }

  static JsonObject textsByName() {
    return type("object").put("additionalProperties", text());
  }

  static JsonObject integer(int least, int most) {
    return type("integer").put("minimum", least).put("maximum", most);
  }

  static JsonObject choice(List<String> names) {
    return new JsonObject().put("enum", new JsonArray(names));
  }

  /** A time limit; -1: no limit. */
  static JsonObject duration() {
    return time(-1, "(" + AMOUNT + "|forever)");
  }

  /** Zero or more. */
  static JsonObject time() {
    return time(0, AMOUNT);
  }

  static JsonObject positiveTime() {
    return time(1, "(?=.*[1-9])" + AMOUNT);
  }

  private static JsonObject time(int least, String text) {
    JsonObject millis = type("integer").put("minimum", least).put("maximum", LONGEST);
    return new JsonObject().put("anyOf", JsonArray.of(millis, text("^\\s*" + text + "\\s*$")));
  }

  /** The schema of a class without a closer description. */
  static JsonObject json(Class<?> type) {
    return type == JsonObject.class
        ? type("object")
        : type == JsonArray.class ? type("array") : new JsonObject();
  }

  /** An object with {@code properties} and no others. */
  static JsonObject object(JsonObject properties) {
    return type("object").put("properties", properties).put("additionalProperties", false);
  }

  private static JsonObject type(String name) {
    return new JsonObject().put("type", name);
  }
}
