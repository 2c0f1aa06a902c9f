package io.scapro.transport;

import io.scapro.Arguments;
import io.scapro.OptionFields;
import io.scapro.TransportOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The options of ws and wss endpoints, and of mounted sockets. In JSON under {@code webSocket}. */
public final class WebSocketOptions extends TransportOptions<WebSocketOptions> {

  /** Default of {@link #getHosts}. */
  public static final List<String> DEFAULT_HOSTS = List.of();

  /** Default of {@link #getOrigins}. */
  public static final List<String> DEFAULT_ORIGINS = List.of();

  /** Default of {@link #getHeaders}. */
  public static final Map<String, String> DEFAULT_HEADERS = Map.of();

  /** Default of {@link #isText}. */
  public static final boolean DEFAULT_TEXT = false;

  /** Default of {@link #isProtocolOptional}. */
  public static final boolean DEFAULT_PROTOCOL_OPTIONAL = false;

  /** Default of {@link #getPingInterval}. */
  public static final Duration DEFAULT_PING_INTERVAL = Duration.ZERO;

  /** Default of {@link #getMaxFrames}. */
  public static final int DEFAULT_MAX_FRAMES = 1024;

  private static final int MOST_FRAMES = 1 << 20;

  private static final OptionFields<WebSocketOptions> FIELDS =
      new OptionFields<WebSocketOptions>()
          .texts("hosts", WebSocketOptions::getHosts, WebSocketOptions::setHosts)
          .texts("origins", WebSocketOptions::getOrigins, WebSocketOptions::setOrigins)
          .textsByName("headers", WebSocketOptions::getHeaders, WebSocketOptions::setHeaders)
          .bool("text", WebSocketOptions::isText, WebSocketOptions::setText)
          .bool(
              "protocolOptional",
              WebSocketOptions::isProtocolOptional,
              WebSocketOptions::setProtocolOptional)
          .duration(
              "pingInterval", WebSocketOptions::getPingInterval, WebSocketOptions::setPingInterval)
          .integer(
              "maxFrames",
              1,
              MOST_FRAMES,
              WebSocketOptions::getMaxFrames,
              WebSocketOptions::setMaxFrames);

  private List<String> hosts = DEFAULT_HOSTS;
  private List<String> origins = DEFAULT_ORIGINS;
  private Map<String, String> headers = DEFAULT_HEADERS;
  private boolean text = DEFAULT_TEXT;
  private boolean protocolOptional = DEFAULT_PROTOCOL_OPTIONAL;
  private Duration pingInterval = DEFAULT_PING_INTERVAL;
  private int maxFrames = DEFAULT_MAX_FRAMES;

  /** All options have their defaults. */
  public WebSocketOptions() {}

  /**
   * The defaults, except for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @param json options by name
   * @throws IllegalArgumentException an unknown key, or a value that cannot be used
   */
  public WebSocketOptions(JsonObject json) {
    setAll(json);
  }

  /**
   * A copy of {@code other}.
   *
   * @param other is not changed
   */
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
   * Bind: sets further hosts that requests may name in their Host header. {@code localhost},
   * loopback addresses and the host that the endpoint is bound to are always accepted. Requests for
   * other hosts get 421. Only while {@code hosts} is empty, an endpoint that is not at a loopback
   * address accepts all hosts. This protects against pages that connect under a name that was made
   * to resolve to this machine (DNS rebinding). A mounted endpoint counts as bound to the local
   * address of the connection.
   *
   * @param hosts names without port, such as {@code example.org}; {@code *}: all. Default: empty.
   *     While it is empty, an endpoint at a loopback address accepts no further hosts, and an
   *     endpoint at any other address accepts every host
   * @return this
   * @throws IllegalArgumentException an entry with a port, or one that is no host
   */
  public WebSocketOptions setHosts(List<String> hosts) {
    List<String> copy = Arguments.list(hosts, "hosts");
    copy.forEach(
        host ->
            check(
                "hosts",
                host.matches("\\*|[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]"),
                "a host without port, such as example.org, or *",
                '"' + host + '"'));
    this.hosts = copy;
    return this;
  }

