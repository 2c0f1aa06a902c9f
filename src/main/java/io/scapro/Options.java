package io.scapro;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Objects;

/**
 * The base of all options. It converts options to JSON and back, and copies them, by the table that
 * a subclass declares. Not thread-safe while a thread sets options.
 *
 * <p>Setters check their argument. Null causes a {@link NullPointerException}. A value out of range
 * causes an {@link IllegalArgumentException} that names the option. {@link Durations} says which
 * durations are accepted.
 *
 * @param <S> the subclass, so that setters can be chained
 */
public abstract class Options<S extends Options<S>> {

  /** {@return this, as the subclass} */
  @SuppressWarnings("unchecked")
  protected final S self() {
    return (S) this;
  }

  /** {@return a new object of this class, with the defaults} */
  protected abstract S create();

  /** {@return the table of these options; the same at each call} */
  protected abstract OptionFields<S> fields();

  /** {@return a new object with the same values} */
  public S copy() {
    S copy = create();
    fields().copy(self(), copy);
    return copy;
  }

  /** {@return all options by name, defaults included; a new object} */
  public JsonObject toJson() {
    return fields().toJson(self());
  }

  /**
   * Sets the options that {@code json} names; others keep their values. If one option is refused,
   * none is set.
   *
   * @param json options by name
   * @return this
   * @throws IllegalArgumentException an unknown key (the error names the nearest known one), or an
   *     invalid value
   */
  public S setAll(JsonObject json) {
    Objects.requireNonNull(json, "json");
    fields().fromJson(json, copy());
    fields().fromJson(json, self());
    return self();
  }

  /**
   * Copies every option of {@code other} to this object.
   *
   * @param other the options to copy; not changed
   */
  protected void copyFrom(S other) {
    fields().copy(Objects.requireNonNull(other, "other"), self());
  }

  /**
   * {@return the JSON Schema (draft 2020-12) of the JSON that {@link #setAll} accepts: types,
   * ranges and defaults of all options, nested ones included. The schema has constants of enums in
   * lower case; {@code setAll} accepts any letter case}
   */
  public JsonObject schema() {
    return fields().schema(create());
  }

  /**
   * {@return the class and, as JSON, the options that differ from their defaults; a readable text,
   * in which secrets are hidden}
   */
  @Override
  public String toString() {
    return getClass().getSimpleName()
        + OptionsText.difference(toJson(), create().toJson()).encode();
  }

  // ---- for setters: the error names the option and says what was expected ----

  /**
   * Checks a value.
   *
   * @param option the name of the option
   * @param holds whether the value is accepted
   * @param expected completes the sentence "expected …"
   * @param got the value
   * @throws IllegalArgumentException {@code holds} is false
   */
  protected static void check(String option, boolean holds, String expected, Object got) {
    if (!holds) {
      throw new BadOption(option, "expected %s, got %s".formatted(expected, got));
    }
  }

  /**
   * Checks a number.
   *
   * @param least the least value
   * @param value the value to check
   * @param option the name of the option
   * @return {@code value}
   * @throws IllegalArgumentException it is below {@code least}
   */
  protected static int atLeast(int least, int value, String option) {
    return between(least, Integer.MAX_VALUE, value, option);
  }

  /**
   * Checks a number.
   *
   * @param least the least value
   * @param most the greatest value
   * @param value the value to check
   * @param option the name of the option
   * @return {@code value}
   * @throws IllegalArgumentException it is below {@code least} or above {@code most}
   */
  protected static int between(int least, int most, int value, String option) {
    return Arguments.between(least, most, value, option);
  }

  /**
   * Checks a time limit.
   *
   * @param value the value to check
   * @param option the name of the option
   * @return {@code value}
   * @throws IllegalArgumentException it is neither {@link Durations#FOREVER} nor whole milliseconds
   *     from 0 to 36500 days
   */
  protected static Duration limit(Duration value, String option) {
    return Durations.limit(value, option);
  }

  /**
   * Checks a duration.
   *
   * @param value the value to check
   * @param option the name of the option
   * @return {@code value}
   * @throws IllegalArgumentException it is not whole milliseconds from 0 to 36500 days
   */
  protected static Duration zeroOrMore(Duration value, String option) {
    return Durations.zeroOrMore(value, option);
  }

  /**
   * Checks a duration.
   *
   * @param value the value to check
   * @param option the name of the option
   * @return {@code value}
   * @throws IllegalArgumentException it is not whole milliseconds from 1 to 36500 days
   */
  protected static Duration aboveZero(Duration value, String option) {
    return Durations.aboveZero(value, option);
  }
}
