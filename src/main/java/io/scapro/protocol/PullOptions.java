package io.scapro.protocol;

import io.scapro.OptionFields;
import io.scapro.SocketOptions;

/** What a {@link PullSocket} can be told. */
public final class PullOptions extends SocketOptions<PullOptions> {

  static final OptionFields<PullOptions> FIELDS = commonFields();

  @Override
  protected PullOptions self() {
    return this;
  }

  @Override
  protected OptionFields<PullOptions> fields() {
    return FIELDS;
  }

  @Override
  public PullOptions copy() {
    return new PullOptions().from(this);
  }
}
