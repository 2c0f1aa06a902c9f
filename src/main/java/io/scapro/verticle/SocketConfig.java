package io.scapro.verticle;

import io.scapro.OptionFields;
import io.scapro.verticle.bridge.BridgeConfig;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The configuration of a {@link SocketVerticle}; {@link VerticleConfig} has its keys. */
final class SocketConfig extends BridgeConfig {

  private static final OptionFields<SocketConfig> FIELDS =
      OptionFields.<SocketConfig, BridgeConfig>extending(BridgeConfig.FIELDS)
          .json("bind", Object.class, c -> c.bind, (c, v) -> c.bind = Reach.addresses(v))
          .json("connect", Object.class, c -> c.connect, (c, v) -> c.connect = Reach.addresses(v));

  private List<Reach.At> bind = List.of();
  private List<Reach.At> connect = List.of();

  /**
   * @throws IllegalArgumentException unknown key (with the nearest known one), unusable value, or
   *     nothing to bind or connect to
   */
  SocketConfig(JsonObject json) {
    FIELDS.fromJson(json, this);
    reach();
  }

  Reach reach() {
    return Reach.of(bind, connect, options());
  }
}
