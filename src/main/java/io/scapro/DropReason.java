package io.scapro;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a message was dropped. Each dropped copy is counted under exactly one reason. The reasons
 * whose description begins with "Handover" are for components that move messages between the
 * application and the socket, such as verticles. Such a component counts a message before it
 * becomes a copy, or after the socket has delivered it.
 */
public enum DropReason {
  /**
   * Sending: the peer's send buffer was full, and the protocol does not wait for slow peers. With
   * {@code bestEffort}: no peer could accept the message.
   */
  PEER_FULL(0),
  /** Sending: the connection ended before the bytes were handed to the operating system. */
  DISCONNECTED(1),
  /** Sending: the peer that the message is addressed to is no longer connected. */
  PEER_GONE(2),
  /** Sending: the SP header given to a raw socket is not valid for its protocol. */
  BAD_HEADER(3),
  /** Receiving: the receive queue was full. */
  QUEUE_FULL(4),
  /** Receiving: the application unsubscribed while the message was queued. */
  UNSUBSCRIBED(5),
  /** Receiving: the protocol accepts no messages from its peers (PUB, PUSH). */
  NOT_EXPECTED(6),
  /** Receiving: the SP header is missing, truncated or invalid. */
  MALFORMED(7),
  /** Receiving: the message crossed more connections than the TTL allows. */
  TTL_EXCEEDED(8),
  /**
   * Receiving: the answer matches no request in progress. It is late, repeated or has an unknown
   * id.
   */
  UNKNOWN_REQUEST(9),
  /** Receiving: the answer came from a peer that the request was not sent to. */
  NOT_ASKED(10),
  /** Receiving: the same message was received before, over another connection. */
  DUPLICATE(11),
  /** Either side: the socket, context or survey was closed while the message was queued. */
  CLOSED(12),
  /** Handover to the socket: the queue in front of the socket was full. */
  BUS_OVERFLOW(13),
  /**
   * Handover to the socket: no peer accepted the message in time, the message was too long, or the
   * socket was closed.
   */
  BUS_REFUSED(14),
  /**
   * Handover, either direction: the body has a type that a verticle cannot send, or cannot be read
   * in the configured form.
   */
  BAD_BODY(15),
  /** Handover to the application: the peer named a destination that no rule allows. */
  NOT_PERMITTED(16),
  /** Handover to the application: there is no consumer. */
  NO_CONSUMER(17),
  /** Handover to the application: the consumer did not reply in time. */
  CONSUMER_TIMEOUT(18),
  /**
   * Handover to the application: the consumer failed, or its reply has a type that a verticle
   * cannot send. A REP or RESPONDENT socket counts this too, when its handler throws.
   */
  CONSUMER_FAILED(19),
  /**
   * Receiving: the peer was refused after its handshake. Either another peer attached at the same
   * moment, or the peer hook completed late. Counts the messages that the peer sent before it was
   * refused.
   */
  PEER_REFUSED(20),
  /** Receiving: the message is longer than {@code receiveMaxSize}; its connection ends. */
  TOO_LONG(21);

  private final int code;

  DropReason(int code) {
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
  public static Optional<DropReason> of(int code) {
    return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
  }
}
