package io.scapro;

import java.security.cert.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The remote side of one connection, as the application sees it. It is immutable and fixed when the
 * handshake is complete. It can be read on any thread, also after the connection has ended. {@link
 * Socket#disconnect} ends the connection.
 *
 * <p>Two peers are equal when they belong to the same connection.
 *
 * @param id a random number from 1 to 2^31-1 that identifies the connection in headers, events and
 *     statistics
 * @param protocol the name of the peer's protocol, such as {@code rep} for a peer of a REQ socket
 * @param remoteAddress the peer's address as a readable text, as the transport knows it
 * @param localAddress the local address of the connection; empty if the transport has none
 * @param headers headers of the HTTP request that opened the connection, names in lower case; empty
 *     without HTTP, and on the side that connected
 * @param certificates the peer's certificate and its chain, verified unless {@code insecure} is
 *     set; empty without TLS or without a certificate
 * @param credentials the peer's process and user; empty if the connection does not provide them
 * @param endpoint the endpoint that the connection belongs to
 * @param connectedSince when the handshake was complete
 */
public record Peer(
    int id,
    String protocol,
    String remoteAddress,
    String localAddress,
    Map<String, String> headers,
    List<Certificate> certificates,
    Optional<Credentials> credentials,
    Endpoint endpoint,
    Instant connectedSince) {

  /**
   * Checks that no component is null, and copies map and list.
   *
   * @param id see {@link #id}
   * @param protocol see {@link #protocol}
   * @param remoteAddress see {@link #remoteAddress}
   * @param localAddress see {@link #localAddress}
   * @param headers see {@link #headers}
   * @param certificates see {@link #certificates}
   * @param credentials see {@link #credentials}
   * @param endpoint see {@link #endpoint}
   * @param connectedSince see {@link #connectedSince}
   */
  public Peer {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(remoteAddress, "remoteAddress");
    Objects.requireNonNull(localAddress, "localAddress");
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(connectedSince, "connectedSince");
    headers = Arguments.map(headers, "headers");
    certificates = Arguments.list(certificates, "certificates");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Peer peer && peer.id == id && peer.endpoint == endpoint;
  }

  @Override
  public int hashCode() {
    return id;
  }

  /** {@return the remote address and the id in hexadecimal, such as {@code 127.0.0.1:5555#1f}} */
  @Override
  public String toString() {
    return remoteAddress + '#' + Integer.toHexString(id);
  }
}
