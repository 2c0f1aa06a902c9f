package io.scapro;

import io.vertx.core.Future;

/**
 * Decides whether a peer is accepted, after the handshake and before its first message. The peer's
 * headers, certificates and credentials are complete, as far as the transport knows them, whatever
 * event loop the connection lives on. The peer may have sent messages by then; those of a refused
 * peer are not read.
 */
@FunctionalInterface
public interface PeerHook {

  /**
   * Called on the application's context.
   *
   * @return completes to accept the peer; fails to refuse it, with the failure's text as the reason
   *     in the event REFUSED. An answer later than the handshake timeout refuses it with TIMEOUT.
   */
  Future<Void> admit(Peer peer);
}
