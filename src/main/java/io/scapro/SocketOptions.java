package io.scapro;

import io.vertx.core.json.JsonObject;

/** The options of a socket whose protocol has none of its own. */
public final class SocketOptions extends CommonOptions<SocketOptions> {

  private static final OptionFields<SocketOptions> FIELDS = commonFields();

  /** All options have their defaults. */
  public SocketOptions() {}

  /**
   * The defaults, except for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @param json options by name
   * @throws IllegalArgumentException an unknown key, or a value that cannot be used
   */
  public SocketOptions(JsonObject json) {
    setAll(json);
  }

  /**
   * A copy of {@code other}.
   *
   * @param other is not changed
   */
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
