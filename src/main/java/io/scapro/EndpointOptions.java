package io.scapro;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The options of one bound or connected address. They are copied when the endpoint is made.
 *
 * <p>Options that only some transports have are classes of their own, such as {@code TlsOptions}:
 * {@link #with} sets them, {@link #get} reads them.
 */
public final class EndpointOptions extends Options<EndpointOptions> {

  /** What happens when the first attempt to connect fails. */
  public enum FirstAttempt {
    /** Go on trying, as nanomsg does. */
    RETRY,
    /** Fail the connect call, as nngcat does; later losses are still repaired. */
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

  public EndpointOptions() {}

  /**
   * The defaults, but for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @throws IllegalArgumentException unknown key or unusable value
   */
  public EndpointOptions(JsonObject json) {
    setAll(json);
  }

  /** As {@code other}. */
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

  /** Wait between two attempts to connect, before back-off; default 100 ms. */
  public EndpointOptions setReconnectInterval(Duration reconnectInterval) {
    this.reconnectInterval = zeroOrMore(reconnectInterval, "reconnectInterval");
    return this;
  }

  public Duration getReconnectInterval() {
    return reconnectInterval;
  }

  /**
   * Longest wait between two attempts: the interval doubles up to here, with a random part, and
   * starts anew after a success. Zero: the interval never grows; default 8 s.
   */
  public EndpointOptions setReconnectIntervalMax(Duration reconnectIntervalMax) {
    this.reconnectIntervalMax = zeroOrMore(reconnectIntervalMax, "reconnectIntervalMax");
    return this;
  }

  public Duration getReconnectIntervalMax() {
    return reconnectIntervalMax;
  }

  /**
   * Time allowed from the connection's first sign of life to the end of the SP handshake, in all;
   * default 5 s.
   */
  public EndpointOptions setHandshakeTimeout(Duration handshakeTimeout) {
    this.handshakeTimeout = aboveZero(handshakeTimeout, "handshakeTimeout");
    return this;
  }

  public Duration getHandshakeTimeout() {
    return handshakeTimeout;
  }

  /**
   * How long a peer may stop in the middle of a message before it is disconnected with TIMEOUT, so
   * that nobody holds memory for ever; the time in which we do not read does not count. Zero: for
   * ever; default 30 s.
   */
  public EndpointOptions setStallTimeout(Duration stallTimeout) {
    this.stallTimeout = zeroOrMore(stallTimeout, "stallTimeout");
    return this;
  }

  public Duration getStallTimeout() {
    return stallTimeout;
  }

  /** Default RETRY. */
  public EndpointOptions setFirstAttempt(FirstAttempt firstAttempt) {
    this.firstAttempt = Objects.requireNonNull(firstAttempt, "firstAttempt");
    return this;
  }

  public FirstAttempt getFirstAttempt() {
    return firstAttempt;
  }

  /** 1 (served first) to 16; a lower class only gets what no higher one can take. Default 8. */
  public EndpointOptions setSendPriority(int priority) {
    this.sendPriority = between(1, 16, priority, "sendPriority");
    return this;
  }

  public int getSendPriority() {
    return sendPriority;
  }

  /** 1 (read first) to 16; default 8. */
  public EndpointOptions setReceivePriority(int priority) {
    this.receivePriority = between(1, 16, priority, "receivePriority");
    return this;
  }

  public int getReceivePriority() {
    return receivePriority;
  }

  /**
   * Peers one bound address serves at once; one more is refused before it counts as connected.
   * Connections in their handshake do not count here but in {@link #setMaxHandshakes}; default
   * 10,000.
   */
  public EndpointOptions setMaxPipes(int pipes) {
    this.maxPipes = atLeast(1, pipes, "maxPipes");
    return this;
  }

  public int getMaxPipes() {
    return maxPipes;
  }

  /**
   * Connections to one bound address that may be in their handshake at once; one more is closed.
   * Each ends after the handshake timeout at the latest. Sockets that share a port of ws or wss
   * have the limit of the one that bound it first until a request names its path; default 10,000.
   */
  public EndpointOptions setMaxHandshakes(int handshakes) {
    this.maxHandshakes = atLeast(1, handshakes, "maxHandshakes");
    return this;
  }

  public int getMaxHandshakes() {
    return maxHandshakes;
  }

  /**
   * Whether sockets of the same protocol may share the bound address, and the peers that connect to
   * it, in turn; default false. With port 0 each bind finds a port of its own: give the others the
   * address of the first one's {@link Endpoint}.
   */
  public EndpointOptions setShared(boolean shared) {
    this.shared = shared;
    return this;
  }

  public boolean isShared() {
    return shared;
  }

  /**
   * Sets the options of a transport, which are copied, in place of those of the same class that
   * were given before. Endpoints of other transports ignore them.
   *
   * @throws IllegalArgumentException another option has the same key
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
   * The options of a transport; the defaults when none were given. Not a copy: what is set there is
   * set for these endpoint options. Safe from any thread.
   *
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
