package io.scapro;

/**
 * Why a call failed, in terms of what the caller can do about it. The text of the {@link
 * SpException} says what was expected and what was found.
 */
public enum Reason {
  /** The socket or endpoint was closed: open a new one. */
  CLOSED,
  /** Nothing happened within the time allowed: try again, or allow more. */
  TIMEOUT,
  /** The caller, or a newer call, gave this one up. */
  CANCELLED,
  /** The call makes no sense in the socket's present state: change the order of calls. */
  STATE,
  /** This kind of socket cannot do that: use another protocol. */
  UNSUPPORTED,
  /** The other side refused, or nobody listens there. */
  REFUSED,
  /** The other side cannot be reached: name, route or network is missing. */
  UNREACHABLE,
  /** The peer the call depended on went away. */
  DISCONNECTED,
  /** Somebody else is bound to that address: choose another, or stop the other. */
  ADDRESS_IN_USE,
  /** The address is written wrong, or is not one of this machine: correct it. */
  BAD_ADDRESS,
  /** The other side does not speak this protocol as it must. */
  PROTOCOL,
  /** The message is longer than allowed: send less, or raise the limit. */
  TOO_LONG,
  /** A limit on a resource (descriptors, pipes) is reached: free some, or raise it. */
  LIMIT,
  /** Anything else; the cause tells. */
  FAILED,
  /** Nobody is connected, and the socket was told to fail then. */
  NO_PEERS,
  /** The other side could not prove who it is: correct its certificate, or whom you trust. */
  UNTRUSTED
}
