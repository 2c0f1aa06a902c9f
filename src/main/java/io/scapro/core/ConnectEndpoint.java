package io.scapro.core;

import io.scapro.Address;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.SpException;
import io.scapro.spi.Failures;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.scapro.spi.Transport;
import io.scapro.spi.Transports;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An address that the socket connects to repeatedly, with the delays of {@link Backoff}. */
final class ConnectEndpoint extends EndpointBase {

  private final Transport.Connector connector;
  private final Promise<Endpoint> opened;
  private final Backoff backoff;
  private final Outage outage;
  private Host.@Nullable Timer next;
  private long attachedAt;
  private boolean away; // an attempt failed since the last connection

  ConnectEndpoint(Owner socket, Address address, EndpointOptions options) {
    this(socket, address, options, Transports.of(address));
  }

  ConnectEndpoint(Owner socket, Address address, EndpointOptions options, Transport transport) {
    super(socket, address, options);
    this.connector = transport.connector(this, address);
    this.opened = socket.host().promise();
    this.backoff = new Backoff(options, socket.host()::random);
    this.outage = new Outage(socket);
  }

  Future<Endpoint> open() {
    if (options().getFirstAttempt() == EndpointOptions.FirstAttempt.RETRY) {
      opened.complete(this);
    }
    attempt();
    return opened.future();
  }

  private void attempt() {
    socket.event(SocketEvent.of(SocketEvent.Type.CONNECTING, this));
    beginAttempt();
    connectNow()
        .onComplete(
            pipe -> {
              Pipe here = onLoop(pipe);
              socket.host().execute(() -> succeeded(here));
            },
            failure -> socket.host().execute(() -> failed(failure)));
  }

  private Future<Pipe> connectNow() {
    try {
      return connector.connect();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private void succeeded(Pipe pipe) {
    attachedAt = socket.host().nanoTime();
    pipe.wasAway(away);
    away = false;
    join(
        pipe,
        () -> retryOrFail(new SpException(Reason.REFUSED, "this socket accepts no more peers")));
  }

  @Override
  void joined() {
    outage.connected(this);
    opened.tryComplete(this);
  }

  private void failed(Throwable failure) {
    endHandshake();
    SpException cause = Failures.of(failure, "connect to " + address());
    if (!isClosed()) {
      away = true;
      countRefused(cause);
      socket.event(SocketEvent.of(SocketEvent.Type.CONNECT_FAILED, this, cause));
      outage.failed("cannot connect to", this, cause, opened.future().isComplete());
      retryOrFail(cause);
    }
  }

  private void retryOrFail(SpException cause) {
    if (opened.future().isComplete()) {
      retry();
    } else {
      opened.tryFail(cause); // before the release, which fails it with CLOSED
      release();
    }
  }

  @Override
  void ended(Pipe pipe, SpException cause) {
    Duration lasted = Duration.ofNanos(socket.host().nanoTime() - attachedAt);
    if (backoff.isProvenBy(pipe, lasted, cause)) {
      backoff.reset();
      outage.over();
      if (cause.reason() == Reason.TIMEOUT && !isClosed()) {
        outage.failed("lost the connection to", this, cause, true);
      }
      warnOfCutOff(pipe, cause);
    } else if (!isClosed()) {
      outage.endedEarly(this, withLength(cause, pipe));
    }
    retry();
  }

  private static SpException withLength(SpException cause, Pipe pipe) {
    return cause.reason() == Reason.DISCONNECTED && pipe.longestSent() >= SocketLog.SHORTEST_LIMIT
        ? new SpException(
            Reason.DISCONNECTED,
            "%s; the longest message sent on it has %d bytes; %s"
                .formatted(cause.getMessage(), pipe.longestSent(), SocketLog.SEE_LIMIT),
            cause)
        : cause;
  }

  private void retry() {
    if (!isClosed()) {
      next = socket.host().after(backoff.next(), this::attempt);
    }
  }

  @Override
  public boolean isBound() {
    return false;
  }

  @Override
  public void accepted(Pipe pipe) {
    throw new IllegalStateException("a connector returns its pipes from connect()");
  }

  @Override
  String security() {
    return connector.security();
  }

  @Override
  Future<Void> reloadFiles() {
    return connector.reload();
  }

  @Override
  Future<Void> stop() {
    if (next != null) {
      next.cancel();
    }
    opened.tryFail(new SpException(Reason.CLOSED, "the endpoint was closed before it connected"));
    return connector.close();
  }
}
