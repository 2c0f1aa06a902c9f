package io.scapro.transport.stream;

import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;

/** What refusals look like from the side that connects. */
public final class Refusals {

  private Refusals() {}

  /** The listener ended the connection, and had said nothing. */
  public static SpException closedBeforeHandshake(Address address, SpException cause) {
    return new SpException(
        Reason.REFUSED,
        "expected a handshake with "
            + address
            + ", got a connection that was closed before the handshake, do: see what the peer logs:"
            + " its place for a peer may be taken (PAIR, maxPipes), its peer hook may refuse this"
            + " one, or it speaks no SP",
        cause);
  }
}
