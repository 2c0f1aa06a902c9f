package io.scapro;

import io.vertx.core.Future;

/**
 * Decides whether a peer is accepted, before it is connected. The peer's headers, certificates and
 * credentials are complete, as far as the transport knows them, whatever event loop the connection
 * lives on.
 *
 * <p>A peer that is refused gets an error in the answer to its request (ws, wss: 403; inproc,
 * eventbus), or its connection is closed before the SP greeting (tcp, tls+tcp, ipc, abstract), so
 * that it sends nothing that would be lost. Over the latter an answer that takes more than 500 ms
 * comes after the greeting: what a peer that is refused then has sent meanwhile is dropped as
 * {@link DropReason#PEER_REFUSED}.
 */
@FunctionalInterface
public interface PeerHook {

  /**
   * Decides about a peer. Called on the application's context.
   *
   * @param peer what is known of the peer before the handshake
   * @return completes to accept the peer; fails to refuse it, with the failure's text as the reason
   *     in the event REFUSED, or CONNECT_FAILED where this socket connects; the peer does not get
   *     the text. Null or an exception refuse it as well. An answer later than the handshake
   *     timeout refuses it with TIMEOUT
   */
  Future<Void> admit(Peer peer);
}
