package io.scapro;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a call failed, in terms of what the caller can do about it. The text of the {@link
 * SpException} says what was expected and what was found.
 */
public enum Reason {
  /** The socket or endpoint was closed: open a new one. */
  CLOSED(0),
  /** Nothing happened within the time allowed: try again, or allow more. */
  TIMEOUT(1),
  /** The caller, or a newer call, gave this one up. */
  CANCELLED(2),
  /** The call makes no sense in the socket's present state: change the order of calls. */
  STATE(3),
  /** This kind of socket cannot do that: use another protocol. */
  UNSUPPORTED(4),
  /** The other side refused, or nobody listens there. */
  REFUSED(5),
  /** The other side cannot be reached: name, route or network is missing. */
  UNREACHABLE(6),
  /** The connection that the call depended on has ended: try again, or see what the peer logs. */
  DISCONNECTED(7),
  /** Something else is bound to that address: choose another address, or stop the other program. */
  ADDRESS_IN_USE(8),
  /** The address is written wrong, or is not one of this machine: correct it. */
  BAD_ADDRESS(9),
  /** The other side does not speak this protocol as it must. */
  PROTOCOL(10),
  /** The message is longer than allowed: send less, or raise the limit. */
  TOO_LONG(11),
  /** A limit on a resource (descriptors, pipes) is reached: free some, or raise it. */
  LIMIT(12),
  /** Anything else; the cause tells. */
  FAILED(13),
  /** No peer is connected, and the socket is set to fail then. */
  NO_PEERS(14),
  /** The peer is not trusted: correct its certificate or secret, or the trusted CAs. */
  UNTRUSTED(15),
  /**
   * The message ended each connection that it was sent on, or was sent again as often as allowed:
   * change the message, or see what the peer logs.
   */
  RESENT_TOO_OFTEN(16);

  private final int code;

  Reason(int code) {
    this.code = code;
  }

  /** {@return the number that stands for this reason between processes; it never changes} */
  public int code() {
    return code;
  }

  /**
   * {@return the reason with this code; empty when there is none, as for one of a later version}
   *
   * @param code what {@link #code} returned
   */
  public static Optional<Reason> of(int code) {
    return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
  }
}
