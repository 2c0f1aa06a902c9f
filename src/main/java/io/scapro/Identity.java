package io.scapro;

import java.util.Objects;

/**
 * The SP identity of a socket: its own name and number, and those required of its peers. Handshake,
 * WebSocket subprotocol, command line and verticle names derive from it.
 *
 * <p>See sp-protocol-ids-01; docs/wire.md, section 1. A number is a 12-bit protocol shifted left by
 * 4, plus a 4-bit role.
 *
 * @param name the name of the protocol, such as {@code req}
 * @param id the SP number of the protocol, such as 0x30; 16 bits
 * @param peerName the name of the peers, such as {@code rep}
 * @param peerId the SP number of the peers, such as 0x31; 16 bits
 */
public record Identity(String name, int id, String peerName, int peerId) {

  /**
   * Checks that no component is null.
   *
   * @param name see {@link #name}
   * @param id see {@link #id}
   * @param peerName see {@link #peerName}
   * @param peerId see {@link #peerId}
   */
  public Identity {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(peerName, "peerName");
  }

  /**
   * {@return whether a peer with this SP number may connect to this socket}
   *
   * @param id the SP number that the peer sent
   */
  public boolean accepts(int id) {
    return id == peerId;
  }

  @Override
  public String toString() {
    return name;
  }
}
