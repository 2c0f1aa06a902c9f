package io.scapro;

/** Whoever wants to know what happens to any socket of a Vertx; see {@link OpenSockets#observe}. */
@FunctionalInterface
public interface SocketObserver {

  /** Called on the loop of {@code socket}, which it holds up: it must be quick, and not throw. */
  void happened(SpSocket socket, SocketEvent event);
}
