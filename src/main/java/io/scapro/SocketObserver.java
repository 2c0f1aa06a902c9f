package io.scapro;

import io.vertx.core.shareddata.Shareable;

/** Observes all sockets of a Vertx; see {@link OpenSockets#observe}. */
@FunctionalInterface
public interface SocketObserver extends Shareable {

  /**
   * Something except a message happened to a socket. Called on the event loop of the socket, which
   * waits meanwhile: be quick, and do not throw.
   *
   * @param socket the socket concerned
   * @param event what happened
   */
  void happened(Socket socket, SocketEvent event);
}
