package io.scapro;

/** The options of a socket whose protocol has none of its own. */
public final class SocketOptions extends CommonOptions<SocketOptions> {

  private static final OptionFields<SocketOptions> FIELDS = commonFields();

  @Override
  protected SocketOptions create() {
    return new SocketOptions();
  }

  @Override
  protected OptionFields<SocketOptions> fields() {
    return FIELDS;
  }
}
