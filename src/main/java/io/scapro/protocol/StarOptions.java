package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.OptionFields;
import io.vertx.core.json.JsonObject;

/** What a {@link StarSocket} can be told. */
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

  public StarOptions() {}

  /**
   * The defaults, but for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @throws IllegalArgumentException unknown key or unusable value
   */
  public StarOptions(JsonObject json) {
    setAll(json);
  }

  /** As {@code other}. */
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
   * Whether each message carries an id, so that a message that comes twice, over a loop in the
   * network, is read and passed on once. All members must agree, and mangos cannot: default false.
   */
  public StarOptions setSuppressDuplicates(boolean suppress) {
    this.suppressDuplicates = suppress;
    return this;
  }

  public boolean isSuppressDuplicates() {
    return suppressDuplicates;
  }
}
