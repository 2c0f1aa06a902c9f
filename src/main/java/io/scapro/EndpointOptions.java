package io.scapro;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The options of one bound or connected address. They are copied when the endpoint is made.
 * docs/options.md lists them with their keys in JSON.
 *
 * <p>Options that only some transports have are in classes of their own, such as {@code
 * TlsOptions}: {@link #with} sets them, {@link #get} reads them.
 */
public final class EndpointOptions extends Options<EndpointOptions> {

  /** What happens when the first attempt to connect fails. */
  public enum FirstAttempt {
    /** Go on trying, as nanomsg does; the connect call succeeds at once. */
    RETRY,
    /** The connect call fails, as in nngcat. Later losses are still repaired. */
    FAIL
  }

  /** Default of {@link #getReconnectInterval}. */
  public static final Duration DEFAULT_RECONNECT_INTERVAL = Duration.ofMillis(100);

  /** Default of {@link #getReconnectIntervalMax}. */
  public static final Duration DEFAULT_RECONNECT_INTERVAL_MAX = Duration.ofSeconds(8);

  /** Default of {@link #getHandshakeTimeout}. */
  public static final Duration DEFAULT_HANDSHAKE_TIMEOUT = Duration.ofSeconds(5);

  /** Default of {@link #getStallTimeout}. */
  public static final Duration DEFAULT_STALL_TIMEOUT = Duration.ofSeconds(30);

  /** Default of {@link #getFirstAttempt}. */
  public static final FirstAttempt DEFAULT_FIRST_ATTEMPT = FirstAttempt.RETRY;

  /** Default of {@link #getSendPriority}. */
  public static final int DEFAULT_SEND_PRIORITY = 8;

  /** Default of {@link #getReceivePriority}. */
  public static final int DEFAULT_RECEIVE_PRIORITY = 8;

  /** Default of {@link #getMaxPipes}, in connections. */
  public static final int DEFAULT_MAX_PIPES = 10_000;

  /** Default of {@link #getMaxHandshakes}, in connections. */
  public static final int DEFAULT_MAX_HANDSHAKES = 10_000;

  /** Default of {@link #isShared}. */
  public static final boolean DEFAULT_SHARED = false;

  private static final OptionFields<EndpointOptions> FIELDS =
      new OptionFields<EndpointOptions>()
          .time(
              "reconnectInterval",
              EndpointOptions::getReconnectInterval,
              EndpointOptions::setReconnectInterval)
          .time(
              "reconnectIntervalMax",
              EndpointOptions::getReconnectIntervalMax,
              EndpointOptions::setReconnectIntervalMax)
          .positiveTime(
              "handshakeTimeout",
              EndpointOptions::getHandshakeTimeout,
              EndpointOptions::setHandshakeTimeout)
          .time("stallTimeout", EndpointOptions::getStallTimeout, EndpointOptions::setStallTimeout)
          .choice(
              "firstAttempt",
              FirstAttempt.class,
              EndpointOptions::getFirstAttempt,
              EndpointOptions::setFirstAttempt)
          .integer(
              "sendPriority",
              1,
              16,
              EndpointOptions::getSendPriority,
              EndpointOptions::setSendPriority)
          .integer(
              "receivePriority",
              1,
              16,
              EndpointOptions::getReceivePriority,
              EndpointOptions::setReceivePriority)
          .integer(
              "maxPipes",
              1,
              Integer.MAX_VALUE,
              EndpointOptions::getMaxPipes,
              EndpointOptions::setMaxPipes)
          .integer(
              "maxHandshakes",
              1,
              Integer.MAX_VALUE,
              EndpointOptions::getMaxHandshakes,
              EndpointOptions::setMaxHandshakes)
          .bool("shared", EndpointOptions::isShared, EndpointOptions::setShared);

  private Duration reconnectInterval = DEFAULT_RECONNECT_INTERVAL;
  private Duration reconnectIntervalMax = DEFAULT_RECONNECT_INTERVAL_MAX;
  private Duration handshakeTimeout = DEFAULT_HANDSHAKE_TIMEOUT;
  private Duration stallTimeout = DEFAULT_STALL_TIMEOUT;
  private FirstAttempt firstAttempt = DEFAULT_FIRST_ATTEMPT;
  private int sendPriority = DEFAULT_SEND_PRIORITY;
  private int receivePriority = DEFAULT_RECEIVE_PRIORITY;
  private int maxPipes = DEFAULT_MAX_PIPES;
  private int maxHandshakes = DEFAULT_MAX_HANDSHAKES;
  private boolean shared = DEFAULT_SHARED;

  /** By class. Loops of several threads read them. */
  private final Map<Class<?>, TransportOptions<?>> ofTransports = new ConcurrentHashMap<>();

  /** All options have their defaults. */
  public EndpointOptions() {}

  /**
   * The defaults, except for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @param json options by name
   * @throws IllegalArgumentException an unknown key, or a value that cannot be used
   */
  public EndpointOptions(JsonObject json) {
    setAll(json);
  }

  /**
   * A copy of {@code other}.
   *
   * @param other is not changed
   */
  public EndpointOptions(EndpointOptions other) {
    copyFrom(other);
  }

  @Override
  protected EndpointOptions create() {
    return new EndpointOptions();
  }

  @Override
  protected OptionFields<EndpointOptions> fields() {
    return FIELDS;
  }

  /**
   * Sets the wait between two attempts to connect, before back-off.
   *
   * @param reconnectInterval zero or more; default 100 ms
   * @return this
   */
  public EndpointOptions setReconnectInterval(Duration reconnectInterval) {
    this.reconnectInterval = zeroOrMore(reconnectInterval, "reconnectInterval");
    return this;
  }

  /** {@return the first wait between two attempts to connect; default 100 ms} */
  public Duration getReconnectInterval() {
    return reconnectInterval;
  }

  /**
   * Sets the longest wait between two attempts to connect. The wait doubles up to here, with a
   * random part, and starts again at {@link #getReconnectInterval} after a success.
   *
   * @param reconnectIntervalMax zero or more; zero: the wait does not grow; default 8 s
   * @return this
   */
  public EndpointOptions setReconnectIntervalMax(Duration reconnectIntervalMax) {
    this.reconnectIntervalMax = zeroOrMore(reconnectIntervalMax, "reconnectIntervalMax");
    return this;
  }

  /** {@return the longest wait between two attempts to connect; zero: no back-off; default 8 s} */
  public Duration getReconnectIntervalMax() {
    return reconnectIntervalMax;
  }

  /**
   * Sets the time for a whole handshake, from the TCP connection to the end of the SP handshake,
   * with TLS and the HTTP upgrade. Later it is closed with TIMEOUT.
   *
   * @param handshakeTimeout above zero; default 5 s
   * @return this
   */
  public EndpointOptions setHandshakeTimeout(Duration handshakeTimeout) {
    this.handshakeTimeout = aboveZero(handshakeTimeout, "handshakeTimeout");
    return this;
  }

  /** {@return the time for a whole handshake; default 5 s} */
  public Duration getHandshakeTimeout() {
    return handshakeTimeout;
  }

  /**
   * Sets how long a peer may stop in the middle of a message before it is disconnected with
   * TIMEOUT. The time in which this side does not read does not count.
   *
   * @param stallTimeout zero or more; zero: no limit; default 30 s
   * @return this
   */
  public EndpointOptions setStallTimeout(Duration stallTimeout) {
    this.stallTimeout = zeroOrMore(stallTimeout, "stallTimeout");
    return this;
  }

  /** {@return how long a peer may stop in the middle of a message; zero: no limit; default 30 s} */
  public Duration getStallTimeout() {
    return stallTimeout;
  }

  /**
   * Sets what happens when the first attempt to connect fails.
   *
   * @param firstAttempt default {@link FirstAttempt#RETRY}
   * @return this
   */
  public EndpointOptions setFirstAttempt(FirstAttempt firstAttempt) {
    this.firstAttempt = Objects.requireNonNull(firstAttempt, "firstAttempt");
    return this;
  }

  /**
   * {@return what happens when the first attempt to connect fails; default {@link
   * FirstAttempt#RETRY}}
   */
  public FirstAttempt getFirstAttempt() {
    return firstAttempt;
  }

  /**
   * Sets the send priority of peers of this endpoint. Priority 1 is served first; 2 only when all
   * of 1 are full. As in nanomsg.
   *
   * @param priority 1 to 16; default 8
   * @return this
   */
  public EndpointOptions setSendPriority(int priority) {
    this.sendPriority = between(1, 16, priority, "sendPriority");
    return this;
  }

  /** {@return the send priority, 1 (served first) to 16; default 8} */
  public int getSendPriority() {
    return sendPriority;
  }

  /**
   * Sets the receive priority of peers of this endpoint. Priority 1 is read first; 2 only when
   * nothing of 1 is queued. As in nanomsg.
   *
   * @param priority 1 to 16; default 8
   * @return this
   */
  public EndpointOptions setReceivePriority(int priority) {
    this.receivePriority = between(1, 16, priority, "receivePriority");
    return this;
  }

  /** {@return the receive priority, 1 (read first) to 16; default 8} */
  public int getReceivePriority() {
    return receivePriority;
  }

  /**
   * Sets how many peers a bound address serves at a time. One more is refused before it counts as
   * connected. Connections in their handshake do not count here, but in {@link #setMaxHandshakes}.
   *
   * @param pipes 1 or more; default 10,000
   * @return this
   */
  public EndpointOptions setMaxPipes(int pipes) {
    this.maxPipes = atLeast(1, pipes, "maxPipes");
    return this;
  }

  /** {@return the most peers of a bound address; default 10,000} */
  public int getMaxPipes() {
    return maxPipes;
  }

  /**
   * Sets how many connections to a bound address may be in their handshake at a time. One more is
   * closed. Each handshake ends after {@link #getHandshakeTimeout} at the latest. Sockets that
   * share a port of ws or wss use the limit of the socket that bound the port first, until a
   * request names its path.
   *
   * @param handshakes 1 or more; default 10,000
   * @return this
   */
  public EndpointOptions setMaxHandshakes(int handshakes) {
    this.maxHandshakes = atLeast(1, handshakes, "maxHandshakes");
    return this;
  }

  /** {@return the most handshakes at a time of a bound address; default 10,000} */
  public int getMaxHandshakes() {
    return maxHandshakes;
  }

  /**
   * Sets whether sockets of the same protocol may share the bound address. Peers that connect get
   * one of them, in turn. With port 0 each bind gets a port of its own: bind the others to {@link
   * Endpoint#address} of the first one.
   *
   * @param shared default false: a second bind fails with ADDRESS_IN_USE
   * @return this
   */
  public EndpointOptions setShared(boolean shared) {
    this.shared = shared;
    return this;
  }

  /** {@return whether sockets of the same protocol may share the bound address; default false} */
  public boolean isShared() {
    return shared;
  }

  /**
   * Sets the options of a transport, which are copied. They replace options of the same class that
   * were given before. Endpoints of other transports ignore them.
   *
   * @param options such as {@code new TcpOptions()}
   * @return this
   * @throws IllegalArgumentException options of another class have the same key
   */
  public EndpointOptions with(TransportOptions<?> options) {
    String key = Objects.requireNonNull(options, "options").key();
    boolean taken =
        FIELDS.names().contains(key)
            || ofTransports.values().stream()
                .anyMatch(o -> o.key().equals(key) && o.getClass() != options.getClass());
    check(key, !taken, "options with a key of their own", options.getClass().getName());
    ofTransports.put(options.getClass(), options.copy());
    return this;
  }

  /**
   * {@return the options of a transport; the defaults when none were given. Not a copy: what is set
   * there is set for these endpoint options. Any thread}
   *
   * @param <T> the class of the options
   * @param type a public class with a public constructor without arguments
   */
  public <T extends TransportOptions<T>> T get(Class<T> type) {
    return type.cast(of(Objects.requireNonNull(type, "type")));
  }

  private TransportOptions<?> of(Class<?> type) {
    return ofTransports.computeIfAbsent(type, EndpointOptions::defaults);
  }

  private static TransportOptions<?> defaults(Class<?> type) {
    try {
      return (TransportOptions<?>) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "expected a public class with a public constructor without arguments, got "
              + type.getName(),
          e);
    }
  }

  // ---- JSON and copies, with the options of transports ----

  /** The rows of {@link #FIELDS} and one for each registered class of transport options. */
  private static final class Complete {

    static final OptionFields<EndpointOptions> FIELDS = fields();

    private static OptionFields<EndpointOptions> fields() {
      OptionFields<EndpointOptions> result = OptionFields.extending(EndpointOptions.FIELDS);
      TransportOptions.registered().forEach((key, defaults) -> add(result, key, defaults));
      return result;
    }

    private static void add(
        OptionFields<EndpointOptions> table, String key, TransportOptions<?> defaults) {
      Class<?> type = defaults.getClass();
      table.object(
          key,
          o -> o.ofTransports.getOrDefault(type, defaults).toJson(),
          (o, v) -> o.of(type).setAll(v),
          (from, to) -> to.with(from.of(type)),
          o -> defaults.schema());
    }
  }

  @Override
  public EndpointOptions copy() {
    return new EndpointOptions(this);
  }

  @Override
  protected void copyFrom(EndpointOptions other) {
    super.copyFrom(other);
    other.ofTransports.forEach((type, options) -> ofTransports.put(type, options.copy()));
  }

  /** All options by name; those of a registered transport under its key. */
  @Override
  public JsonObject toJson() {
    return Complete.FIELDS.toJson(this);
  }

  /**
   * Sets what {@code json} names; the rest stays. Nothing is set when one of them is refused. The
   * options of a transport are found under its key if its class is registered, see {@link
   * TransportOptions}.
   *
   * @throws IllegalArgumentException unknown key (with the nearest known one) or unusable value
   */
  @Override
  public EndpointOptions setAll(JsonObject json) {
    Objects.requireNonNull(json, "json");
    boolean own = FIELDS.names().containsAll(json.fieldNames());
    OptionFields<EndpointOptions> table = own ? FIELDS : Complete.FIELDS;
    table.fromJson(json, copy());
    table.fromJson(json, this);
    return this;
  }

  @Override
  public JsonObject schema() {
    return Complete.FIELDS.schema(create());
  }
}
