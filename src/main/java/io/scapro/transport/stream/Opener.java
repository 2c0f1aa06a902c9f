package io.scapro.transport.stream;

import io.scapro.spi.Pipe;
import io.vertx.core.Future;
import io.vertx.core.net.NetSocket;
import java.time.Duration;

/** Makes a pipe of a fresh connection: protects it where that is wanted, and shakes hands. */
public interface Opener {

  /**
   * To be called in the turn in which {@code socket} appears, before its first read.
   *
   * @param within the remaining time for handshakes
   */
  Future<Pipe> open(NetSocket socket, Duration within);
}
