package io.scapro;

import io.vertx.core.shareddata.Shareable;

/** Observes all sockets of a Vertx; see {@link OpenSockets#observe}. */
@FunctionalInterface
public interface SocketObserver extends Shareable {

  /** Called on the loop of {@code socket}, which it holds up: it must be quick, and not throw. */
  void happened(Socket socket, SocketEvent event);
}
