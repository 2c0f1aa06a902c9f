package io.scapro;

import io.vertx.core.json.JsonObject;

/** The options of a socket whose protocol has none of its own. */
public final class SocketOptions extends CommonOptions<SocketOptions> {

  private static final OptionFields<SocketOptions> FIELDS = commonFields();

  /** Creates options with all defaults. */
  public SocketOptions() {}

  /**
   * Creates options from JSON. Options that {@code json} does not contain have their defaults; see
   * {@link #setAll(JsonObject)}.
   *
   * @param json options by name
   * @throws IllegalArgumentException an unknown key, or an invalid value
   */
  public SocketOptions(JsonObject json) {
    setAll(json);
  }

  /**
   * Creates a copy of {@code other}.
   *
   * @param other the options to copy; not changed
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
