package io.scapro.transport;

import io.scapro.OptionFields;
import io.scapro.TransportOptions;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** The options of ipc endpoints. In JSON under {@code ipc}. */
public final class IpcOptions extends TransportOptions<IpcOptions> {

  /** Default of {@link #getMode}. */
  public static final String DEFAULT_MODE = "600";

  private static final OptionFields<IpcOptions> FIELDS =
      new OptionFields<IpcOptions>()
          .text("mode", "^[0-7]{3}$", IpcOptions::getMode, IpcOptions::setMode);

  private String mode = DEFAULT_MODE;

  /** All options have their defaults. */
  public IpcOptions() {}

  /**
   * The defaults, except for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @param json options by name
   * @throws IllegalArgumentException an unknown key, or a value that cannot be used
   */
  public IpcOptions(JsonObject json) {
    setAll(json);
  }

  /**
   * A copy of {@code other}.
   *
   * @param other is not changed
   */
  public IpcOptions(IpcOptions other) {
    copyFrom(other);
  }

  @Override
  public String key() {
    return "ipc";
  }

  @Override
  protected IpcOptions create() {
    return new IpcOptions();
  }

  @Override
  protected OptionFields<IpcOptions> fields() {
    return FIELDS;
  }

  /**
   * Bind: sets the permissions of the socket's file. Users with the permission to write may
   * connect.
   *
   * @param mode three octal digits; default 600: only the user of this process may connect
   * @return this
   */
  public IpcOptions setMode(String mode) {
    Objects.requireNonNull(mode, "mode");
    check("mode", mode.matches("[0-7]{3}"), "three octal digits, such as 660", mode);
    this.mode = mode;
    return this;
  }

  /** {@return the permissions of the socket's file as three octal digits; default 600} */
  public String getMode() {
    return mode;
  }
}
