package io.scapro;

import io.vertx.core.Future;

/**
 * One address that a socket is bound or connected to. It can be closed on its own; the other
 * endpoints of the socket stay open. All methods may be called from any thread; futures complete on
 * the context of their caller.
 */
public interface Endpoint {

  /** {@return the address, with the real port where a bind asked for port 0} */
  Address address();

  /** {@return the options of this endpoint; do not change them} */
  EndpointOptions options();

  /** {@return true when peers connect to this endpoint, false when it connects to them} */
  boolean isBound();

  /**
   * {@return a future that completes when the first peer is connected, at once when there was one;
   * a lost connection does not change it. Fails with CLOSED when the endpoint is closed before}
   */
  Future<Void> connected();

  /** {@return the number of peers that are connected through this endpoint now} */
  int pipes();

  /**
   * Reads files again, such as certificates. Connections from now on use them; existing ones stay
   * as they are.
   *
   * @return completes when the new files are in use; fails when they cannot be used, mostly with
   *     FAILED, and the endpoint goes on with the old ones
   */
  Future<Void> reload();

  /**
   * Stops accepting or connecting, and closes the connections of this endpoint gracefully: what was
   * accepted is sent, or the linger time of the socket passes. Idempotent.
   *
   * @return completes when all that is done
   */
  Future<Void> close();
}
