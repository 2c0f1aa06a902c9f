package io.scapro.protocol;

import io.scapro.OptionFields;
import io.scapro.SocketOptions;

/** What a {@link PubSocket} can be told. */
public final class PubOptions extends SocketOptions<PubOptions> {

  static final OptionFields<PubOptions> FIELDS = commonFields();

  @Override
  protected PubOptions self() {
    return this;
  }

  @Override
  protected OptionFields<PubOptions> fields() {
    return FIELDS;
  }

  @Override
  public PubOptions copy() {
    return new PubOptions().from(this);
  }
}
