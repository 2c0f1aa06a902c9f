package io.scapro;

import java.time.Duration;
import java.util.Objects;

/**
 * The options that every socket has. They are copied when the socket is created; later changes have
 * no effect. A protocol with options of its own has a subclass; all others use {@link
 * SocketOptions}.
 *
 * @param <S> the subclass, so that setters can be chained
 */
public abstract class CommonOptions<S extends CommonOptions<S>> extends Options<S> {

  /** Default of {@link #getName}. */
  public static final String DEFAULT_NAME = "";

  /** Default of {@link #getSendTimeout}. */
  public static final Duration DEFAULT_SEND_TIMEOUT = Durations.FOREVER;

  /** Default of {@link #getReceiveTimeout}. */
  public static final Duration DEFAULT_RECEIVE_TIMEOUT = Durations.FOREVER;

  /** Default of {@link #getSendBuffer}, in messages. */
  public static final int DEFAULT_SEND_BUFFER = 128;

  /** Default of {@link #getSendBufferBytes}, in bytes. */
  public static final int DEFAULT_SEND_BUFFER_BYTES = 1 << 20;

  /** Default of {@link #getSendBudget}, in bytes. */
  public static final int DEFAULT_SEND_BUDGET = 64 << 20;

  /** Default of {@link #getReceiveBuffer}, in messages. */
  public static final int DEFAULT_RECEIVE_BUFFER = 128;

  /** Default of {@link #getReceiveBufferBytes}, in bytes. */
  public static final int DEFAULT_RECEIVE_BUFFER_BYTES = 1 << 20;

  /** Default of {@link #getReceiveBudget}, in bytes. */
  public static final int DEFAULT_RECEIVE_BUDGET = 64 << 20;

  /** Default of {@link #getSendMaxSize}, in bytes; zero is no limit. */
  public static final int DEFAULT_SEND_MAX_SIZE = 0;

  /** Default of {@link #getReceiveMaxSize}, in bytes. */
  public static final int DEFAULT_RECEIVE_MAX_SIZE = 1 << 20;

  /** Default of {@link #getLinger}. */
  public static final Duration DEFAULT_LINGER = Duration.ofSeconds(1);

  /** Default of {@link #getTtl}, in hops. */
  public static final int DEFAULT_TTL = 8;

  /** Default of {@link #isLendBodies}. */
  public static final boolean DEFAULT_LEND_BODIES = false;

  /** Default of {@link #isBestEffort}. */
  public static final boolean DEFAULT_BEST_EFFORT = false;

  /** Default of {@link #isFailNoPeers}. */
  public static final boolean DEFAULT_FAIL_NO_PEERS = false;

  /** Default of {@link #getWarnAfter}. */
  public static final Duration DEFAULT_WARN_AFTER = Duration.ofSeconds(5);

  private static final int LONGEST_NAME = 63;

  private String name = DEFAULT_NAME;
  private Duration sendTimeout = DEFAULT_SEND_TIMEOUT;
  private Duration receiveTimeout = DEFAULT_RECEIVE_TIMEOUT;
  private int sendBuffer = DEFAULT_SEND_BUFFER;
  private int sendBufferBytes = DEFAULT_SEND_BUFFER_BYTES;
  private int sendBudget = DEFAULT_SEND_BUDGET;
  private int receiveBuffer = DEFAULT_RECEIVE_BUFFER;
  private int receiveBufferBytes = DEFAULT_RECEIVE_BUFFER_BYTES;
  private int receiveBudget = DEFAULT_RECEIVE_BUDGET;
  private int receiveMaxSize = DEFAULT_RECEIVE_MAX_SIZE;
  private int sendMaxSize = DEFAULT_SEND_MAX_SIZE;
  private Duration linger = DEFAULT_LINGER;
  private int ttl = DEFAULT_TTL;
  private boolean lendBodies = DEFAULT_LEND_BODIES;
  private boolean bestEffort = DEFAULT_BEST_EFFORT;
  private boolean failNoPeers = DEFAULT_FAIL_NO_PEERS;
  private Duration warnAfter = DEFAULT_WARN_AFTER;
  private EndpointOptions endpoint = new EndpointOptions();

