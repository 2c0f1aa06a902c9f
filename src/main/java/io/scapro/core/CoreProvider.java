package io.scapro.core;

import io.scapro.CommonOptions;
import io.scapro.Identity;
import io.scapro.Socket;
import io.scapro.spi.Engine;
import io.scapro.spi.Host;
import io.vertx.core.Vertx;

/** Provides the engine of every socket. */
public final class CoreProvider implements Engine.Provider {

  @Override
  public Host host(Vertx vertx) {
    return VertxHost.of(vertx);
  }

  @Override
  public Engine engine(
      Socket socket,
      Engine.Machine machine,
      Host host,
      Identity identity,
      CommonOptions<?> options) {
    return new SocketEngine(socket, machine, host, identity, options);
  }
}
