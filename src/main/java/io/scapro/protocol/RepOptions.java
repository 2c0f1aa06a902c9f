package io.scapro.protocol;

import io.scapro.OptionFields;
import io.scapro.SocketOptions;

/** What a {@link RepSocket} can be told. */
public final class RepOptions extends SocketOptions<RepOptions> {

  static final OptionFields<RepOptions> FIELDS = commonFields();

  @Override
  protected RepOptions self() {
    return this;
  }

  @Override
  protected OptionFields<RepOptions> fields() {
    return FIELDS;
  }

  @Override
  public RepOptions copy() {
    return new RepOptions().from(this);
  }
}
