package io.scapro.core;

import io.scapro.Address;
import io.scapro.EndpointOptions;
import io.scapro.spi.Pipe;
import io.vertx.core.Future;

/** An endpoint without a transport. Its pipes are passed to {@link #accepted}. */
final class PassiveEndpoint extends EndpointBase {

  private final boolean bound;

  PassiveEndpoint(Owner socket, Address address, EndpointOptions options, boolean bound) {
    super(socket, address, options);
    this.bound = bound;
  }

  @Override
  public boolean isBound() {
    return bound;
  }

  @Override
  public void accepted(Pipe pipe) {
    Pipe here = onLoop(pipe);
    socket.host().execute(() -> join(here, () -> {}));
  }

  @Override
  Future<Void> stop() {
    return Future.succeededFuture();
  }
}
