package io.scapro.protocol;

import io.scapro.OptionFields;
import io.scapro.SocketOptions;

/** What a {@link PushSocket} can be told. */
public final class PushOptions extends SocketOptions<PushOptions> {

  static final OptionFields<PushOptions> FIELDS = commonFields();

  @Override
  protected PushOptions self() {
    return this;
  }

  @Override
  protected OptionFields<PushOptions> fields() {
    return FIELDS;
  }

  @Override
  public PushOptions copy() {
    return new PushOptions().from(this);
  }
}
