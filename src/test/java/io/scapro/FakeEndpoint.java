package io.scapro;

import io.vertx.core.Future;

/** An endpoint without a transport: tests bring its pipes. */
public final class FakeEndpoint extends EndpointBase {

  private final boolean bound;

  public FakeEndpoint(SpSocket socket, EndpointOptions options, boolean bound) {
    super(socket, new Address("fake", "peer"), options);
    this.bound = bound;
  }

  /** Offers {@code pipe} to the socket; whether it joined. */
  public boolean join(Pipe pipe) {
    admit();
    boolean[] joined = {true};
    join(pipe, () -> joined[0] = false);
    return joined[0];
  }

  @Override
  public boolean isBound() {
    return bound;
  }

  @Override
  public void accepted(Pipe pipe) {
    join(pipe);
  }

  @Override
  Future<Void> stop() {
    return Future.succeededFuture();
  }
}
