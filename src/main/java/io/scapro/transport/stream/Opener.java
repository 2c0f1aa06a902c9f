package io.scapro.transport.stream;

import io.scapro.spi.Pipe;
import io.vertx.core.Future;
import io.vertx.core.net.NetSocket;
import java.time.Duration;

/** Makes a pipe of a new connection: starts TLS if configured, and performs the handshake. */
public interface Opener {

  /**
   * To be called in the turn in which {@code socket} appears, before its first read.
   *
   * @param within the remaining time for handshakes
   */
  Future<Pipe> open(NetSocket socket, Duration within);
}
