package io.scapro;

import io.vertx.core.json.JsonObject;

/** The options of a socket whose protocol has none of its own. */
public final class SocketOptions extends CommonOptions<SocketOptions> {

  private static final OptionFields<SocketOptions> FIELDS = commonFields();

  public SocketOptions() {}

  /**
   * The defaults, but for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @throws IllegalArgumentException unknown key or unusable value
   */
  public SocketOptions(JsonObject json) {
    setAll(json);
  }

  /** As {@code other}. */
  public SocketOptions(SocketOptions other) {
    copyFrom(other);
  }

  @Override
  protected SocketOptions create() {
    return new SocketOptions();
  }

  @Override
  protected OptionFields<SocketOptions> fields() {
    return FIELDS;
  }
}
