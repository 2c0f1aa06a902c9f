package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.OptionFields;
import io.vertx.core.json.JsonObject;

/** What a {@link SubSocket} can be told. */
public final class SubOptions extends CommonOptions<SubOptions> {

  /** Default of {@link #isPreferNew}. */
  public static final boolean DEFAULT_PREFER_NEW = true;

  static final OptionFields<SubOptions> FIELDS =
      CommonOptions.<SubOptions>commonFields()
          .bool("preferNew", SubOptions::isPreferNew, SubOptions::setPreferNew);

  private boolean preferNew = DEFAULT_PREFER_NEW;

  public SubOptions() {}

  /**
   * The defaults, but for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @throws IllegalArgumentException unknown key or unusable value
   */
  public SubOptions(JsonObject json) {
    setAll(json);
  }

  /** As {@code other}. */
  public SubOptions(SubOptions other) {
    copyFrom(other);
  }

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