  /** {@return further hosts that requests may name; default none} */
  public List<String> getHosts() {
    return hosts;
  }

  /**
   * Bind: sets the other origins whose pages may connect. Pages of the server itself are always
   * accepted: those whose origin has the scheme of this endpoint (http for ws, https for wss) and
   * the host and port of the request. Programs, which send no Origin, are accepted too. Other
   * requests get 403. Behind a proxy that adds TLS, add the origin of its pages.
   *
   * @param origins such as {@code https://example.org}; {@code *}: all; default none
   * @return this
   */
  public WebSocketOptions setOrigins(List<String> origins) {
    this.origins = Arguments.list(origins, "origins");
    return this;
  }

  /** {@return the other origins whose pages may connect; default none} */
  public List<String> getOrigins() {
    return origins;
  }

  /**
   * Connect: sets headers for the request, besides those of a WebSocket.
   *
   * @param headers by name, in printable ASCII; default none
   * @return this
   * @throws IllegalArgumentException another character in a name or value
   */
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

  /** {@return headers for the request; default none} */
  public Map<String, String> getHeaders() {
    return headers;
  }

  /**
   * Sets whether text messages are accepted. They are then delivered like binary messages.
   *
   * @param text default false: a text message ends the connection with PROTOCOL
   * @return this
   */
  public WebSocketOptions setText(boolean text) {
    this.text = text;
    return this;
  }

  /** {@return whether text messages are accepted; default false} */
  public boolean isText() {
    return text;
  }

  /**
   * Connect: sets whether the server may answer without a subprotocol.
   *
   * @param protocolOptional default false: a connection without a subprotocol fails with PROTOCOL
   * @return this
   */
  public WebSocketOptions setProtocolOptional(boolean protocolOptional) {
    this.protocolOptional = protocolOptional;
    return this;
  }

  /** {@return whether the server may answer without a subprotocol; default false} */
  public boolean isProtocolOptional() {
    return protocolOptional;
  }

  /**
   * Sets how often the peer is pinged. A peer that sends nothing for two intervals in a row is
   * disconnected with TIMEOUT, within three intervals. Two Scapro peers agree during the upgrade on
   * the smaller of their intervals. If only the smaller one is below 1 s, they agree on 1 s. If
   * both are below 1 s, they agree on the larger one. See docs/wire.md, 5.4.
   *
   * <p>For peers of other libraries, set an interval only if the peer does not deliver pings to its
   * application (nanomsg does), and only if it always reads. A peer that does not read does not
   * answer pings, and is disconnected.
   *
   * @param pingInterval zero, the default: every 15 s between Scapro peers, pages with scapro.js
   *     included; peers of other libraries are not pinged; {@link io.scapro.Durations#FOREVER}:
   *     never
   * @return this
   */
  public WebSocketOptions setPingInterval(Duration pingInterval) {
    this.pingInterval = limit(pingInterval, "pingInterval");
    return this;
  }

  /**
   * {@return how often the peer is pinged; zero, the default: every 15 s between Scapro peers;
   * {@link io.scapro.Durations#FOREVER}: never}
   */
  public Duration getPingInterval() {
    return pingInterval;
  }

  /**
   * Sets the maximum number of frames of one message. A message in more frames ends the connection
   * with LIMIT and the close code 1008. A message that is not longer than {@code receiveMaxSize} is
   * accepted in any number of frames of 64 KiB. Scapro and nng send such frames.
   *
   * @param maxFrames from 1 to 1048576; default 1024
   * @return this
   * @throws IllegalArgumentException out of range
   */
  public WebSocketOptions setMaxFrames(int maxFrames) {
    this.maxFrames = between(1, MOST_FRAMES, maxFrames, "maxFrames");
    return this;
  }

  /** {@return the maximum number of frames of one message; default 1024} */
  public int getMaxFrames() {
    return maxFrames;
  }
}
