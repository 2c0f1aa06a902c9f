package io.scapro.transport;

import io.scapro.Arguments;
import io.scapro.OptionFields;
import io.scapro.TransportOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a ws or wss endpoint can be told besides what all can. */
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
   * Bind: which hosts requests may name in their Host header, without port, as {@code example.org};
   * {@code *} stands for all. {@code localhost}, loopback addresses and the host that the endpoint
   * is bound to always may be named. Default none: at a loopback address no others, so that a
   * stranger's page cannot connect under a name that was made to resolve to this machine (DNS
   * rebinding); elsewhere all. A mounted endpoint counts as bound to the address that the
   * connection came in at. Other requests get 421.
   *
   * @throws IllegalArgumentException a host with a port, or no host
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

  public List<String> getHosts() {
    return hosts;
  }

  /**
   * Bind: pages of which origins may connect, as {@code https://example.org}; {@code *} stands for
   * all. Pages of the server itself always may: those whose origin has the scheme of this endpoint
   * (http for ws, https for wss) and the host and port of the request. So may programs, which send
   * no Origin. Default: no others. Behind a proxy that adds TLS, the origin of its pages is to be
   * given here. Other requests get 403.
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

  /**
   * How often the peer is pinged. One from which nothing comes for two intervals in a row is
   * disconnected with TIMEOUT, within three; what it owes is asked of others. Between ends of
   * Scapro the smaller interval of both holds, though none makes the other ping more than once a
   * second. Zero, which is the default: each 15 s between ends of Scapro, pages with scapro.js
   * included, which agree in the upgrade, and others not at all. {@link
   * io.scapro.Durations#FOREVER}: nobody.
   *
   * <p>Ask for pings to others only when they do not deliver them: nanomsg does, to its
   * application. Other peers are to read: one whose application reads nothing for so long does not
   * answer, and counts as gone. A peer of Scapro tells that it lives while it does not read.
   */
  public WebSocketOptions setPingInterval(Duration pingInterval) {
    this.pingInterval = limit(pingInterval, "pingInterval");
    return this;
  }

  public Duration getPingInterval() {
    return pingInterval;
  }

  /**
   * How many frames a message may come in, from 1 to 1048576; default 1024. More end the connection
   * with LIMIT and the close code 1008. A message within {@code receiveMaxSize} in frames of 64
   * KiB, as Scapro and nng send it, always may come.
   *
   * @throws IllegalArgumentException out of range
   */
  public WebSocketOptions setMaxFrames(int maxFrames) {
    this.maxFrames = between(1, MOST_FRAMES, maxFrames, "maxFrames");
    return this;
  }

  /** See {@link #setMaxFrames}. */
  public int getMaxFrames() {
    return maxFrames;
  }
}
