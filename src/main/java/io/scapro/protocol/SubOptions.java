package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.OptionFields;
import io.vertx.core.json.JsonObject;

/** The options of a {@link SubSocket}. */
public final class SubOptions extends CommonOptions<SubOptions> {

  /** Default of {@link #isPreferNew}. */
  public static final boolean DEFAULT_PREFER_NEW = true;

  static final OptionFields<SubOptions> FIELDS =
      CommonOptions.<SubOptions>commonFields()
          .bool("preferNew", SubOptions::isPreferNew, SubOptions::setPreferNew);

  private boolean preferNew = DEFAULT_PREFER_NEW;

  /** Creates options with all defaults. */
  public SubOptions() {}

  /**
   * Creates options from JSON. Options that {@code json} does not contain have their defaults; see
   * {@link #setAll(JsonObject)}.
   *
   * @param json options by name
   * @throws IllegalArgumentException an unknown key, or an invalid value
   */
  public SubOptions(JsonObject json) {
    setAll(json);
  }

  /**
   * Creates a copy of {@code other}.
   *
   * @param other the options to copy; not changed
   */
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
   * Sets which message is dropped when more than {@link #getReceiveBuffer} messages or {@link
   * #getReceiveBudget} bytes are queued.
   *
   * @param preferNew true drops the oldest message (default, as in nng); false drops the new one
   * @return this
   */
  public SubOptions setPreferNew(boolean preferNew) {
    this.preferNew = preferNew;
    return this;
  }

  /** {@return whether a full queue drops the oldest message (true, the default) or the new one} */
  public boolean isPreferNew() {
    return preferNew;
  }
}
