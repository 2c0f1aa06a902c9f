package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.OptionFields;
import io.vertx.core.json.JsonObject;

/** The options of a {@link StarSocket}. */
public final class StarOptions extends CommonOptions<StarOptions> {

  /** Default of {@link #isSuppressDuplicates}. */
  public static final boolean DEFAULT_SUPPRESS_DUPLICATES = false;

  static final OptionFields<StarOptions> FIELDS =
      CommonOptions.<StarOptions>commonFields()
          .bool(
              "suppressDuplicates",
              StarOptions::isSuppressDuplicates,
              StarOptions::setSuppressDuplicates);

  private boolean suppressDuplicates = DEFAULT_SUPPRESS_DUPLICATES;

  /** Creates options with all defaults. */
  public StarOptions() {}

  /**
   * Creates options from JSON. Options that {@code json} does not contain have their defaults; see
   * {@link #setAll(JsonObject)}.
   *
   * @param json options by name
   * @throws IllegalArgumentException an unknown key, or an invalid value
   */
  public StarOptions(JsonObject json) {
    setAll(json);
  }

  /**
   * Creates a copy of {@code other}.
   *
   * @param other the options to copy; not changed
   */
  public StarOptions(StarOptions other) {
    copyFrom(other);
  }

  @Override
  protected StarOptions create() {
    return new StarOptions();
  }

  @Override
  protected OptionFields<StarOptions> fields() {
    return FIELDS;
  }

  /**
   * Sets whether each message carries an id. A message that arrives again, over a loop in the
   * network, is then dropped as DUPLICATE and not forwarded. Set it on every member; mangos does
   * not support it. See docs/wire.md, section 7.3.
   *
   * @param suppress default false
   * @return this
   */
  public StarOptions setSuppressDuplicates(boolean suppress) {
    this.suppressDuplicates = suppress;
    return this;
  }

  /** {@return whether messages carry an id, and duplicates are dropped; default false} */
  public boolean isSuppressDuplicates() {
    return suppressDuplicates;
  }
}
