package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.OptionFields;

/** What a {@link StarSocket} can be told. */
public final class StarOptions extends CommonOptions<StarOptions> {

  static final OptionFields<StarOptions> FIELDS =
      CommonOptions.<StarOptions>commonFields()
          .bool(
              "suppressDuplicates",
              StarOptions::isSuppressDuplicates,
              StarOptions::setSuppressDuplicates);

  private boolean suppressDuplicates;

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
