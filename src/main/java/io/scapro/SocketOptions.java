package io.scapro;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * What every socket can be told when it is opened. The options are copied then; later changes have
 * no effect. Each protocol has its own subclass, with what only it knows.
 *
 * @param <S> the subclass, so that setters can be chained
 */
public abstract class SocketOptions<S extends SocketOptions<S>> {

  /** No limit, as a timeout. */
  public static final Duration FOREVER = Duration.ofMillis(-1);

  private String name = "";
  private Duration sendTimeout = FOREVER;
  private Duration receiveTimeout = FOREVER;
  private int sendBuffer = 128;
  private int sendBufferBytes = 1 << 20;
  private int sendBudget = 64 << 20;
  private int receiveBuffer = 128;
  private int receiveBufferBytes = 1 << 20;
  private int receiveBudget = 64 << 20;
  private int receiveMaxSize = 1 << 20;
  private Duration linger = Duration.ofSeconds(1);
  private int ttl = 8;
  private boolean lendBodies;
  private boolean bestEffort;
  private boolean failNoPeers;
  private EndpointOptions endpoint = new EndpointOptions();

  protected abstract S self();

  /** The table of these options, the subclass's own included. */
  protected abstract OptionFields<S> fields();

  /** A new object with the same values. */
  public abstract S copy();

  protected static <S extends SocketOptions<S>> OptionFields<S> commonFields() {
    return new OptionFields<S>()
        .text("name", S::name, S::setName)
        .duration("sendTimeout", S::sendTimeout, S::setSendTimeout)
        .duration("receiveTimeout", S::receiveTimeout, S::setReceiveTimeout)
        .integer("sendBuffer", S::sendBuffer, S::setSendBuffer)
        .integer("sendBufferBytes", S::sendBufferBytes, S::setSendBufferBytes)
        .integer("sendBudget", S::sendBudget, S::setSendBudget)
        .integer("receiveBuffer", S::receiveBuffer, S::setReceiveBuffer)
        .integer("receiveBufferBytes", S::receiveBufferBytes, S::setReceiveBufferBytes)
        .integer("receiveBudget", S::receiveBudget, S::setReceiveBudget)
        .integer("receiveMaxSize", S::receiveMaxSize, S::setReceiveMaxSize)
        .duration("linger", S::linger, S::setLinger)
        .integer("ttl", S::ttl, S::setTtl)
        .bool("lendBodies", S::lendBodies, S::setLendBodies)
        .bool("bestEffort", S::bestEffort, S::setBestEffort)
        .bool("failNoPeers", S::failNoPeers, S::setFailNoPeers)
        .nested("endpoint", EndpointOptions.FIELDS, S::endpoint);
  }

  /** Copies every option of {@code other} that both have. */
  protected S from(S other) {
    JsonObject values = other.toJson();
    fields().fromJson(values, self());
    return self();
  }

  public JsonObject toJson() {
    return fields().toJson(self());
  }

  /**
   * Sets what {@code json} names; the rest stays.
   *
   * @throws IllegalArgumentException unknown key or unusable value
   */
  public S setAll(JsonObject json) {
    fields().fromJson(json, self());
    return self();
  }

  /** A name for people, in statistics, events and logs; at most 63 characters, default none. */
  public S setName(String name) {
    Checks.that(name.length() <= 63, "a name of at most 63 characters", name);
    this.name = name;
    return self();
  }

  public String name() {
    return name;
  }

  /**
   * How long a message may wait until a peer can take it, then the call fails with TIMEOUT; zero:
   * not at all; default {@link #FOREVER}.
   */
  public S setSendTimeout(Duration timeout) {
    this.sendTimeout = timeout;
    return self();
  }

  public Duration sendTimeout() {
    return sendTimeout;
  }

  /** How long {@code receive()} waits, then fails with TIMEOUT; default {@link #FOREVER}. */
  public S setReceiveTimeout(Duration timeout) {
    this.receiveTimeout = timeout;
    return self();
  }

  public Duration receiveTimeout() {
    return receiveTimeout;
  }

  /** Messages that wait for one peer's connection, at most; 1 or more, default 128. */
  public S setSendBuffer(int messages) {
    this.sendBuffer = Checks.atLeast(1, messages);
    return self();
  }

  public int sendBuffer() {
    return sendBuffer;
  }

  /**
   * Bytes that wait for one peer's connection; a message that finds room below the limit is taken
   * whole. 1 or more, default 1 MiB.
   */
  public S setSendBufferBytes(int bytes) {
    this.sendBufferBytes = Checks.atLeast(1, bytes);
    return self();
  }

  public int sendBufferBytes() {
    return sendBufferBytes;
  }

  /**
   * Bytes that wait for the connections of all peers together. Beyond that, a peer that waits for
   * more than its share counts as full, so that many who do not read cannot fill the memory; the
   * others are served as ever. 1 or more, default 64 MiB.
   */
  public S setSendBudget(int bytes) {
    this.sendBudget = Checks.atLeast(1, bytes);
    return self();
  }

  public int sendBudget() {
    return sendBudget;
  }

  /** Messages from one peer that wait for the application, at most; 1 or more, default 128. */
  public S setReceiveBuffer(int messages) {
    this.receiveBuffer = Checks.atLeast(1, messages);
    return self();
  }

  public int receiveBuffer() {
    return receiveBuffer;
  }

  /** Bytes from one peer that wait for the application; 1 or more, default 1 MiB. */
  public S setReceiveBufferBytes(int bytes) {
    this.receiveBufferBytes = Checks.atLeast(1, bytes);
    return self();
  }

  public int receiveBufferBytes() {
    return receiveBufferBytes;
  }

  /**
   * Bytes from all peers together that wait for the application, and as many of messages that have
   * arrived in part; beyond that peers must wait, nothing is lost. 1 or more, default 64 MiB.
   */
  public S setReceiveBudget(int bytes) {
    this.receiveBudget = Checks.atLeast(1, bytes);
    return self();
  }

  public int receiveBudget() {
    return receiveBudget;
  }

  /**
   * Longest message accepted, SP header included, in bytes; a peer that announces more is
   * disconnected before any of it is read. 0: no limit; default 1 MiB, as nanomsg and mangos.
   */
  public S setReceiveMaxSize(int bytes) {
    this.receiveMaxSize = Checks.atLeast(0, bytes);
    return self();
  }

  public int receiveMaxSize() {
    return receiveMaxSize;
  }

  /** How long {@code close()} goes on sending what was accepted; default 1 s. */
  public S setLinger(Duration linger) {
    Checks.that(!linger.isNegative(), "a linger of zero or more", linger);
    this.linger = linger;
    return self();
  }

  public Duration linger() {
    return linger;
  }

  /** Devices a message may cross, the last hop included; 1 to 255, default 8. */
  public S setTtl(int hops) {
    this.ttl = Checks.between(1, 255, hops);
    return self();
  }

  public int ttl() {
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

  public boolean lendBodies() {
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

  public boolean bestEffort() {
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

  public boolean failNoPeers() {
    return failNoPeers;
  }

  /** What endpoints get that are not given options of their own. */
  public S setEndpoint(EndpointOptions options) {
    this.endpoint = options.copy();
    return self();
  }

  public EndpointOptions endpoint() {
    return endpoint;
  }
}
