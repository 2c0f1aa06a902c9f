package io.scapro;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a call failed. Reasons differ in what the caller can do about them. The text of the {@link
 * SpException} says what was expected and what was found.
 */
public enum Reason {
  /** The socket or endpoint was closed: open a new one. */
  CLOSED(0),
  /** The time limit passed: try again, or raise the limit. */
  TIMEOUT(1),
  /** The caller, or a newer call, cancelled this call. */
  CANCELLED(2),
  /** The call is not allowed in the socket's present state: change the order of calls. */
  STATE(3),
  /** This kind of socket does not support the call: use another protocol. */
  UNSUPPORTED(4),
  /** The other side refused the connection, or no socket listens there. */
  REFUSED(5),
  /** The other side cannot be reached: its name, the route or the network is missing. */
  UNREACHABLE(6),
  /** The connection that the call depended on has ended: try again, or read the peer's log. */
  DISCONNECTED(7),
  /** The address is in use: choose another address, or stop the other program. */
  ADDRESS_IN_USE(8),
  /** The address is malformed, or does not belong to this machine: correct it. */
  BAD_ADDRESS(9),
  /** The other side violates this protocol, or uses another one. */
  PROTOCOL(10),
  /** The message is longer than allowed: send a shorter one, or raise the limit. */
  TOO_LONG(11),
  /** A limit of a resource (descriptors, pipes) is reached: release some, or raise the limit. */
  LIMIT(12),
  /** Any other failure; see its cause. */
  FAILED(13),
  /** No peer is connected, and the option {@code failNoPeers} is set. */
  NO_PEERS(14),
  /** The peer is not trusted: correct its certificate or secret, or the trusted CAs. */
  UNTRUSTED(15),
  /**
   * Several connections ended after the message was sent on them, or the message was resent as
   * often as allowed: change the message, or read the peer's log.
   */
  RESENT_TOO_OFTEN(16);

  private final int code;

  Reason(int code) {
    this.code = code;
  }

  /** {@return the number that represents this reason in other processes; it never changes} */
  public int code() {
    return code;
  }

  /**
   * {@return the reason with this code; empty for an unknown code, such as one of a later version}
   *
   * @param code a result of {@link #code}
   */
  public static Optional<Reason> of(int code) {
    return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
  }
}
