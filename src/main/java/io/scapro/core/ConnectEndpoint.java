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
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * An address the socket goes to, again and again.
 *
 * <p>The wait between attempts starts at the reconnect interval and doubles up to its maximum, each
 * time shortened by a random part of up to a half so that many clients of one server do not come
 * back at once. A connection that lasted {@link #PROVEN} starts it anew.
 */
final class ConnectEndpoint extends EndpointBase {

  /** A peer that accepts and then throws us out must not count as a success. */
  private static final Duration PROVEN = Duration.ofSeconds(1);

  private final Transport.Connector connector;
  private final Promise<Endpoint> opened;
  private Host.@Nullable Timer next;
  private Duration interval;
  private long attachedAt;
  private boolean away; // an attempt failed since the last connection

  ConnectEndpoint(Owner socket, Address address, EndpointOptions options) {
    super(socket, address, options);
    this.connector = Transports.of(address).connector(this, address);
    this.opened = socket.host().promise();
    this.interval = options.getReconnectInterval();
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
        () -> retryOrFail(new SpException(Reason.REFUSED, "this socket takes no more peers")));
  }

  @Override
  void joined() {
    opened.tryComplete(this);
  }

  private void failed(Throwable failure) {
    endHandshake();
    SpException cause = Failures.of(failure, "connect to " + address());
    if (!isClosed()) {
      away = true;
      countRefused(cause);
      socket.event(SocketEvent.of(SocketEvent.Type.CONNECT_FAILED, this, cause));
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
  public void detached(Pipe pipe, SpException cause) {
    super.detached(pipe, cause);
    if (socket.host().nanoTime() - attachedAt >= PROVEN.toNanos()) {
      interval = options().getReconnectInterval();
    }
    retry();
  }

  private void retry() {
    if (isClosed()) {
      return;
    }
    long most = interval.toNanos();
    long wait = most - (most < 2 ? 0 : ThreadLocalRandom.current().nextLong(most / 2));
    Duration limit = options().getReconnectIntervalMax();
    if (interval.compareTo(limit) < 0) {
      Duration doubled = interval.multipliedBy(2);
      interval = doubled.compareTo(limit) < 0 ? doubled : limit;
    }
    next = socket.host().after(Duration.ofNanos(wait), this::attempt);
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
