package io.scapro.spi;

import io.scapro.Arguments;
import io.scapro.Credentials;
import io.scapro.Endpoint;
import io.scapro.Peer;
import io.vertx.core.Future;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a peer before the greeting (the first bytes of the handshake), and the decision
 * of {@link Link#admit} about this peer. There is one draft for each connection. The {@link Pipe}
 * of the connection is created from the draft and has the same id.
 */
public final class PeerDraft {

  private final int id;
  private final String remoteAddress;
  private final String localAddress;
  private final Map<String, String> headers;
  private final List<Certificate> certificates;
  private final Optional<Credentials> credentials;
  private @Nullable Future<Void> decision;

  /**
   * Creates a draft for a new connection, with a new random id.
   *
   * @param remoteAddress see {@link Peer#remoteAddress}
   * @param localAddress see {@link Peer#localAddress}
   * @param headers see {@link Peer#headers}
   * @param certificates see {@link Peer#certificates}
   * @param credentials see {@link Peer#credentials}
   */
  public PeerDraft(
      String remoteAddress,
      String localAddress,
      Map<String, String> headers,
      List<Certificate> certificates,
      Optional<Credentials> credentials) {
    this(
        ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE),
        remoteAddress,
        localAddress,
        headers,
        certificates,
        credentials);
  }

  PeerDraft(
      int id,
      String remoteAddress,
      String localAddress,
      Map<String, String> headers,
      List<Certificate> certificates,
      Optional<Credentials> credentials) {
    this.id = id;
    this.remoteAddress = Objects.requireNonNull(remoteAddress, "remoteAddress");
    this.localAddress = Objects.requireNonNull(localAddress, "localAddress");
    this.headers = Arguments.map(headers, "headers");
    this.certificates = Arguments.list(certificates, "certificates");
    this.credentials = Objects.requireNonNull(credentials, "credentials");
  }

  /** {@return the id that the peer will have} */
  public int id() {
    return id;
  }

  /** {@return see {@link Peer#remoteAddress}} */
  public String remoteAddress() {
    return remoteAddress;
  }

  /** {@return see {@link Peer#localAddress}} */
  public String localAddress() {
    return localAddress;
  }

  /** {@return see {@link Peer#headers}} */
  public Map<String, String> headers() {
    return headers;
  }

  /** {@return see {@link Peer#certificates}} */
  public List<Certificate> certificates() {
    return certificates;
  }

  /** {@return see {@link Peer#credentials}} */
  public Optional<Credentials> credentials() {
    return credentials;
  }

  /**
   * {@return the peer as the application sees it; its connection time is now}
   *
   * @param endpoint the endpoint that the connection belongs to
   * @param protocol the name of the peer's protocol
   */
  public Peer peer(Endpoint endpoint, String protocol) {
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(protocol, "protocol");
    return new Peer(
        id,
        protocol,
        remoteAddress,
        localAddress,
        headers,
        certificates,
        credentials,
        endpoint,
        Instant.now());
  }

  /** {@return the decision of {@link Link#admit}; null before that method is called} */
  public @Nullable Future<Void> decision() {
    return decision;
  }

  /**
   * Stores the decision of {@link Link#admit}. Called by the endpoint, once.
   *
   * @param decision the decision
   */
  public void decision(Future<Void> decision) {
    this.decision = Objects.requireNonNull(decision, "decision");
  }
}
