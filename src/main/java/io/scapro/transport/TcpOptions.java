package io.scapro.transport;

import io.scapro.OptionFields;
import io.scapro.TransportOptions;
import io.vertx.core.json.JsonObject;

/** The options of endpoints over TCP: tcp, tls+tcp, ws and wss. In JSON under {@code tcp}. */
public final class TcpOptions extends TransportOptions<TcpOptions> {

  /** Default of {@link #isIpv4Only}. */
  public static final boolean DEFAULT_IPV4_ONLY = false;

  /** Default of {@link #isNoDelay}. */
  public static final boolean DEFAULT_NO_DELAY = true;

  /** Default of {@link #isKeepAlive}. */
  public static final boolean DEFAULT_KEEP_ALIVE = true;

  private static final OptionFields<TcpOptions> FIELDS =
      new OptionFields<TcpOptions>()
          .bool("ipv4Only", TcpOptions::isIpv4Only, TcpOptions::setIpv4Only)
          .bool("noDelay", TcpOptions::isNoDelay, TcpOptions::setNoDelay)
          .bool("keepAlive", TcpOptions::isKeepAlive, TcpOptions::setKeepAlive);

  private boolean ipv4Only = DEFAULT_IPV4_ONLY;
  private boolean noDelay = DEFAULT_NO_DELAY;
  private boolean keepAlive = DEFAULT_KEEP_ALIVE;

  public TcpOptions() {}

  /**
   * The defaults, but for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @throws IllegalArgumentException unknown key or unusable value
   */
  public TcpOptions(JsonObject json) {
    setAll(json);
  }

  /** As {@code other}. */
  public TcpOptions(TcpOptions other) {
    copyFrom(other);
  }

  @Override
  public String key() {
    return "tcp";
  }

  @Override
  protected TcpOptions create() {
    return new TcpOptions();
  }

  @Override
  protected OptionFields<TcpOptions> fields() {
    return FIELDS;
  }

  /**
   * Whether IPv6 is left out; default false. A connector then looks for IPv4 addresses of a host
   * name only, {@code *} binds the IPv4 interfaces only, and IPv6 addresses are refused.
   */
  public TcpOptions setIpv4Only(boolean ipv4Only) {
    this.ipv4Only = ipv4Only;
    return this;
  }

  public boolean isIpv4Only() {
    return ipv4Only;
  }

  /** Whether small packets leave at once; default true, as nng and mangos. */
  public TcpOptions setNoDelay(boolean noDelay) {
    this.noDelay = noDelay;
    return this;
  }

  public boolean isNoDelay() {
    return noDelay;
  }

  /** Whether the operating system probes silent connections; default true. */
  public TcpOptions setKeepAlive(boolean keepAlive) {
    this.keepAlive = keepAlive;
    return this;
  }

  public boolean isKeepAlive() {
    return keepAlive;
  }
}
