package io.scapro;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** What one bind or connect can be told. Copied when the endpoint is made. */
public final class EndpointOptions {

  /** What happens when the first attempt to connect fails. */
  public enum FirstAttempt {
    /** Go on trying, as nanomsg does. */
    RETRY,
    /** Fail the connect call, as nngcat does; later losses are still repaired. */
    FAIL
  }

  static final OptionFields<EndpointOptions> FIELDS =
      new OptionFields<EndpointOptions>()
          .duration(
              "reconnectInterval",
              EndpointOptions::reconnectInterval,
              EndpointOptions::setReconnectInterval)
          .duration(
              "reconnectIntervalMax",
              EndpointOptions::reconnectIntervalMax,
              EndpointOptions::setReconnectIntervalMax)
          .duration(
              "handshakeTimeout",
              EndpointOptions::handshakeTimeout,
              EndpointOptions::setHandshakeTimeout)
          .duration("stallTimeout", EndpointOptions::stallTimeout, EndpointOptions::setStallTimeout)
          .choice(
              "firstAttempt",
              FirstAttempt.class,
              EndpointOptions::firstAttempt,
              EndpointOptions::setFirstAttempt)
          .integer("sendPriority", EndpointOptions::sendPriority, EndpointOptions::setSendPriority)
          .integer(
              "receivePriority",
              EndpointOptions::receivePriority,
              EndpointOptions::setReceivePriority)
          .integer("maxPipes", EndpointOptions::maxPipes, EndpointOptions::setMaxPipes)
          .bool("ipv4Only", EndpointOptions::ipv4Only, EndpointOptions::setIpv4Only)
          .bool("tcpNoDelay", EndpointOptions::tcpNoDelay, EndpointOptions::setTcpNoDelay)
          .bool("tcpKeepAlive", EndpointOptions::tcpKeepAlive, EndpointOptions::setTcpKeepAlive)
          .text("ipcMode", EndpointOptions::ipcMode, EndpointOptions::setIpcMode)
          .bool("shared", EndpointOptions::shared, EndpointOptions::setShared)
          .nested("tls", TlsOptions.FIELDS, EndpointOptions::tls)
          .nested("webSocket", WebSocketOptions.FIELDS, EndpointOptions::webSocket)
          .nested("cluster", ClusterOptions.FIELDS, EndpointOptions::cluster);

  private Duration reconnectInterval = Duration.ofMillis(100);
  private Duration reconnectIntervalMax = Duration.ofSeconds(8);
  private Duration handshakeTimeout = Duration.ofSeconds(5);
  private Duration stallTimeout = Duration.ofSeconds(30);
  private FirstAttempt firstAttempt = FirstAttempt.RETRY;
  private int sendPriority = 8;
  private int receivePriority = 8;
  private int maxPipes = 10_000;
  private boolean ipv4Only = true;
  private boolean tcpNoDelay = true;
  private boolean tcpKeepAlive = true;
  private String ipcMode = "600";
  private boolean shared;
  private TlsOptions tls = new TlsOptions();
  private WebSocketOptions webSocket = new WebSocketOptions();
  private ClusterOptions cluster = new ClusterOptions();

  public EndpointOptions() {}

  public EndpointOptions(JsonObject json) {
    setAll(json);
  }

  public EndpointOptions copy() {
    return new EndpointOptions(toJson());
  }

  /**
   * Sets what {@code json} names; the rest stays.
   *
   * @throws IllegalArgumentException unknown key or unusable value
   */
  public EndpointOptions setAll(JsonObject json) {
    FIELDS.fromJson(json, this);
    return this;
  }

  public JsonObject toJson() {
    return FIELDS.toJson(this);
  }

  /** Wait between two attempts to connect, before back-off; default 100 ms. */
  public EndpointOptions setReconnectInterval(Duration interval) {
    Checks.that(!interval.isNegative(), "an interval of zero or more", interval);
    this.reconnectInterval = interval;
    return this;
  }

  public Duration reconnectInterval() {
    return reconnectInterval;
  }

  /**
   * Longest wait between two attempts: the interval doubles up to here, with a random part, and
   * starts anew after a success. Zero: the interval never grows; default 8 s.
   */
  public EndpointOptions setReconnectIntervalMax(Duration interval) {
    Checks.that(!interval.isNegative(), "an interval of zero or more", interval);
    this.reconnectIntervalMax = interval;
    return this;
  }

