package io.scapro;

import java.time.Duration;
import java.util.Objects;

/**
 * The options that every socket has. They are copied when the socket is created; later changes have
 * no effect. A protocol with options of its own has a subclass. All other protocols use {@link
 * SocketOptions}. docs/options.md lists the options with their keys in JSON.
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

  /**
   * {@return a new table of the options that every socket has; a subclass adds its own}
   *
   * @param <S> the subclass
   */
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

  /**
   * Sets the name of the socket in statistics, events and logs.
   *
   * @param name at most 63 characters; empty, the default: the name of the protocol
   * @return this
   */
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

  /** {@return the name, at most 63 characters; default empty} */
  public String getName() {
    return name;
  }

  /**
   * Sets how long a message waits for a peer that can accept it. After this time the call fails
   * with TIMEOUT.
   *
   * @param sendTimeout zero or more, or {@link Durations#FOREVER}, which is the default; zero: do
   *     not wait
   * @return this
   */
  public S setSendTimeout(Duration sendTimeout) {
    this.sendTimeout = limit(sendTimeout, "sendTimeout");
    return self();
  }

  /** {@return how long a message waits for a peer; default {@link Durations#FOREVER}} */
  public Duration getSendTimeout() {
    return sendTimeout;
  }

  /**
   * Sets how long {@code receive()} or a request waits. After this time it fails with TIMEOUT.
   *
   * @param receiveTimeout zero or more, or {@link Durations#FOREVER}, which is the default
   * @return this
   */
  public S setReceiveTimeout(Duration receiveTimeout) {
    this.receiveTimeout = limit(receiveTimeout, "receiveTimeout");
    return self();
  }

  /** {@return how long {@code receive()} or a request waits; default {@link Durations#FOREVER}} */
  public Duration getReceiveTimeout() {
    return receiveTimeout;
  }

  /**
   * Sets how many messages may be queued for the connection of one peer. This does not limit the
   * messages of one turn of the event loop while the network takes them at once: up to 64 KiB and
   * 1,024 of them are written together.
   *
   * @param messages 1 or more; default 128
   * @return this
   */
  public S setSendBuffer(int messages) {
    this.sendBuffer = atLeast(1, messages, "sendBuffer");
    return self();
  }

  /** {@return the send buffer of one peer, in messages; default 128} */
  public int getSendBuffer() {
    return sendBuffer;
  }

  /**
   * Sets how many bytes may be queued for the connection of one peer. Below this limit, the next
   * message is accepted whole, whatever its size.
   *
   * @param bytes 1 or more; default 1 MiB
   * @return this
   */
  public S setSendBufferBytes(int bytes) {
    this.sendBufferBytes = atLeast(1, bytes, "sendBufferBytes");
    return self();
  }

  /** {@return the send buffer of one peer, in bytes; default 1 MiB} */
  public int getSendBufferBytes() {
    return sendBufferBytes;
  }

  /**
   * Sets how many bytes may be queued for the connections of all peers together. When this limit is
   * reached, each peer that has its share or more queued counts as full. The share is the limit
   * divided by the number of peers. Peers that have less queued are not affected. So even many
   * peers that do not read cannot fill the memory.
   *
   * @param bytes 1 or more; default 64 MiB
   * @return this
   */
  public S setSendBudget(int bytes) {
    this.sendBudget = atLeast(1, bytes, "sendBudget");
    return self();
  }

  /** {@return the bytes that may be queued for all peers together; default 64 MiB} */
  public int getSendBudget() {
    return sendBudget;
  }

  /**
   * Sets how many messages of one peer may be queued for the application. For SUB, it limits the
   * messages of one reader (the socket, or a context). For SURVEYOR, it limits the answers of one
   * survey.
   *
   * @param messages 1 or more; default 128
   * @return this
   */
  public S setReceiveBuffer(int messages) {
    this.receiveBuffer = atLeast(1, messages, "receiveBuffer");
    return self();
  }

  /** {@return the receive buffer of one peer, in messages; default 128} */
  public int getReceiveBuffer() {
    return receiveBuffer;
  }

  /**
   * Sets how many bytes of one peer may be queued for the application. SUB and surveys use {@link
   * #setReceiveBudget} instead.
   *
   * @param bytes 1 or more; default 1 MiB
   * @return this
   */
  public S setReceiveBufferBytes(int bytes) {
    this.receiveBufferBytes = atLeast(1, bytes, "receiveBufferBytes");
    return self();
  }

  /** {@return the receive buffer of one peer, in bytes; default 1 MiB} */
  public int getReceiveBufferBytes() {
    return receiveBufferBytes;
  }

  /**
   * Sets how many bytes from all peers together may be queued for the application. Partial messages
   * have a second limit of the same size. Above one of these two limits, the socket stops reading
   * from connections. For SUB, the option limits the bytes in the queue of one reader, and for
   * SURVEYOR, those in the queue of one survey; above this limit, messages are dropped as
   * QUEUE_FULL.
   *
   * @param bytes 1 or more; default 64 MiB
   * @return this
   */
  public S setReceiveBudget(int bytes) {
    this.receiveBudget = atLeast(1, bytes, "receiveBudget");
    return self();
  }

  /** {@return the bytes from all peers together that may be queued; default 64 MiB} */
  public int getReceiveBudget() {
    return receiveBudget;
  }

  /**
   * Sets the maximum length of a received message, SP header included. A peer that announces a
   * longer message is disconnected with TOO_LONG before the message is read.
   *
   * @param bytes 0 or more; 0: no limit; default 1 MiB, as in nanomsg and mangos
   * @return this
   */
  public S setReceiveMaxSize(int bytes) {
    this.receiveMaxSize = atLeast(0, bytes, "receiveMaxSize");
    return self();
  }

  /** {@return the maximum length of a received message, in bytes; 0: no limit; default 1 MiB} */
  public int getReceiveMaxSize() {
    return receiveMaxSize;
  }

  /**
   * Sets the maximum length of a sent message, SP header included. Sending a longer one fails at
   * once with TOO_LONG. Set it to the limit of the peers if you know it.
   *
   * @param bytes 0 or more; 0, the default: no limit
   * @return this
   */
  public S setSendMaxSize(int bytes) {
    this.sendMaxSize = atLeast(0, bytes, "sendMaxSize");
    return self();
  }

  /** {@return the maximum length of a sent message, in bytes; 0, the default: no limit} */
  public int getSendMaxSize() {
    return sendMaxSize;
  }

  /**
   * Sets how long {@code close()} continues to send accepted messages. After this time, connections
   * are aborted, and {@code close()} waits at most 1 s for the addresses to be released.
   *
   * @param linger zero or more; default 1 s
   * @return this
   */
  public S setLinger(Duration linger) {
    this.linger = zeroOrMore(linger, "linger");
    return self();
  }

  /** {@return how long {@code close()} continues to send; default 1 s} */
  public Duration getLinger() {
    return linger;
  }

  /**
   * Sets how many connections a message may cross from its sender to its receiver; with 1, no
   * device may be between them. A received message that crossed more is dropped as TTL_EXCEEDED.
   * For REP, RESPONDENT, PAIR1, STAR and raw sockets; see docs/wire.md, section 8.
   *
   * @param hops 1 to 255; default 8
   * @return this
   */
  public S setTtl(int hops) {
    this.ttl = between(1, 255, hops, "ttl");
    return self();
  }

  /** {@return the hop limit, 1 to 255; default 8} */
  public int getTtl() {
    return ttl;
  }

  /**
   * Sets whether large bodies are lent to the handler. A lent body is valid until the handler
   * returns; then its memory is reused. {@link Message#keep} makes the body the application's own.
   * Lending is faster for large messages.
   *
   * @param lend default false: each body belongs to the application
   * @return this
   */
  public S setLendBodies(boolean lend) {
    this.lendBodies = lend;
    return self();
  }

  /** {@return whether large bodies are lent to the handler; default false} */
  public boolean isLendBodies() {
    return lendBodies;
  }

  /**
   * Sets whether a message is dropped, and counted as PEER_FULL, when no peer can accept it now. If
   * false, the message waits. Applies to PAIR, PAIR1, PUSH, REP and RESPONDENT. mangos has the same
   * option.
   *
   * @param bestEffort default false
   * @return this
   */
  public S setBestEffort(boolean bestEffort) {
    this.bestEffort = bestEffort;
    return self();
  }

  /** {@return whether a message that no peer can accept now is dropped; default false} */
  public boolean isBestEffort() {
    return bestEffort;
  }

  /**
   * Sets whether sending fails at once with NO_PEERS when no peer is connected. If false, the
   * message waits for a peer. Applies to PAIR, PAIR1, PUSH and REQ. mangos has the same option.
   *
   * @param fail default false
   * @return this
   */
  public S setFailNoPeers(boolean fail) {
    this.failNoPeers = fail;
    return self();
  }

  /** {@return whether sending fails with NO_PEERS when no peer is connected; default false} */
  public boolean isFailNoPeers() {
    return failNoPeers;
  }

  /**
   * Sets how long a message, reply or request may wait before the socket logs a warning with the
   * reason. One line covers everything that waits. It is repeated at growing intervals. A request
   * waits until it is answered.
   *
   * @param warnAfter zero or more; zero: never; default 5 s
   * @return this
   */
  public S setWarnAfter(Duration warnAfter) {
    this.warnAfter = zeroOrMore(warnAfter, "warnAfter");
    return self();
  }

  /** {@return how long something waits before a warning; zero: never; default 5 s} */
  public Duration getWarnAfter() {
    return warnAfter;
  }

  /**
   * Sets the endpoint options for {@code bind} and {@code connect} calls that pass none.
   *
   * @param endpoint is copied; default {@link EndpointOptions#EndpointOptions()}
   * @return this
   */
  public S setEndpoint(EndpointOptions endpoint) {
    this.endpoint = Objects.requireNonNull(endpoint, "endpoint").copy();
    return self();
  }

  /**
   * {@return the endpoint options for calls that pass none; not a copy: changes apply to these
   * options}
   */
  public EndpointOptions getEndpoint() {
    return endpoint;
  }
}
