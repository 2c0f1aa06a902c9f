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

  public IpcOptions() {}

  /**
   * The defaults, but for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @throws IllegalArgumentException unknown key or unusable value
   */
  public IpcOptions(JsonObject json) {
    setAll(json);
  }

  /** As {@code other}. */
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
   * Bind: who may connect to the path: the permissions of its file as three octal digits, where
   * writing is connecting; default 600, the own user only.
   */
  public IpcOptions setMode(String mode) {
    Objects.requireNonNull(mode, "mode");
    check("mode", mode.matches("[0-7]{3}"), "three octal digits, such as 660", mode);
    this.mode = mode;
    return this;
  }

  public String getMode() {
    return mode;
  }
}