  public Duration reconnectIntervalMax() {
    return reconnectIntervalMax;
  }

  /**
   * Time allowed from the connection's first sign of life to the end of the SP handshake, in all;
   * default 5 s.
   */
  public EndpointOptions setHandshakeTimeout(Duration timeout) {
    Checks.that(
        !timeout.isNegative() && !timeout.isZero(), "a handshake timeout above zero", timeout);
    this.handshakeTimeout = timeout;
    return this;
  }

  public Duration handshakeTimeout() {
    return handshakeTimeout;
  }

  /**
   * How long a peer may stop in the middle of a message before it is disconnected with TIMEOUT, so
   * that nobody holds memory for ever; the time in which we do not read does not count. Zero: for
   * ever; default 30 s.
   */
  public EndpointOptions setStallTimeout(Duration timeout) {
    Checks.that(!timeout.isNegative(), "a stall timeout of zero or more", timeout);
    this.stallTimeout = timeout;
    return this;
  }

  public Duration stallTimeout() {
    return stallTimeout;
  }

  /** Default RETRY. */
  public EndpointOptions setFirstAttempt(FirstAttempt firstAttempt) {
    this.firstAttempt = firstAttempt;
    return this;
  }

  public FirstAttempt firstAttempt() {
    return firstAttempt;
  }

  /** 1 (served first) to 16; a lower class only gets what no higher one can take. Default 8. */
  public EndpointOptions setSendPriority(int priority) {
    this.sendPriority = Checks.between(1, 16, priority);
    return this;
  }

  public int sendPriority() {
    return sendPriority;
  }

  /** 1 (read first) to 16; default 8. */
  public EndpointOptions setReceivePriority(int priority) {
    this.receivePriority = Checks.between(1, 16, priority);
    return this;
  }

  public int receivePriority() {
    return receivePriority;
  }

  /** Connections one bound address serves at once, handshakes included; default 10,000. */
  public EndpointOptions setMaxPipes(int pipes) {
    this.maxPipes = Checks.atLeast(1, pipes);
    return this;
  }

  public int maxPipes() {
    return maxPipes;
  }

  /** Default true, as nanomsg; false allows IPv6 addresses. */
  public EndpointOptions setIpv4Only(boolean ipv4Only) {
    this.ipv4Only = ipv4Only;
    return this;
  }

  public boolean ipv4Only() {
    return ipv4Only;
  }

  /** Whether small packets leave at once; default true, as nng and mangos. */
  public EndpointOptions setTcpNoDelay(boolean noDelay) {
    this.tcpNoDelay = noDelay;
    return this;
  }

  public boolean tcpNoDelay() {
    return tcpNoDelay;
  }

  /** Whether the operating system probes silent connections; default true. */
  public EndpointOptions setTcpKeepAlive(boolean keepAlive) {
    this.tcpKeepAlive = keepAlive;
    return this;
  }

  public boolean tcpKeepAlive() {
    return tcpKeepAlive;
  }

  /**
   * Who may connect to a bound ipc path: the permissions of its file as three octal digits, where
   * writing is connecting; default 600, the own user only.
   */
  public EndpointOptions setIpcMode(String mode) {
    Checks.that(mode.matches("[0-7]{3}"), "three octal digits, such as 660", mode);
    this.ipcMode = mode;
    return this;
  }

  public String ipcMode() {
    return ipcMode;
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

  public boolean shared() {
    return shared;
  }

  /** For tls+tcp and wss. */
  public EndpointOptions setTls(TlsOptions tls) {
    this.tls = new TlsOptions(tls.toJson());
    return this;
  }

  public TlsOptions tls() {
    return tls;
  }

  /** For ws and wss. */
  public EndpointOptions setWebSocket(WebSocketOptions webSocket) {
    this.webSocket = new WebSocketOptions(webSocket.toJson());
    return this;
  }

  public WebSocketOptions webSocket() {
    return webSocket;
  }

  /** For eventbus and cluster. */
  public EndpointOptions setCluster(ClusterOptions cluster) {
    this.cluster = new ClusterOptions(cluster.toJson());
    return this;
  }

  public ClusterOptions cluster() {
    return cluster;
  }
}
