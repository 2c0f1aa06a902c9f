package io.scapro;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * The base of all options: JSON in both directions and copies, from the table that a subclass
 * declares. Not safe for use by several threads while one of them sets something.
 *
 * @param <S> the subclass, so that setters can be chained
 */
public abstract class Options<S extends Options<S>> {

  /** These options, as their own type. */
  @SuppressWarnings("unchecked")
  protected final S self() {
    return (S) this;
  }

  /** A new object of this class, with the defaults. */
  protected abstract S create();

  /** The table of these options. */
  protected abstract OptionFields<S> fields();

  /** A new object with the same values. */
  public S copy() {
    S copy = create();
    fields().copy(self(), copy);
    return copy;
  }

  /** All options by name, those with their default value included. */
  public JsonObject toJson() {
    return fields().toJson(self());
  }

  /**
   * Sets what {@code json} names; the rest stays.
   *
   * @throws IllegalArgumentException unknown key (with the nearest known one) or unusable value
   */
  public S setAll(JsonObject json) {
    fields().fromJson(json, self());
    return self();
  }

  /**
   * The JSON Schema (draft 2020-12) of what {@link #setAll} takes: types, ranges and defaults of
   * all options, those inside others included. Texts of enums are read in any letter case, the
   * schema has them in lower case.
   */
  public JsonObject schema() {
    return fields().schema(create());
  }

  // ---- for setters: the failure says what was expected ----

  /**
   * @param expected completes the sentence "expected …"
   * @throws IllegalArgumentException {@code holds} is false
   */
  protected static void check(boolean holds, String expected, Object got) {
    if (!holds) {
      throw new IllegalArgumentException("expected %s, got %s".formatted(expected, got));
    }
  }

  /**
   * @return {@code value}
   * @throws IllegalArgumentException it is below {@code least}
   */
  protected static int atLeast(int least, int value) {
    check(value >= least, "a number of at least " + least, value);
    return value;
  }

  /**
   * @return {@code value}
   * @throws IllegalArgumentException it is below {@code least} or above {@code most}
   */
  protected static int between(int least, int most, int value) {
    check(value >= least && value <= most, "a number from %d to %d".formatted(least, most), value);
    return value;
  }

  /**
   * @param what names the value, such as "an interval"
   * @return {@code value}
   * @throws IllegalArgumentException it is negative
   */
  protected static Duration zeroOrMore(String what, Duration value) {
    check(!value.isNegative(), what + " of zero or more", value);
    return value;
  }

  /**
   * @param what names the value, such as "an interval"
   * @return {@code value}
   * @throws IllegalArgumentException it is zero or negative
   */
  protected static Duration aboveZero(String what, Duration value) {
    check(!value.isNegative() && !value.isZero(), what + " above zero", value);
    return value;
  }
}
