package io.scapro.protocol;

import io.scapro.OptionFields;
import io.scapro.SocketOptions;

/** What a {@link RawSocket} can be told. */
public final class RawOptions extends SocketOptions<RawOptions> {

  static final OptionFields<RawOptions> FIELDS = commonFields();

  @Override
  protected RawOptions self() {
    return this;
  }

  @Override
  protected OptionFields<RawOptions> fields() {
    return FIELDS;
  }

  @Override
  public RawOptions copy() {
    return new RawOptions().from(this);
  }
}
