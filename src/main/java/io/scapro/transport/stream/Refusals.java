package io.scapro.transport.stream;

import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.wire.Handshake;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;

/** What refusals look like from the side that connects. */
public final class Refusals {

  private Refusals() {}

  /** The listener ended the connection, and had said nothing. */
  public static SpException closedBeforeHandshake(Address address, SpException cause) {
    return new SpException(
        Reason.REFUSED,
        "expected a handshake with "
            + address
            + ", got a connection that was closed before the handshake; do: check the scheme, and see"
            + " what the peer logs: its place for a peer may be taken (PAIR, maxPipes), its peer hook"
            + " may refuse this one, or it speaks TLS or no SP",
        cause);
  }

  /**
   * The peer ended the connection when it had said {@code said}, less than a greeting. The error
   * has a cause where that is nothing, as from one that only probes the address.
   */
  static SpException closedInHandshake(byte[] said, String remoteAddress) {
    Optional<String> other = Handshake.other(said);
    if (other.isPresent()) {
      return new SpException(Reason.PROTOCOL, other.get());
    }
    return new SpException(
        Reason.DISCONNECTED,
        remoteAddress
            + " closed the connection during the handshake; do: check its scheme and"
            + " protocol",
        said.length == 0 ? new ClosedChannelException() : null);
  }
}
