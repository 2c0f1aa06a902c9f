package io.scapro.protocol;

import io.scapro.OptionFields;
import io.scapro.SocketOptions;

/** What a {@link RespondentSocket} can be told. */
public final class RespondentOptions extends SocketOptions<RespondentOptions> {

  static final OptionFields<RespondentOptions> FIELDS = commonFields();

  @Override
  protected RespondentOptions self() {
    return this;
  }

  @Override
  protected OptionFields<RespondentOptions> fields() {
    return FIELDS;
  }

  @Override
  public RespondentOptions copy() {
    return new RespondentOptions().from(this);
  }
}
