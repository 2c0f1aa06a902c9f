package io.scapro.core;

import io.scapro.Address;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.SocketEvent;
import io.scapro.SpException;
import io.scapro.spi.Failures;
import io.scapro.spi.Pipe;
import io.scapro.spi.Transport;
import io.scapro.spi.Transports;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** A bound address, to which peers connect. */
final class BindEndpoint extends EndpointBase {

  private volatile @Nullable Future<Transport.Binding> binding;

  BindEndpoint(Owner socket, Address address, EndpointOptions options) {
    super(socket, address, options);
  }

  Future<Endpoint> open() {
    Promise<Endpoint> opened = socket.host().promise();
    Future<Transport.Binding> binds = bindNow();
    binding = binds;
    binds.onComplete(
        bound -> {
          address(bound.address());
          if (isClosed()) {
            opened.fail(socket.closedException());
          } else {
            socket.event(SocketEvent.of(SocketEvent.Type.BOUND, this));
            opened.complete(this);
          }
        },
        failure -> {
          SpException cause = Failures.of(failure, "bind " + address());
          socket.event(SocketEvent.of(SocketEvent.Type.BIND_FAILED, this, cause));
          release();
          opened.fail(cause);
        });
    return opened.future();
  }

  private Future<Transport.Binding> bindNow() {
    try {
      return Transports.of(address()).bind(this, address());
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /**
   * As reported by the transport: the address of a mounted socket changes with the first request.
   */
  @Override
  public Address address() {
    Future<Transport.Binding> bound = binding;
    return bound != null && bound.succeeded() ? bound.result().address() : super.address();
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public void accepted(Pipe pipe) {
    Pipe here = onLoop(pipe);
    socket.host().execute(() -> join(here, () -> {}));
  }

  @Override
  String security() {
    Future<Transport.Binding> bound = binding;
    return bound == null || !bound.succeeded() ? "" : bound.result().security();
  }

  @Override
  Future<Void> reloadFiles() {
    Future<Transport.Binding> bound = binding;
    return bound == null ? Future.succeededFuture() : bound.compose(Transport.Binding::reload);
  }

  @Override
  Future<Void> stop() {
    Future<Transport.Binding> bound = binding;
    return bound == null
        ? Future.succeededFuture()
        : bound.compose(Transport.Binding::close, notBound -> Future.succeededFuture());
  }
}
