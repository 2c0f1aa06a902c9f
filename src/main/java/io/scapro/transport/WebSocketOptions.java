package io.scapro.transport;

import io.scapro.OptionFields;
import io.scapro.TransportOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** What a ws or wss endpoint can be told besides what all can. */
public final class WebSocketOptions extends TransportOptions<WebSocketOptions> {

  private static final OptionFields<WebSocketOptions> FIELDS =
      new OptionFields<WebSocketOptions>()
          .texts("origins", WebSocketOptions::getOrigins, WebSocketOptions::setOrigins)
          .textsByName("headers", WebSocketOptions::getHeaders, WebSocketOptions::setHeaders)
          .bool("text", WebSocketOptions::isText, WebSocketOptions::setText)
          .bool(
              "protocolOptional",
              WebSocketOptions::isProtocolOptional,
              WebSocketOptions::setProtocolOptional);

  private List<String> origins = List.of();
  private Map<String, String> headers = Map.of();
  private boolean text;
  private boolean protocolOptional;

  public WebSocketOptions() {}

  public WebSocketOptions(JsonObject json) {
    setAll(json);
  }

  @Override
  public String key() {
    return "webSocket";
  }

  @Override
  protected WebSocketOptions create() {
    return new WebSocketOptions();
  }

  @Override
  protected OptionFields<WebSocketOptions> fields() {
    return FIELDS;
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

  public List<String> getOrigins() {
    return origins;
  }

  /** Connect: headers for the request, besides those of a WebSocket; default none. */
  public WebSocketOptions setHeaders(Map<String, String> headers) {
    headers.forEach(
        (name, value) ->
            check(
                name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") && value.matches("[\\t\\x20-\\x7e]*"),
                "a header of printable ASCII",
                name + ": " + value));
    this.headers = Map.copyOf(headers);
    return this;
  }

  public Map<String, String> getHeaders() {
    return headers;
  }

  /**
   * Whether text messages are accepted, as messages like others; default false: they end a pipe.
   */
  public WebSocketOptions setText(boolean text) {
    this.text = text;
    return this;
  }

  public boolean isText() {
    return text;
  }

  /** Connect: whether the server may leave out the subprotocol in its answer; default false. */
  public WebSocketOptions setProtocolOptional(boolean protocolOptional) {
    this.protocolOptional = protocolOptional;
    return this;
  }

  public boolean isProtocolOptional() {
    return protocolOptional;
  }
}
