package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.OptionFields;

/** What a {@link SubSocket} can be told. */
public final class SubOptions extends CommonOptions<SubOptions> {

  static final OptionFields<SubOptions> FIELDS =
      CommonOptions.<SubOptions>commonFields()
          .bool("preferNew", SubOptions::isPreferNew, SubOptions::setPreferNew);

  private boolean preferNew = true;

  @Override
  protected SubOptions create() {
    return new SubOptions();
  }

  @Override
  protected OptionFields<SubOptions> fields() {
    return FIELDS;
  }

  /**
   * What is discarded when more than {@link #receiveBuffer} messages wait: the oldest (true,
   * default, as nng) or the one that arrives.
   */
  public SubOptions setPreferNew(boolean preferNew) {
    this.preferNew = preferNew;
    return this;
  }

  public boolean isPreferNew() {
    return preferNew;
  }
}
