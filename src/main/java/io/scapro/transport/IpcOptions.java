package io.scapro.transport;

import io.scapro.OptionFields;
import io.scapro.TransportOptions;
import io.vertx.core.json.JsonObject;

/** The options of ipc endpoints. In JSON under {@code ipc}. */
public final class IpcOptions extends TransportOptions<IpcOptions> {

  private static final OptionFields<IpcOptions> FIELDS =
      new OptionFields<IpcOptions>()
          .text("mode", "^[0-7]{3}$", IpcOptions::getMode, IpcOptions::setMode);

  private String mode = "600";

  public IpcOptions() {}

  public IpcOptions(JsonObject json) {
    setAll(json);
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
    check(mode.matches("[0-7]{3}"), "three octal digits, such as 660", mode);
    this.mode = mode;
    return this;
  }

  public String getMode() {
    return mode;
  }
}
