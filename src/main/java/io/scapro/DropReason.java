package io.scapro;

/**
 * Why a message was discarded. Each discarded copy is counted under exactly one of these. Those of
 * the event bus happen between the application and the socket, where a verticle stands: before a
 * message is a copy, or after it was delivered.
 */
public enum DropReason {
  /** Sending: the peer's send buffer was full, and the protocol does not wait for slow peers. */
  PEER_FULL,
  /** Sending: the connection ended before the bytes were handed to the operating system. */
  DISCONNECTED,
  /** Sending: the peer that the message was for is not connected any more. */
  PEER_GONE,
  /** Sending: the SP header given to a raw socket is not one that its protocol can send. */
  BAD_HEADER,
  /** Receiving: the queue towards the application was full. */
  QUEUE_FULL,
  /** Receiving: the application unsubscribed while the message was queued. */
  UNSUBSCRIBED,
  /** Receiving: this protocol takes no messages from its peers (PUB, PUSH). */
  NOT_EXPECTED,
  /** Receiving: the SP header is missing, cut short or impossible. */
  MALFORMED,
  /** Receiving: the message crossed more devices than the TTL allows. */
  TTL_EXCEEDED,
  /** Receiving: an answer to no request in progress: late, repeated or invented. */
  UNKNOWN_REQUEST,
  /** Receiving: an answer from a peer that was never asked. */
  NOT_ASKED,
  /** Receiving: the same message came before, by another way. */
  DUPLICATE,
  /** Either side: the socket, context or survey was closed while the message was queued. */
  CLOSED,
  /** Event bus: more plain sends waited in a verticle than its queue holds. */
  BUS_OVERFLOW,
  /** Event bus: a plain send that no peer took in time, or that came to a closed socket. */
  BUS_REFUSED,
  /** Event bus: a body of a type that has no bytes, or that cannot be read as configured. */
  BAD_BODY,
  /** Event bus: a peer named an address that no rule of the bridge permits. */
  NOT_PERMITTED,
  /** Event bus: nobody listens at the address that a verticle delivers to. */
  NO_CONSUMER,
  /** Event bus: the consumer did not answer in time. */
  CONSUMER_TIMEOUT,
  /** Event bus: the consumer answered with a failure, or with a body that has no bytes. */
  CONSUMER_FAILED
}
