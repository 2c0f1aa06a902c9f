package io.scapro;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The options of one class as a table with one row for each option: name, type, getter and setter.
 * The table provides JSON in both directions, JSON Schema, copies and errors for unknown keys. When
 * it reads JSON, it checks types and the ranges of numbers and durations. It does not check the
 * length and the form of a text: they are only in the schema, and the setter of the option must
 * check them.
 *
 * <p>In JSON a duration is whole milliseconds, or text such as {@code "500ms"}, {@code "1.5s"},
 * {@code "1m"}. -1 or {@code "forever"} means no limit, if the option may be unlimited. Other
 * values are refused, see {@link Durations}.
 *
 * @param <O> the options class
 */
public final class OptionFields<O> {

  private record Field<O>(
      Function<O, Object> toJson,
      BiConsumer<O, Object> fromJson,
      BiConsumer<O, O> copy,
      Function<O, JsonObject> schema) {}

  private final Map<String, Field<O>> fields = new LinkedHashMap<>();

  /**
   * {@return a table that starts with the rows of another one}
   *
   * @param <O> the options class
   * @param <P> its superclass
   * @param parent the table of the superclass; is not changed
   */
  public static <O extends P, P> OptionFields<O> extending(OptionFields<P> parent) {
    OptionFields<O> result = new OptionFields<>();
    Objects.requireNonNull(parent, "parent")
        .fields
        .forEach(
            (name, field) ->
                result.fields.put(
                    name,
                    new Field<>(
                        field.toJson::apply,
                        field.fromJson::accept,
                        field.copy::accept,
                        field.schema::apply)));
    return result;
  }

  /**
   * Adds a time limit: zero or more, or no limit.
   *
   * @param name the key in JSON
   * @param get reads the option
   * @param set sets the option; throws for an invalid value
   * @return this table
   */
  public OptionFields<O> duration(
      String name, Function<O, Duration> get, BiConsumer<O, Duration> set) {
    return duration(name, DurationForm.LIMIT, OptionSchemas::duration, get, set);
  }

  /**
   * Adds a duration of zero or more.
   *
   * @param name the key in JSON
   * @param get reads the option
   * @param set sets the option; throws for an invalid value
   * @return this table
   */
  public OptionFields<O> time(String name, Function<O, Duration> get, BiConsumer<O, Duration> set) {
    return duration(name, DurationForm.TIME, OptionSchemas::time, get, set);
  }

  /**
   * Adds a duration above zero.
   *
   * @param name the key in JSON
   * @param get reads the option
   * @param set sets the option; throws for an invalid value
   * @return this table
   */
  public OptionFields<O> positiveTime(
      String name, Function<O, Duration> get, BiConsumer<O, Duration> set) {
    return duration(name, DurationForm.POSITIVE, OptionSchemas::positiveTime, get, set);
  }

  private OptionFields<O> duration(
      String name,
      DurationForm form,
      Supplier<JsonObject> schema,
      Function<O, Duration> get,
      BiConsumer<O, Duration> set) {
    return add(name, schema, get, set, Duration::toMillis, form::of);
  }

