package io.scapro.protocol;

import io.scapro.OptionFields;
import io.scapro.SocketOptions;

/** What a {@link BusSocket} can be told. */
public final class BusOptions extends SocketOptions<BusOptions> {

  static final OptionFields<BusOptions> FIELDS = commonFields();

  @Override
  protected BusOptions self() {
    return this;
  }

  @Override
  protected OptionFields<BusOptions> fields() {
    return FIELDS;
  }

  @Override
  public BusOptions copy() {
    return new BusOptions().from(this);
  }
}
