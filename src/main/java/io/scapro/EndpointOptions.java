package io.scapro;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The options of one bound or connected address. They are copied when the endpoint is created.
 * docs/options.md lists them with their keys in JSON.
 *
 * <p>Options of single transports are in classes of their own, such as {@code TlsOptions}: {@link
 * #with} sets them, {@link #get} reads them.
 */
public final class EndpointOptions extends Options<EndpointOptions> {

  /** What to do when the first attempt to connect fails. */
  public enum FirstAttempt {
    /** Try again until connected, as nanomsg does. The connect call succeeds at once. */
    RETRY,
    /** Fail the connect call, as nngcat does. The endpoint still reconnects after a later loss. */
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

  /** By class. Threads of several event loops read it. */
  private final Map<Class<?>, TransportOptions<?>> ofTransports = new ConcurrentHashMap<>();

  /** Creates options with all defaults. */
  public EndpointOptions() {}

  /**
   * Creates options from JSON. Options that {@code json} does not contain have their defaults; see
   * {@link #setAll(JsonObject)}.
   *
   * @param json options by name
   * @throws IllegalArgumentException an unknown key, or an invalid value
   */
  public EndpointOptions(JsonObject json) {
    setAll(json);
  }

  /**
   * Creates a copy of {@code other}.
   *
   * @param other the options to copy; not changed
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
   * Sets the delay between two attempts to connect, before back-off.
   *
   * @param reconnectInterval zero or more; default 100 ms
   * @return this
   */
  public EndpointOptions setReconnectInterval(Duration reconnectInterval) {
    this.reconnectInterval = zeroOrMore(reconnectInterval, "reconnectInterval");
    return this;
  }

  /** {@return the delay between two attempts to connect, before back-off; default 100 ms} */
  public Duration getReconnectInterval() {
    return reconnectInterval;
  }

  /**
   * Sets the longest delay between two attempts to connect. The delay doubles up to this limit,
   * with a random part. After a success it starts again at {@link #getReconnectInterval}.
   *
   * @param reconnectIntervalMax zero or more; zero: the delay does not grow; default 8 s
   * @return this
   */
  public EndpointOptions setReconnectIntervalMax(Duration reconnectIntervalMax) {
    this.reconnectIntervalMax = zeroOrMore(reconnectIntervalMax, "reconnectIntervalMax");
    return this;
  }

  /** {@return the longest delay between two attempts to connect; zero: no back-off; default 8 s} */
  public Duration getReconnectIntervalMax() {
    return reconnectIntervalMax;
  }

  /**
   * Sets the time limit of a handshake. For a listener it starts when the connection is accepted,
   * for a connector when the attempt starts. It ends with the SP handshake; TLS and the HTTP
   * upgrade are included. After this time, the connection is closed with TIMEOUT.
   *
   * @param handshakeTimeout above zero; default 5 s
   * @return this
   */
  public EndpointOptions setHandshakeTimeout(Duration handshakeTimeout) {
    this.handshakeTimeout = aboveZero(handshakeTimeout, "handshakeTimeout");
    return this;
  }

  /** {@return the time limit of a handshake; default 5 s} */
  public Duration getHandshakeTimeout() {
    return handshakeTimeout;
  }

  /**
   * Sets how long a peer may pause in the middle of a message. After this time, it is disconnected
   * with TIMEOUT. Time in which this side does not read is not counted.
   *
   * @param stallTimeout zero or more; zero: no limit; default 30 s
   * @return this
   */
  public EndpointOptions setStallTimeout(Duration stallTimeout) {
    this.stallTimeout = zeroOrMore(stallTimeout, "stallTimeout");
    return this;
  }

  /**
   * {@return how long a peer may pause in the middle of a message; zero: no limit; default 30 s}
   */
  public Duration getStallTimeout() {
    return stallTimeout;
  }

  /**
   * Sets what to do when the first attempt to connect fails.
   *
   * @param firstAttempt default {@link FirstAttempt#RETRY}
   * @return this
   */
  public EndpointOptions setFirstAttempt(FirstAttempt firstAttempt) {
    this.firstAttempt = Objects.requireNonNull(firstAttempt, "firstAttempt");
    return this;
  }

  /**
   * {@return what to do when the first attempt to connect fails; default {@link
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
   * Sets how many peers may be connected to a bound address at a time. Each further peer is refused
   * before it counts as connected. Connections in their handshake are not counted here, but in
   * {@link #setMaxHandshakes}.
   *
   * @param pipes 1 or more; default 10,000
   * @return this
   */
  public EndpointOptions setMaxPipes(int pipes) {
    this.maxPipes = atLeast(1, pipes, "maxPipes");
    return this;
  }

  /** {@return the maximum number of peers of a bound address; default 10,000} */
  public int getMaxPipes() {
    return maxPipes;
  }

  /**
   * Sets how many connections to a bound address may be in their handshake at a time. Each further
   * connection is closed. Each handshake ends after {@link #getHandshakeTimeout} at the latest. If
   * sockets share a port of ws or wss, a connection counts for the socket that bound the port
   * first, until its request names a path. Then it counts for the socket at that path.
   *
   * @param handshakes 1 or more; default 10,000
   * @return this
   */
  public EndpointOptions setMaxHandshakes(int handshakes) {
    this.maxHandshakes = atLeast(1, handshakes, "maxHandshakes");
    return this;
  }

  /** {@return the maximum number of handshakes of a bound address at a time; default 10,000} */
  public int getMaxHandshakes() {
    return maxHandshakes;
  }

  /**
   * Sets whether sockets of the same protocol may share the bound address. New connections are
   * assigned to them in turn; a connector of {@code cluster} connects to all of them. With port 0,
   * each bind gets a port of its own: bind the other sockets to {@link Endpoint#address} of the
   * first one.
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
   * Sets the options of a transport. They replace earlier options of the same class. Endpoints of
   * other transports ignore them.
   *
   * @param options such as {@code new TcpOptions()}; copied
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
   * {@return the options of a transport, or their defaults when none were set. Not a copy: changes
   * apply to these endpoint options. May be called from any thread}
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

  // ---- JSON and copies, transport options included ----

  /** The rows of {@link #FIELDS}, and one row for each registered class of transport options. */
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

  /** {@return all options by name; those of a registered transport under its key} */
  @Override
  public JsonObject toJson() {
    return Complete.FIELDS.toJson(this);
  }

  /**
   * Sets the options that {@code json} names; others keep their values. If one option is refused,
   * none is set. The options of a transport are under its key if its class is registered, see
   * {@link TransportOptions}.
   *
   * @throws IllegalArgumentException an unknown key (the error names the nearest known one), or an
   *     invalid value
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
