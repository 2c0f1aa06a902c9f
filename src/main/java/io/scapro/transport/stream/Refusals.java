package io.scapro.transport.stream;

import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.wire.Handshake;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;

/** Errors of a connector for refused connections. */
public final class Refusals {

  private Refusals() {}

  /** The listener closed the connection without sending any bytes. */
  public static SpException closedBeforeHandshake(Address address, SpException cause) {
    return new SpException(
        Reason.REFUSED,
        "expected a handshake with "
            + address
            + ", got a connection that was closed before the handshake; do: check the scheme, and see"
            + " the log of the peer: it may have reached its maximum of peers (PAIR, maxPipes), its peer hook"
            + " may refuse this one, or it expects TLS or another protocol",
        cause);
  }

  /**
   * The peer closed the connection after it sent {@code said}, less than a greeting. The error has
   * a cause if it sent nothing, as a probe of the address does.
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
