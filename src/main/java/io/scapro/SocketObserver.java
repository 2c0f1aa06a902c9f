package io.scapro;

import io.vertx.core.shareddata.Shareable;

/** Observes the events of all sockets of a Vertx; see {@link OpenSockets#observe}. */
@FunctionalInterface
public interface SocketObserver extends Shareable {

  /**
   * Called for each event, on the event loop of the socket. It blocks the event loop: be quick, and
   * do not throw.
   *
   * @param socket the socket concerned
   * @param event the event
   */
  void happened(Socket socket, SocketEvent event);
}
