package io.scapro;

import java.util.Objects;

/**
 * The SP identity of a socket: its own name and number, and those its peers must have. Handshake,
 * WebSocket subprotocol, command line and verticle names derive from it.
 *
 * <p>Source: sp-protocol-ids-01; a number is a 12-bit protocol shifted left by 4, plus a role.
 */
public record Identity(String name, int id, String peerName, int peerId) {

  public Identity {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(peerName, "peerName");
  }

  /** Whether a peer that announced {@code id} may be connected to this socket. */
  public boolean accepts(int id) {
    return id == peerId;
  }

  @Override
  public String toString() {
    return name;
  }
}
