package io.scapro;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads and checks JSON values. Errors use the terms of JSON, such as "a string" or "an array". */
public final class JsonValues {

  private static final int MOST_CHARACTERS = 100;

  private JsonValues() {}

  /**
   * {@return a description of the value for an error text: {@code the string "128"}, {@code the
   * number 5}, {@code true}, {@code an object}, {@code an array} or {@code null}}
   *
   * @param value the value found
   */
  public static String found(@Nullable Object value) {
    if (value instanceof CharSequence text) {
      return "the string \"" + shortened(text.toString()) + '"';
    }
    if (value instanceof Number) {
      return "the number " + value;
    }
    if (value instanceof JsonObject || value instanceof Map<?, ?>) {
      return "an object";
    }
    return value instanceof JsonArray || value instanceof List<?> ? "an array" : plain(value);
  }

  private static String plain(@Nullable Object value) {
    return value == null || value instanceof Boolean
        ? String.valueOf(value)
        : "a " + value.getClass().getSimpleName();
  }

  private static String shortened(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + '…';
  }

  /**
   * {@return an exception with the text "expected …, got …"}
   *
   * @param expected completes the sentence "expected …"
   * @param found the value found
   */
  public static IllegalArgumentException refusal(String expected, @Nullable Object found) {
    Objects.requireNonNull(expected, "expected");
    return new IllegalArgumentException("expected %s, got %s".formatted(expected, found(found)));
  }

  /**
   * {@return an exception like {@code failure}, with {@code key} added in front of the path of the
   * option. The text begins with that path, such as {@code endpoint.tls.trusted}}
   *
   * @param key the key in the object that holds the value
   * @param failure why the value is refused
   */
  public static IllegalArgumentException at(String key, IllegalArgumentException failure) {
    Objects.requireNonNull(key, "key");
    return BadOption.at(key, Objects.requireNonNull(failure, "failure"));
  }

  /**
   * {@return {@code value}, which must be a string}
   *
   * @param value the value found
   * @throws IllegalArgumentException it is not a string
   */
  public static String text(@Nullable Object value) {
    return typed(String.class, value);
  }

  /**
   * {@return {@code value} as {@code type}}
   *
   * @param <T> the type
   * @param type {@link String}, {@link Boolean}, {@link JsonObject}, {@link JsonArray} or {@link
   *     Object}, which is every value except null
   * @param value the value found
   * @throws IllegalArgumentException it has another type
   */
  public static <T> T typed(Class<T> type, @Nullable Object value) {
    Objects.requireNonNull(type, "type");
    if (!type.isInstance(value)) {
      throw refusal(name(type), value);
    }
    return type.cast(value);
  }

  private static String name(Class<?> type) {
    if (type == String.class) {
      return "a string";
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    if (type == JsonObject.class) {
      return "an object";
    }
    return type == JsonArray.class ? "an array" : "a value";
  }

  /**
   * {@return {@code value}, which must be a whole number in a range}
   *
   * @param value the value found
   * @param least the least number
   * @param most the greatest number
   * @throws IllegalArgumentException it is not a whole number, or out of range
   */
  public static int integer(@Nullable Object value, int least, int most) {
    if (!(value instanceof Number number)) {
      throw refusal("a number", value);
    }
    double found = number.doubleValue();
    if (found < least || found > most) {
      throw new IllegalArgumentException(
          "expected %s, got %s".formatted(Arguments.range(least, most), number));
    }
    if (found != Math.rint(found)) {
      throw new IllegalArgumentException("expected a whole number, got " + number);
    }
    return (int) found;
  }

  /**
   * {@return {@code value}, which must be an array of strings}
   *
   * @param value the value found
   * @throws IllegalArgumentException it is not an array, or an element is not a string
   */
  public static List<String> texts(@Nullable Object value) {
    return typed(JsonArray.class, value).stream().map(JsonValues::text).toList();
  }

  /**
   * {@return {@code value}, which must be the path of a file. Errors do not contain the value,
   * since it may be a secret}
   *
   * @param value the value found
   * @throws IllegalArgumentException it is not a string, or it has the form of the content of a
   *     file (several lines, or PEM)
   */
  public static String file(@Nullable Object value) {
    if (!(value instanceof String text)) {
      throw new IllegalArgumentException("expected the path of a file, got " + kind(value));
    }
    if (text.contains("\n") || text.startsWith("-----BEGIN")) {
      throw new IllegalArgumentException(
          "expected the path of a file, got its content; do: put the content into a file");
    }
    return text;
  }

  /**
   * {@return {@code value}, which must be an array of paths; each is checked as by {@link #file}}
   *
   * @param value the value found
   * @throws IllegalArgumentException it is not an array, or an element is not a path
   */
  public static List<String> files(@Nullable Object value) {
    if (!(value instanceof JsonArray files)) {
      throw new IllegalArgumentException(
          "expected an array of paths of files, such as [\"ca.pem\"], got " + kind(value));
    }
    return files.stream().map(JsonValues::file).toList();
  }

  /** As {@link #found}, without the value. */
  private static String kind(@Nullable Object value) {
    return value instanceof String
        ? "a string"
        : value instanceof Number ? "a number" : found(value);
  }
}
