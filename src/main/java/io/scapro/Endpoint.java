package io.scapro;

import io.vertx.core.Future;

/**
 * One address a socket is bound or connected to. It can be closed on its own; the socket's other
 * endpoints live on. Safe from any thread.
 */
public interface Endpoint {

  /** The address; with the real port where a bind asked for port 0. */
  Address address();

  /** Its options; they are not to be changed. */
  EndpointOptions options();

  /** Whether peers come to it (bind) or it goes to them (connect). */
  boolean isBound();

  /**
   * Completes at the first live pipe; fails with CLOSED when the endpoint is closed before. A lost
   * pipe does not change it any more.
   */
  Future<Void> connected();

  /** Live pipes of this endpoint now. */
  int pipes();

  /**
   * Reads the files again that it was told of, such as certificates, for connections to come;
   * fails, and goes on with what it had, when they cannot be used.
   */
  Future<Void> reload();

  /**
   * Stops accepting or connecting and ends its pipes, after what they hold was sent or the socket's
   * linger has passed. Idempotent.
   */
  Future<Void> close();
}
