package io.scapro.verticle.bridge;

import io.scapro.JsonValues;
import io.scapro.OptionFields;
import io.scapro.SocketOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of bridges, as JSON. {@code VerticleConfig} documents its keys. The addresses
 * of the socket are not part of it.
 */
public class BridgeConfig {

  enum Ack {
    REPLY,
    CREDIT,
    NONE
  }

  enum Delivery {
    SEND,
    PUBLISH
  }

  enum OnFailure {
    DROP,
    REPLY
  }

  /** The table of these keys; a subclass extends it. */
  protected static final OptionFields<BridgeConfig> FIELDS =
      new OptionFields<BridgeConfig>()
          .json("options", JsonObject.class, c -> c.options, (c, v) -> c.options = v)
          .text("address", c -> c.address, (c, v) -> c.address = v)
          .integer("queue", 1, Integer.MAX_VALUE, c -> c.queue, (c, v) -> c.queue = v)
          .text("deliver", c -> c.deliver, (c, v) -> c.deliver = v)
          .choice("ack", Ack.class, c -> c.ack, (c, v) -> c.ack = v)
          .choice("delivery", Delivery.class, c -> c.delivery, (c, v) -> c.delivery = v)
          .integer("window", 1, Integer.MAX_VALUE, c -> c.window, (c, v) -> c.window = v)
          .positiveTime("timeout", c -> c.timeout, (c, v) -> c.timeout = v)
          .choice("body", BodyForm.class, c -> c.body, (c, v) -> c.body = v)
          .choice("onFailure", OnFailure.class, c -> c.onFailure, (c, v) -> c.onFailure = v)
          .json("failureBody", Object.class, c -> c.failureBody, (c, v) -> c.failureBody = v)
          .json("bridge", Object.class, c -> c.bridge, (c, v) -> c.bridge = BridgeRules.of(v))
          .json("subscribe", Object.class, c -> c.subscribe, (c, v) -> c.subscribe = topics(v));

  JsonObject options = new JsonObject();
  String address = "";
  int queue = 1024;
  String deliver = "";
  Ack ack = Ack.REPLY;
  Delivery delivery = Delivery.SEND;
  @Nullable Integer window;
  Duration timeout = Duration.ofSeconds(30);
  BodyForm body = BodyForm.BUFFER;
  OnFailure onFailure = OnFailure.DROP;
  Object failureBody = "";
  Map<String, String> subscribe = Map.of();
  BridgeRules bridge = BridgeRules.NONE;

  protected BridgeConfig() {}

  /** The socket's options. */
  public final JsonObject options() {
    return options;
  }

  /** The time limit for an answer of the consumer; for req, for the reply of the peer. */
  public final Duration timeout() {
    return timeout;
  }

  /** How long messages are still sent on undeploy. */
  Duration linger() {
    JsonObject json = new JsonObject();
    if (options.containsKey("linger")) {
      json.put("linger", options.getValue("linger"));
    }
    return new SocketOptions().setAll(json).getLinger();
  }

  int window(int otherwise) {
    return window == null ? otherwise : window;
  }

  /**
   * Topics, each with the address for its messages; an empty address means that of {@code deliver}.
   */
  private static Map<String, String> topics(Object value) {
    Map<String, String> result = new LinkedHashMap<>();
    if (value instanceof JsonObject object) {
      for (String topic : object.fieldNames()) {
        if (!(object.getValue(topic) instanceof String address)) {
          throw JsonValues.at(
              topic, JsonValues.refusal("an event-bus address", object.getValue(topic)));
        }
        result.put(topic, address);
      }
      return result;
    }
    for (Object each : value instanceof JsonArray list ? list : JsonArray.of(value)) {
      if (!(each instanceof String text)) {
        throw JsonValues.refusal("a topic, a list of them or {TOPIC: ADDRESS}", each);
      }
      result.put(text, "");
    }
    return result;
  }
}
