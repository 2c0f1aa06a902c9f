package io.scapro;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The options of one class as a table: name, kind, getter, setter. JSON in both directions, refusal
 * of unknown keys, and documentation all come from this one table.
 *
 * <p>In JSON a duration is a number of milliseconds or text such as {@code "500ms"}, {@code "8s"},
 * {@code "1m"}; -1 or {@code "forever"} means no limit.
 *
 * @param <O> the options class
 */
public final class OptionFields<O> {

  private record Field<O>(
      String kind, Function<O, Object> toJson, BiConsumer<O, Object> fromJson) {}

  private final Map<String, Field<O>> fields = new LinkedHashMap<>();

  /** A table that starts with the rows of {@code parent}. */
  public static <O extends P, P> OptionFields<O> extending(OptionFields<P> parent) {
    OptionFields<O> result = new OptionFields<>();
    parent.fields.forEach(
        (name, field) ->
            result.fields.put(
                name,
                new Field<>(
                    field.kind, field.toJson::apply, (o, v) -> field.fromJson.accept(o, v))));
    return result;
  }

  public OptionFields<O> duration(
      String name, Function<O, Duration> get, BiConsumer<O, Duration> set) {
    return add(
        name,
        "duration",
        o -> Durations.toJson(get.apply(o)),
        (o, v) -> set.accept(o, Durations.of(v)));
  }

  public OptionFields<O> integer(
      String name, Function<O, Integer> get, BiConsumer<O, Integer> set) {
    return add(
        name,
        "integer",
        get::apply,
        (o, v) -> {
          long value = cast(Number.class, v).longValue();
          if (value != cast(Number.class, v).doubleValue() || value != (int) value) {
            throw new IllegalArgumentException("expected a whole number below 2^31, got " + v);
          }
          set.accept(o, (int) value);
        });
  }

  public OptionFields<O> bool(String name, Function<O, Boolean> get, BiConsumer<O, Boolean> set) {
    return add(name, "boolean", get::apply, (o, v) -> set.accept(o, cast(Boolean.class, v)));
  }

  public OptionFields<O> text(String name, Function<O, String> get, BiConsumer<O, String> set) {
    return add(name, "text", get::apply, (o, v) -> set.accept(o, cast(String.class, v)));
  }

  /** The path of a file. Errors do not repeat the value: it may be the secret itself. */
  public OptionFields<O> file(String name, Function<O, String> get, BiConsumer<O, String> set) {
    return add(name, "file", get::apply, (o, v) -> set.accept(o, path(v)));
  }

  /** A list of {@link #file}. */
  public OptionFields<O> files(
      String name, Function<O, List<String>> get, BiConsumer<O, List<String>> set) {
    return add(
        name,
        "files",
        o -> new JsonArray(get.apply(o)),
        (o, v) -> {
          if (!(v instanceof JsonArray paths)) {
            throw new IllegalArgumentException("expected a list of paths of files, got none");
          }
          set.accept(o, paths.stream().map(OptionFields::path).toList());
        });
  }

  private static String path(Object value) {
    if (!(value instanceof String text)) {
      throw new IllegalArgumentException("expected the path of a file, got none");
    }
    if (text.contains("\n") || text.startsWith("-----BEGIN")) {
      throw new IllegalArgumentException(
          "expected the path of a file, got its content, do: put that into a file");
    }
    return text;
  }

  public <E extends Enum<E>> OptionFields<O> choice(
      String name, Class<E> type, Function<O, E> get, BiConsumer<O, E> set) {
    return add(
        name,
        "one of " + String.join(", ", names(type)),
        o -> get.apply(o).name().toLowerCase(),
        (o, v) -> set.accept(o, constant(type, cast(String.class, v))));
  }

  /** A value that stays as JSON has it. */
  public <T> OptionFields<O> json(
      String name, Class<T> type, Function<O, T> get, BiConsumer<O, T> set) {
    return add(
        name,
        type.getSimpleName().toLowerCase(),
        get::apply,
        (o, v) -> set.accept(o, cast(type, v)));
  }

  /** Options inside options. */
  public <N> OptionFields<O> nested(String name, OptionFields<N> table, Function<O, N> get) {
    return add(
        name,
        "object",
        o -> table.toJson(get.apply(o)),
        (o, v) -> table.fromJson(cast(JsonObject.class, v), get.apply(o)));
  }

  private OptionFields<O> add(
      String name, String kind, Function<O, Object> toJson, BiConsumer<O, Object> fromJson) {
    fields.put(name, new Field<>(kind, toJson, fromJson));
    return this;
  }

  /** The option names, in the order they were declared. */
  public Set<String> names() {
    return Set.copyOf(fields.keySet());
  }

  public JsonObject toJson(O options) {
    JsonObject json = new JsonObject();
    fields.forEach((name, field) -> json.put(name, field.toJson.apply(options)));
    return json;
  }

  /**
   * Sets what {@code json} names; the rest stays.
   *
   * @throws IllegalArgumentException unknown key (with the nearest known one) or unusable value
   */
  public void fromJson(JsonObject json, O options) {
    for (Map.Entry<String, Object> entry : json) {
      Field<O> field = fields.get(entry.getKey());
      if (field == null) {
        throw new IllegalArgumentException(
            Nearest.unknown("option", entry.getKey(), fields.keySet()));
      }
      try {
        field.fromJson.accept(options, entry.getValue());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(entry.getKey() + ": " + e.getMessage(), e);
      }
    }
  }

  private static <T> T cast(Class<T> type, Object value) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "expected a %s, got %s".formatted(type.getSimpleName().toLowerCase(), value));
    }
    return type.cast(value);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "expected one of %s, got \"%s\"".formatted(String.join(", ", names(type)), name));
  }

  private static <E extends Enum<E>> List<String> names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(e -> e.name().toLowerCase()).toList();
  }
}
