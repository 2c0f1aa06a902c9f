package io.scapro.transport;

import io.scapro.Arguments;
import io.scapro.OptionFields;
import io.scapro.TransportOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** What a ws or wss endpoint can be told besides what all can. */
public final class WebSocketOptions extends TransportOptions<WebSocketOptions> {

  /** Default of {@link #getOrigins}. */
  public static final List<String> DEFAULT_ORIGINS = List.of();

  /** Default of {@link #getHeaders}. */
  public static final Map<String, String> DEFAULT_HEADERS = Map.of();

  /** Default of {@link #isText}. */
  public static final boolean DEFAULT_TEXT = false;

  /** Default of {@link #isProtocolOptional}. */
  public static final boolean DEFAULT_PROTOCOL_OPTIONAL = false;

  private static final OptionFields<WebSocketOptions> FIELDS =
      new OptionFields<WebSocketOptions>()
          .texts("origins", WebSocketOptions::getOrigins, WebSocketOptions::setOrigins)
          .textsByName("headers", WebSocketOptions::getHeaders, WebSocketOptions::setHeaders)
          .bool("text", WebSocketOptions::isText, WebSocketOptions::setText)
          .bool(
              "protocolOptional",
              WebSocketOptions::isProtocolOptional,
              WebSocketOptions::setProtocolOptional);

  private List<String> origins = DEFAULT_ORIGINS;
  private Map<String, String> headers = DEFAULT_HEADERS;
  private boolean text = DEFAULT_TEXT;
  private boolean protocolOptional = DEFAULT_PROTOCOL_OPTIONAL;

  public WebSocketOptions() {}

  /**
   * The defaults, but for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @throws IllegalArgumentException unknown key or unusable value
   */
  public WebSocketOptions(JsonObject json) {
    setAll(json);
  }

  /** As {@code other}. */
  public WebSocketOptions(WebSocketOptions other) {
    copyFrom(other);
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
    this.origins = Arguments.list(origins, "origins");
    return this;
  }

  public List<String> getOrigins() {
    return origins;
  }

  /** Connect: headers for the request, besides those of a WebSocket; default none. */
  public WebSocketOptions setHeaders(Map<String, String> headers) {
    Map<String, String> copy = Arguments.map(headers, "headers");
    copy.forEach(
        (name, value) ->
            check(
                "headers",
                name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") && value.matches("[\\t\\x20-\\x7e]*"),
                "a header of printable ASCII",
                "another at \"%s\"".formatted(name)));
    this.headers = copy;
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
