package io.scapro;

import io.vertx.core.Future;

/**
 * One address that a socket is bound or connected to. Closing an endpoint leaves the other
 * endpoints of the socket open. All methods may be called from any thread. Futures complete on the
 * context of their caller.
 */
public interface Endpoint {

  /** {@return the address; after a bind with port 0, with the port that the system chose} */
  Address address();

  /** {@return the options of this endpoint; do not change them} */
  EndpointOptions options();

  /** {@return true when peers connect to this endpoint; false when it connects to a peer} */
  boolean isBound();

  /**
   * {@return a future that completes when the first peer connects, or at once if one has connected
   * before. A later loss of the connection does not change it. It fails with CLOSED when the
   * endpoint is closed first}
   */
  Future<Void> connected();

  /** {@return the number of peers that are connected through this endpoint now} */
  int pipes();

  /**
   * Reads files again, such as certificates. New connections use them. Existing connections do not
   * change.
   *
   * @return completes when the new files are in use; fails when they are not usable, mostly with
   *     FAILED; then the endpoint continues with the old files
   */
  Future<Void> reload();

  /**
   * Stops accepting or connecting, and closes the connections of this endpoint gracefully. They
   * first send all accepted messages, for at most the linger time of the socket. Idempotent.
   *
   * @return completes when the endpoint no longer accepts or connects, and its address is free;
   *     connections may still be closing
   */
  Future<Void> close();
}