  /**
   * Adds a whole number of any size.
   *
   * @param name the key in JSON
   * @param get reads the option
   * @param set sets the option; throws for an invalid value
   * @return this table
   */
  public OptionFields<O> integer(
      String name, Function<O, Integer> get, BiConsumer<O, Integer> set) {
    return integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE, get, set);
  }

  /**
   * Adds a whole number in a range.
   *
   * @param name the key in JSON
   * @param least the least number
   * @param most the greatest number
   * @param get reads the option
   * @param set sets the option; throws for an invalid value
   * @return this table
   */
  public OptionFields<O> integer(
      String name, int least, int most, Function<O, Integer> get, BiConsumer<O, Integer> set) {
    return add(
        name,
        () -> OptionSchemas.integer(least, most),
        get,
        set,
        value -> value,
        value -> JsonValues.integer(value, least, most));
  }

  /**
   * Adds a boolean.
   *
   * @param name the key in JSON
   * @param get reads the option
   * @param set sets the option; throws for an invalid value
   * @return this table
   */
  public OptionFields<O> bool(String name, Function<O, Boolean> get, BiConsumer<O, Boolean> set) {
    return add(
        name,
        OptionSchemas::bool,
        get,
        set,
        value -> value,
        v -> JsonValues.typed(Boolean.class, v));
  }

  /**
   * Adds text of any length.
   *
   * @param name the key in JSON
   * @param get reads the option
   * @param set sets the option; throws for an invalid value
   * @return this table
   */
  public OptionFields<O> text(String name, Function<O, String> get, BiConsumer<O, String> set) {
    return text(name, OptionSchemas::text, get, set);
  }

  /**
   * Adds text of a limited length.
   *
   * @param name the key in JSON
   * @param longest the most characters
   * @param get reads the option
   * @param set sets the option; throws for an invalid value
   * @return this table
   */
  public OptionFields<O> text(
      String name, int longest, Function<O, String> get, BiConsumer<O, String> set) {
    return text(name, () -> OptionSchemas.text(longest), get, set);
  }

  /**
   * Adds text of a certain form.
   *
   * @param name the key in JSON
   * @param pattern a regular expression for Java and JSON Schema; a match anywhere in the text is
   *     enough
   * @param get reads the option
   * @param set sets the option; throws for an invalid value
   * @return this table
   */
  public OptionFields<O> text(
      String name, String pattern, Function<O, String> get, BiConsumer<O, String> set) {
    Objects.requireNonNull(pattern, "pattern");
    return text(name, () -> OptionSchemas.text(pattern), get, set);
  }

  private OptionFields<O> text(
      String name,
      Supplier<JsonObject> schema,
      Function<O, String> get,
      BiConsumer<O, String> set) {
    return add(name, schema, get, set, value -> value, JsonValues::text);
  }

  /**
   * Adds a list of texts.
   *
   * @param name the key in JSON
   * @param get reads the option
   * @param set sets the option; throws for an invalid value
   * @return this table
   */
  public OptionFields<O> texts(
      String name, Function<O, List<String>> get, BiConsumer<O, List<String>> set) {
    return add(
        name,
        () -> OptionSchemas.list(OptionSchemas.text()),
        get,
        set,
        JsonArray::new,
        JsonValues::texts);
  }

  /**
   * Adds an object whose values are texts.
   *
   * @param name the key in JSON
   * @param get reads the option
   * @param set sets the option; throws for an invalid value
   * @return this table
   */
  public OptionFields<O> textsByName(
      String name, Function<O, Map<String, String>> get, BiConsumer<O, Map<String, String>> set) {
    return add(
        name,
        OptionSchemas::textsByName,
        get,
        set,
        v -> new JsonObject(new LinkedHashMap<>(v)),
        OptionFields::textsByName);
  }

  private static Map<String, String> textsByName(Object value) {
    Map<String, String> result = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : JsonValues.typed(JsonObject.class, value)) {
      try {
        result.put(entry.getKey(), JsonValues.text(entry.getValue()));
      } catch (IllegalArgumentException e) {
        throw JsonValues.at(entry.getKey(), e);
      }
    }
    return result;
  }

  /**
   * Adds the path of a file. Errors do not contain the value, since it may be a secret.
   *
   * @param name the key in JSON
   * @param get reads the option
   * @param set sets the option; throws for an invalid value
   * @return this table
   */
  public OptionFields<O> file(String name, Function<O, String> get, BiConsumer<O, String> set) {
    return add(name, OptionSchemas::file, get, set, value -> value, JsonValues::file);
  }

  /**
   * Adds a list of paths, as for {@link #file}.
   *
   * @param name the key in JSON
   * @param get reads the option
   * @param set sets the option; throws for an invalid value
   * @return this table
   */
  public OptionFields<O> files(
      String name, Function<O, List<String>> get, BiConsumer<O, List<String>> set) {
    return add(
        name,
        () -> OptionSchemas.list(OptionSchemas.file()),
        get,
        set,
        JsonArray::new,
        JsonValues::files);
  }

  /**
   * Adds a constant of an enum. In JSON it is the name in lower case; any letter case is accepted.
   *
   * @param <E> the enum
   * @param name the key in JSON
   * @param type the enum
   * @param get reads the option
   * @param set sets the option; throws for an invalid value
   * @return this table
   */
  public <E extends Enum<E>> OptionFields<O> choice(
      String name, Class<E> type, Function<O, E> get, BiConsumer<O, E> set) {
    Objects.requireNonNull(type, "type");
    return add(
        name,
        () -> OptionSchemas.choice(names(type)),
        get,
        set,
        value -> value.name().toLowerCase(Locale.ROOT),
        v -> constant(type, v));
  }

  /**
   * Adds a JSON value that is not converted.
   *
   * @param <T> the type of the value
   * @param name the key in JSON
   * @param type {@link JsonObject}, {@link io.vertx.core.json.JsonArray} or {@link Object}
   * @param get reads the option
   * @param set sets the option; throws for an invalid value
   * @return this table
   */
  public <T> OptionFields<O> json(
      String name, Class<T> type, Function<O, T> get, BiConsumer<O, T> set) {
    Objects.requireNonNull(type, "type");
    return add(
        name,
        () -> OptionSchemas.json(type),
        get,
        set,
        value -> value,
        v -> JsonValues.typed(type, v));
  }

  /**
   * Adds nested options.
   *
   * @param name the key in JSON
   * @param get returns the nested options as JSON
   * @param set sets the nested options that JSON names; others keep their values
   * @param copy copies the nested options of the first argument to the second
   * @param schema the JSON Schema of the nested options
   * @return this table
   */
  public OptionFields<O> object(
      String name,
      Function<O, JsonObject> get,
      BiConsumer<O, JsonObject> set,
      BiConsumer<O, O> copy,
      Function<O, JsonObject> schema) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(get, "get");
    Objects.requireNonNull(set, "set");
    Objects.requireNonNull(copy, "copy");
    Objects.requireNonNull(schema, "schema");
    fields.put(
        name,
        new Field<>(
            get::apply,
            (o, v) -> set.accept(o, JsonValues.typed(JsonObject.class, v)),
            copy,
            schema));
    return this;
  }

  private <T> OptionFields<O> add(
      String name,
      Supplier<JsonObject> schema,
      Function<O, T> get,
      BiConsumer<O, T> set,
      Function<T, Object> toJson,
      Function<Object, T> fromJson) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(get, "get");
    Objects.requireNonNull(set, "set");
    fields.put(
        name,
        new Field<>(
            o -> toJson.apply(get.apply(o)),
            (o, v) -> set.accept(o, fromJson.apply(v)),
            (from, to) -> set.accept(to, get.apply(from)),
            o -> schema.get().put("default", toJson.apply(get.apply(o)))));
    return this;
  }

  /** {@return the option names, in the order in which they were added} */
  public Set<String> names() {
    return Collections.unmodifiableSet(fields.keySet());
  }

  /**
   * {@return all options by name}
   *
   * @param options are read
   */
  public JsonObject toJson(O options) {
    Objects.requireNonNull(options, "options");
    JsonObject json = new JsonObject();
    fields.forEach((name, field) -> json.put(name, field.toJson.apply(options)));
    return json;
  }

  /**
   * {@return the JSON Schema (draft 2020-12) of the JSON that {@link #fromJson} accepts}
   *
   * @param defaults has the default values
   */
  public JsonObject schema(O defaults) {
    Objects.requireNonNull(defaults, "defaults");
    JsonObject properties = new JsonObject();
    fields.forEach((name, field) -> properties.put(name, field.schema.apply(defaults)));
    return OptionSchemas.object(properties);
  }

  /**
   * Copies every option.
   *
   * @param from the options to read
   * @param to the options to change
   */
  public void copy(O from, O to) {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    fields.values().forEach(field -> field.copy.accept(from, to));
  }

  /**
   * Sets the options that {@code json} names; others keep their values.
   *
   * @param json options by name
   * @param options the options to change
   * @throws IllegalArgumentException an unknown key (the error names the nearest known one), or an
   *     invalid value
   */
  public void fromJson(JsonObject json, O options) {
    Objects.requireNonNull(json, "json");
    Objects.requireNonNull(options, "options");
    for (Map.Entry<String, Object> entry : json) {
      Field<O> field = fields.get(entry.getKey());
      if (field == null) {
        throw new BadOption("", Nearest.unknown("option", entry.getKey(), fields.keySet()));
      }
      try {
        field.fromJson.accept(options, entry.getValue());
      } catch (IllegalArgumentException e) {
        throw BadOption.at(entry.getKey(), e);
      }
    }
  }

  private static <E extends Enum<E>> E constant(Class<E> type, Object value) {
    for (E constant : type.getEnumConstants()) {
      if (value instanceof String name && constant.name().equalsIgnoreCase(name)) {
        return constant;
      }
    }
    throw JsonValues.refusal("one of " + String.join(", ", names(type)), value);
  }

  private static <E extends Enum<E>> List<String> names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(e -> e.name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