  /** A table with the rows of these options, for a subclass to add its own. */
  protected static <S extends CommonOptions<S>> OptionFields<S> commonFields() {
    return new OptionFields<S>()
        .text("name", LONGEST_NAME, S::getName, S::setName)
        .duration("sendTimeout", S::getSendTimeout, S::setSendTimeout)
        .duration("receiveTimeout", S::getReceiveTimeout, S::setReceiveTimeout)
        .integer("sendBuffer", 1, Integer.MAX_VALUE, S::getSendBuffer, S::setSendBuffer)
        .integer(
            "sendBufferBytes", 1, Integer.MAX_VALUE, S::getSendBufferBytes, S::setSendBufferBytes)
        .integer("sendBudget", 1, Integer.MAX_VALUE, S::getSendBudget, S::setSendBudget)
        .integer("receiveBuffer", 1, Integer.MAX_VALUE, S::getReceiveBuffer, S::setReceiveBuffer)
        .integer(
            "receiveBufferBytes",
            1,
            Integer.MAX_VALUE,
            S::getReceiveBufferBytes,
            S::setReceiveBufferBytes)
        .integer("receiveBudget", 1, Integer.MAX_VALUE, S::getReceiveBudget, S::setReceiveBudget)
        .integer("receiveMaxSize", 0, Integer.MAX_VALUE, S::getReceiveMaxSize, S::setReceiveMaxSize)
        .integer("sendMaxSize", 0, Integer.MAX_VALUE, S::getSendMaxSize, S::setSendMaxSize)
        .time("linger", S::getLinger, S::setLinger)
        .integer("ttl", 1, 255, S::getTtl, S::setTtl)
        .bool("lendBodies", S::isLendBodies, S::setLendBodies)
        .bool("bestEffort", S::isBestEffort, S::setBestEffort)
        .bool("failNoPeers", S::isFailNoPeers, S::setFailNoPeers)
        .time("warnAfter", S::getWarnAfter, S::setWarnAfter)
        .object(
            "endpoint",
            o -> o.getEndpoint().toJson(),
            (o, v) -> o.getEndpoint().setAll(v),
            (from, to) -> to.setEndpoint(from.getEndpoint()),
            o -> o.getEndpoint().schema());
  }

  /** A name for people, in statistics, events and logs; at most 63 characters, default none. */
  public S setName(String name) {
    Objects.requireNonNull(name, "name");
    check(
        "name",
        name.length() <= LONGEST_NAME,
        "at most %d characters".formatted(LONGEST_NAME),
        "%d: \"%s\"".formatted(name.length(), name));
    this.name = name;
    return self();
  }

  public String getName() {
    return name;
  }

  /**
   * How long a message may wait until a peer can take it, then the call fails with TIMEOUT; zero:
   * not at all; default {@link Durations#FOREVER}.
   */
  public S setSendTimeout(Duration sendTimeout) {
    this.sendTimeout = limit(sendTimeout, "sendTimeout");
    return self();
  }

  public Duration getSendTimeout() {
    return sendTimeout;
  }

  /**
   * How long {@code receive()} waits, then fails with TIMEOUT; default {@link Durations#FOREVER}.
   */
  public S setReceiveTimeout(Duration receiveTimeout) {
    this.receiveTimeout = limit(receiveTimeout, "receiveTimeout");
    return self();
  }

  public Duration getReceiveTimeout() {
    return receiveTimeout;
  }

  /** Messages that wait for one peer's connection, at most; 1 or more, default 128. */
  public S setSendBuffer(int messages) {
    this.sendBuffer = atLeast(1, messages, "sendBuffer");
    return self();
  }

  public int getSendBuffer() {
    return sendBuffer;
  }

  /**
   * Bytes that wait for one peer's connection; a message that finds room below the limit is taken
   * whole. 1 or more, default 1 MiB.
   */
  public S setSendBufferBytes(int bytes) {
    this.sendBufferBytes = atLeast(1, bytes, "sendBufferBytes");
    return self();
  }

  public int getSendBufferBytes() {
    return sendBufferBytes;
  }

  /**
   * Bytes that wait for the connections of all peers together. Beyond that, a peer that waits for
   * more than its share counts as full, so that many who do not read cannot fill the memory; the
   * others are served as ever. 1 or more, default 64 MiB.
   */
  public S setSendBudget(int bytes) {
    this.sendBudget = atLeast(1, bytes, "sendBudget");
    return self();
  }

