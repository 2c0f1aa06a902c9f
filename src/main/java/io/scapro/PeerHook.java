package io.scapro;

import io.vertx.core.Future;

/**
 * Decides whether to accept a peer before it is connected. The headers, certificates and
 * credentials of the peer are complete, as far as the transport provides them. They are complete
 * too when the connection belongs to another event loop than the socket.
 *
 * <p>How a refused peer is notified depends on the transport. With ws and wss it gets status 403;
 * with inproc and eventbus it gets an error. With tcp, tls+tcp, ipc and abstract its connection is
 * closed before the SP greeting, so that it sends no message that would be dropped. If the hook
 * needs longer than 500 ms or half of the handshake timeout (whichever is shorter), these four
 * transports send the greeting first. Messages that the peer sends before it is refused are then
 * dropped as {@link DropReason#PEER_REFUSED}.
 */
@FunctionalInterface
public interface PeerHook {

  /**
   * Decides about a peer. Called on the application's context.
   *
   * @param peer what is known of the peer before the handshake
   * @return completes to accept the peer; fails to refuse it. The text of the failure is the cause
   *     in the event REFUSED, or CONNECT_FAILED if this socket connects; the peer does not get it.
   *     Null or an exception also refuse the peer. If the future completes after the handshake
   *     timeout, the peer is refused with TIMEOUT
   */
  Future<Void> admit(Peer peer);
}
