package io.scapro.transport;

import io.scapro.OptionFields;
import io.scapro.TransportOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** The options of endpoints over TCP: tcp, tls+tcp, ws and wss. In JSON under {@code tcp}. */
public final class TcpOptions extends TransportOptions<TcpOptions> {

  private static final int MOST_PROBES = 127;

  /** Default of {@link #isIpv4Only}. */
  public static final boolean DEFAULT_IPV4_ONLY = false;

  /** Default of {@link #isNoDelay}. */
  public static final boolean DEFAULT_NO_DELAY = true;

  /** Default of {@link #isKeepAlive}. */
  public static final boolean DEFAULT_KEEP_ALIVE = true;

  /** Default of {@link #getKeepAliveIdle}. */
  public static final Duration DEFAULT_KEEP_ALIVE_IDLE = Duration.ofSeconds(60);

  /** Default of {@link #getKeepAliveInterval}. */
  public static final Duration DEFAULT_KEEP_ALIVE_INTERVAL = Duration.ofSeconds(10);

  /** Default of {@link #getKeepAliveCount}. */
  public static final int DEFAULT_KEEP_ALIVE_COUNT = 3;

  /** Default of {@link #getUserTimeout}. */
  public static final Duration DEFAULT_USER_TIMEOUT = Duration.ZERO;

  private static final OptionFields<TcpOptions> FIELDS =
      new OptionFields<TcpOptions>()
          .bool("ipv4Only", TcpOptions::isIpv4Only, TcpOptions::setIpv4Only)
          .bool("noDelay", TcpOptions::isNoDelay, TcpOptions::setNoDelay)
          .bool("keepAlive", TcpOptions::isKeepAlive, TcpOptions::setKeepAlive)
          .positiveTime("keepAliveIdle", TcpOptions::getKeepAliveIdle, TcpOptions::setKeepAliveIdle)
          .positiveTime(
              "keepAliveInterval",
              TcpOptions::getKeepAliveInterval,
              TcpOptions::setKeepAliveInterval)
          .integer(
              "keepAliveCount",
              1,
              MOST_PROBES,
              TcpOptions::getKeepAliveCount,
              TcpOptions::setKeepAliveCount)
          .time("userTimeout", TcpOptions::getUserTimeout, TcpOptions::setUserTimeout);

  private boolean ipv4Only = DEFAULT_IPV4_ONLY;
  private boolean noDelay = DEFAULT_NO_DELAY;
  private boolean keepAlive = DEFAULT_KEEP_ALIVE;
  private Duration keepAliveIdle = DEFAULT_KEEP_ALIVE_IDLE;
  private Duration keepAliveInterval = DEFAULT_KEEP_ALIVE_INTERVAL;
  private int keepAliveCount = DEFAULT_KEEP_ALIVE_COUNT;
  private Duration userTimeout = DEFAULT_USER_TIMEOUT;

  /** All options have their defaults. */
  public TcpOptions() {}

  /**
   * The defaults, except for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @param json options by name
   * @throws IllegalArgumentException an unknown key, or a value that cannot be used
   */
  public TcpOptions(JsonObject json) {
    setAll(json);
  }

  /**
   * A copy of {@code other}.
   *
   * @param other is not changed
   */
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
   * Sets whether IPv6 is not used. If true, a connector looks only for IPv4 addresses of a host
   * name, {@code *} binds only the IPv4 interfaces, and IPv6 addresses fail with BAD_ADDRESS.
   *
   * @param ipv4Only default false
   * @return this
   */
  public TcpOptions setIpv4Only(boolean ipv4Only) {
    this.ipv4Only = ipv4Only;
    return this;
  }

  /** {@return whether IPv6 is not used; default false} */
  public boolean isIpv4Only() {
    return ipv4Only;
  }

  /**
   * Sets whether small packets are sent at once (TCP_NODELAY).
   *
   * @param noDelay default true, as in nng and mangos
   * @return this
   */
  public TcpOptions setNoDelay(boolean noDelay) {
    this.noDelay = noDelay;
    return this;
  }

  /** {@return whether small packets are sent at once; default true} */
  public boolean isNoDelay() {
    return noDelay;
  }

  /**
   * Sets whether the operating system probes silent connections.
   *
   * @param keepAlive default true
   * @return this
   */
  public TcpOptions setKeepAlive(boolean keepAlive) {
    this.keepAlive = keepAlive;
    return this;
  }

  /** {@return whether the operating system probes silent connections; default true} */
  public boolean isKeepAlive() {
    return keepAlive;
  }

  /**
   * With keep-alive: sets the silence after which the operating system sends the first probe. A
   * peer whose machine or network is down is disconnected {@code idle + interval * count} after its
   * last packet: 90 s by default. Linux does not probe while sent bytes are unacknowledged: see
   * {@link #setUserTimeout}.
   *
   * @param keepAliveIdle above zero, rounded up to whole seconds; default 60 s
   * @return this
   */
  public TcpOptions setKeepAliveIdle(Duration keepAliveIdle) {
    this.keepAliveIdle = aboveZero(keepAliveIdle, "keepAliveIdle");
    return this;
  }

  /** {@return the silence before the first probe; default 60 s} */
  public Duration getKeepAliveIdle() {
    return keepAliveIdle;
  }

  /**
   * With keep-alive: sets the time between two probes.
   *
   * @param keepAliveInterval above zero, rounded up to whole seconds; default 10 s
   * @return this
   */
  public TcpOptions setKeepAliveInterval(Duration keepAliveInterval) {
    this.keepAliveInterval = aboveZero(keepAliveInterval, "keepAliveInterval");
    return this;
  }

  /** {@return the time between two probes; default 10 s} */
  public Duration getKeepAliveInterval() {
    return keepAliveInterval;
  }

  /**
   * With keep-alive: sets how many unanswered probes end the connection.
   *
   * @param keepAliveCount 1 to 127; default 3
   * @return this
   */
  public TcpOptions setKeepAliveCount(int keepAliveCount) {
    this.keepAliveCount = between(1, MOST_PROBES, keepAliveCount, "keepAliveCount");
    return this;
  }

  /** {@return how many unanswered probes end the connection, 1 to 127; default 3} */
  public int getKeepAliveCount() {
    return keepAliveCount;
  }

  /**
   * Sets how long sent bytes may stay unacknowledged before the connection ends ({@code
   * TCP_USER_TIMEOUT}). Works on Linux with the native transport; no effect elsewhere. Linux also
   * ends the connection to a peer that is alive and reads nothing for this time. So set a time that
   * is longer than any pause of the application of the peer.
   *
   * @param userTimeout zero or more; zero, the default: as the system has it, often 15 min
   * @return this
   */
  public TcpOptions setUserTimeout(Duration userTimeout) {
    this.userTimeout = zeroOrMore(userTimeout, "userTimeout");
    return this;
  }

  /**
   * {@return how long sent bytes may stay unacknowledged; zero, the default: as the system has it}
   */
  public Duration getUserTimeout() {
    return userTimeout;
  }
}
