package io.scapro.protocol;

import io.scapro.OptionFields;
import io.scapro.SocketOptions;

/** What a {@link SubSocket} can be told. */
public final class SubOptions extends SocketOptions<SubOptions> {

  static final OptionFields<SubOptions> FIELDS =
      SocketOptions.<SubOptions>commonFields()
          .bool("preferNew", SubOptions::preferNew, SubOptions::setPreferNew);

  private boolean preferNew = true;

  @Override
  protected SubOptions self() {
    return this;
  }

  @Override
  protected OptionFields<SubOptions> fields() {
    return FIELDS;
  }

  @Override
  public SubOptions copy() {
    return new SubOptions().from(this);
  }

  /**
   * What is discarded when more than {@link #receiveBuffer} messages wait: the oldest (true,
   * default, as nng) or the one that arrives.
   */
  public SubOptions setPreferNew(boolean preferNew) {
    this.preferNew = preferNew;
    return this;
  }

  public boolean preferNew() {
    return preferNew;
  }
}
