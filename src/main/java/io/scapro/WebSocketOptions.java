package io.scapro;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a ws or wss endpoint can be told besides what all can. */
public final class WebSocketOptions {

  static final OptionFields<WebSocketOptions> FIELDS =
      new OptionFields<WebSocketOptions>()
          .json(
              "origins",
              JsonArray.class,
              o -> new JsonArray(o.origins),
              (o, v) -> o.setOrigins(texts(v)))
          .json(
              "headers",
              JsonObject.class,
              o -> new JsonObject(new LinkedHashMap<>(o.headers)),
              (o, v) -> o.setHeaders(texts(v)))
          .bool("text", WebSocketOptions::text, WebSocketOptions::setText)
          .bool(
              "protocolOptional",
              WebSocketOptions::protocolOptional,
              WebSocketOptions::setProtocolOptional);

  private List<String> origins = List.of();
  private Map<String, String> headers = Map.of();
  private boolean text;
  private boolean protocolOptional;

  public WebSocketOptions() {}

  public WebSocketOptions(JsonObject json) {
    FIELDS.fromJson(json, this);
  }

  public JsonObject toJson() {
    return FIELDS.toJson(this);
  }

  /**
   * Bind: pages of which origins may connect, as {@code https://example.org}; {@code *} stands for
   * all. Pages of the host itself, and programs that send no Origin, always may; default: no
   * others.
   */
  public WebSocketOptions setOrigins(List<String> origins) {
    this.origins = List.copyOf(origins);
    return this;
  }

  public List<String> origins() {
    return origins;
  }

  /** Connect: headers for the request, besides those of a WebSocket; default none. */
  public WebSocketOptions setHeaders(Map<String, String> headers) {
    headers.forEach(
        (name, value) ->
            Checks.that(
                name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") && value.matches("[\\t\\x20-\\x7e]*"),
                "a header of printable ASCII",
                name + ": " + value));
    this.headers = Map.copyOf(headers);
    return this;
  }

  public Map<String, String> headers() {
    return headers;
  }

  /**
   * Whether text messages are accepted, as messages like others; default false: they end a pipe.
   */
  public WebSocketOptions setText(boolean text) {
    this.text = text;
    return this;
  }

  public boolean text() {
    return text;
  }

  /** Connect: whether the server may leave out the subprotocol in its answer; default false. */
  public WebSocketOptions setProtocolOptional(boolean protocolOptional) {
    this.protocolOptional = protocolOptional;
    return this;
  }

  public boolean protocolOptional() {
    return protocolOptional;
  }

  private static List<String> texts(JsonArray values) {
    return values.stream().map(WebSocketOptions::asText).toList();
  }

  private static Map<String, String> texts(JsonObject values) {
    Map<String, String> result = new LinkedHashMap<>();
    values.forEach(entry -> result.put(entry.getKey(), asText(entry.getValue())));
    return result;
  }

  private static String asText(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("expected text, got " + value);
  }
}
