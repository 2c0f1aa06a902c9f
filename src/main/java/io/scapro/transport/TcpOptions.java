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

  /**
   * With keep-alive: silence after which the operating system sends the first probe, in whole
   * seconds, rounded up; above 0, default 60 s. A peer whose machine or network is gone is
   * disconnected {@code idle + interval * count} after the last sign of it: 90 s by default. Linux
   * does not probe while sent bytes are unacknowledged: see {@link #setUserTimeout}.
   */
  public TcpOptions setKeepAliveIdle(Duration keepAliveIdle) {
    this.keepAliveIdle = aboveZero(keepAliveIdle, "keepAliveIdle");
    return this;
  }

  public Duration getKeepAliveIdle() {
    return keepAliveIdle;
  }

  /**
   * With keep-alive: time between two probes, in whole seconds, rounded up; above 0, default 10 s.
   */
  public TcpOptions setKeepAliveInterval(Duration keepAliveInterval) {
    this.keepAliveInterval = aboveZero(keepAliveInterval, "keepAliveInterval");
    return this;
  }

  public Duration getKeepAliveInterval() {
    return keepAliveInterval;
  }

  /** With keep-alive: unanswered probes that end the connection; 1 to 127, default 3. */
  public TcpOptions setKeepAliveCount(int keepAliveCount) {
    this.keepAliveCount = between(1, MOST_PROBES, keepAliveCount, "keepAliveCount");
    return this;
  }

  public int getKeepAliveCount() {
    return keepAliveCount;
  }

  /**
   * How long sent bytes may stay unacknowledged before the connection ends ({@code
   * TCP_USER_TIMEOUT}): on Linux with the native transport, without effect elsewhere. Zero, which
   * is the default: as the system has it, often 15 min. Linux counts a peer that lives and reads
   * nothing for so long as gone, too, so it is to be longer than applications may pause.
   */
  public TcpOptions setUserTimeout(Duration userTimeout) {
    this.userTimeout = zeroOrMore(userTimeout, "userTimeout");
    return this;
  }

  public Duration getUserTimeout() {
    return userTimeout;
  }
}
