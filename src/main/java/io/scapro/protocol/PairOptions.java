package io.scapro.protocol;

import io.scapro.OptionFields;
import io.scapro.SocketOptions;

/** What a {@link PairSocket} can be told. */
public final class PairOptions extends SocketOptions<PairOptions> {

  static final OptionFields<PairOptions> FIELDS = commonFields();

  @Override
  protected PairOptions self() {
    return this;
  }

  @Override
  protected OptionFields<PairOptions> fields() {
    return FIELDS;
  }

  @Override
  public PairOptions copy() {
    return new PairOptions().from(this);
  }
}