  public int getSendBudget() {
    return sendBudget;
  }

  /** Messages from one peer that wait for the application, at most; 1 or more, default 128. */
  public S setReceiveBuffer(int messages) {
    this.receiveBuffer = atLeast(1, messages, "receiveBuffer");
    return self();
  }

  public int getReceiveBuffer() {
    return receiveBuffer;
  }

  /** Bytes from one peer that wait for the application; 1 or more, default 1 MiB. */
  public S setReceiveBufferBytes(int bytes) {
    this.receiveBufferBytes = atLeast(1, bytes, "receiveBufferBytes");
    return self();
  }

  public int getReceiveBufferBytes() {
    return receiveBufferBytes;
  }

  /**
   * Bytes from all peers together that wait for the application, and as many of messages that have
   * arrived in part; beyond that peers must wait, nothing is lost. 1 or more, default 64 MiB.
   */
  public S setReceiveBudget(int bytes) {
    this.receiveBudget = atLeast(1, bytes, "receiveBudget");
    return self();
  }

  public int getReceiveBudget() {
    return receiveBudget;
  }

  /**
   * Longest message accepted, SP header included, in bytes; a peer that announces more is
   * disconnected before any of it is read. 0: no limit; default 1 MiB, as nanomsg and mangos.
   */
  public S setReceiveMaxSize(int bytes) {
    this.receiveMaxSize = atLeast(0, bytes, "receiveMaxSize");
    return self();
  }

  public int getReceiveMaxSize() {
    return receiveMaxSize;
  }

  /**
   * Longest message sent, SP header included, in bytes; a longer one fails with TOO_LONG at once.
   * Set it to the peers' limit where that is known. 0: no limit; default 0.
   */
  public S setSendMaxSize(int bytes) {
    this.sendMaxSize = atLeast(0, bytes, "sendMaxSize");
    return self();
  }

  public int getSendMaxSize() {
    return sendMaxSize;
  }

  /**
   * How long {@code close()} goes on sending what was accepted; then all connections are aborted,
   * and addresses get 1 s more to be released. Default 1 s.
   */
  public S setLinger(Duration linger) {
    this.linger = zeroOrMore(linger, "linger");
    return self();
  }

  public Duration getLinger() {
    return linger;
  }

  /** Devices a message may cross, the last hop included; 1 to 255, default 8. */
  public S setTtl(int hops) {
    this.ttl = between(1, 255, hops, "ttl");
    return self();
  }

  public int getTtl() {
    return ttl;
  }

  /**
   * Whether large bodies are lent to the handler instead of given: their memory is used again when
   * the handler returns, unless it called {@link Message#keep}. Faster for large messages; default
   * false.
   */
  public S setLendBodies(boolean lend) {
    this.lendBodies = lend;
    return self();
  }

  public boolean isLendBodies() {
    return lendBodies;
  }

  /**
   * Whether a message that no peer can take now is discarded, counted as PEER_FULL, instead of
   * waiting; default false. As mangos.
   */
  public S setBestEffort(boolean bestEffort) {
    this.bestEffort = bestEffort;
    return self();
  }

  public boolean isBestEffort() {
    return bestEffort;
  }

  /**
   * Whether sending without any peer fails at once with NO_PEERS instead of waiting for one; for
   * sockets that wait (PAIR, PUSH, REQ). Default false. As mangos.
   */
  public S setFailNoPeers(boolean fail) {
    this.failNoPeers = fail;
    return self();
  }

  public boolean isFailNoPeers() {
    return failNoPeers;
  }

  /**
   * How long a message, reply or request may wait before the socket logs a warning, with what it
   * waits for; one line for all that wait, at growing intervals. A request waits until it is
   * answered. Zero: never; default 5 s.
   */
  public S setWarnAfter(Duration warnAfter) {
    this.warnAfter = zeroOrMore(warnAfter, "warnAfter");
    return self();
  }

  public Duration getWarnAfter() {
    return warnAfter;
  }

  /** What endpoints get that are not given options of their own. */
  public S setEndpoint(EndpointOptions endpoint) {
    this.endpoint = Objects.requireNonNull(endpoint, "endpoint").copy();
    return self();
  }

  public EndpointOptions getEndpoint() {
    return endpoint;
  }
}
