package io.scapro;

/** Why a message was discarded. Each discarded copy is counted under exactly one of these. */
public enum DropReason {
  /** Sending: the peer's send buffer was full, and the protocol does not wait for slow peers. */
  PEER_FULL,
  /** Sending: the connection ended before the bytes were handed to the operating system. */
  DISCONNECTED,
  /** Sending: the peer that the message was for is not connected any more. */
  PEER_GONE,
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
  /** Either side: the socket was closed while the message was queued. */
  CLOSED
}
