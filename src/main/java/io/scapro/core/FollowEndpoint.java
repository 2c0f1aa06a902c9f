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
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that looks up addresses in a directory and connects to each of them, with an endpoint
 * for each. It repeats the lookup at the interval of the directory. When an address is no longer in
 * the directory, its endpoint is closed after its pipe has ended. A live pipe is kept, since the
 * directory can be out of date.
 */
final class FollowEndpoint extends EndpointBase {

  private final Transport.Directory directory;
  private final Promise<Endpoint> opened;
  private final Map<Address, ConnectEndpoint> followed = new ConcurrentHashMap<>();
  private final Outage outage;
  private Host.@Nullable Timer next;

  FollowEndpoint(
      Owner socket, Address address, EndpointOptions options, Transport.Discovery discovery) {
    super(socket, address, options);
    this.directory = discovery.directory(this, address);
    this.opened = socket.host().promise();
    this.outage = new Outage(socket);
  }

  Future<Endpoint> open() {
    if (options().getFirstAttempt() == EndpointOptions.FirstAttempt.RETRY) {
      opened.complete(this);
    }
    look();
    return opened.future();
  }

  private void look() {
    countAttempt();
    directory
        .look()
        .onComplete(
            found -> socket.host().execute(() -> found(found)),
            failure -> socket.host().execute(() -> failed(failure)));
  }

  private void found(Set<Address> found) {
    if (isClosed()) {
      return;
    }
    followed.forEach((address, endpoint) -> giveUp(address, endpoint, found));
    List<Future<Endpoint>> first = new ArrayList<>();
    for (Address each : found) {
      if (!followed.containsKey(each)) {
        first.add(follow(each));
      }
    }
    if (followed.isEmpty()) {
      failed(
          new SpException(
              Reason.REFUSED,
              "expected a socket bound to %s, got none; do: bind one, or check the name"
                  .formatted(address())));
    } else {
      outage.connected(this);
      outage.over();
      if (!opened.future().isComplete()) {
        Future.any(first).onComplete(any -> opened.tryComplete(this), this::endAtFirst);
      }
      lookAgain();
    }
  }

  private void giveUp(Address address, ConnectEndpoint endpoint, Set<Address> found) {
    if (endpoint.isClosed() || (!found.contains(address) && endpoint.pipes() == 0)) {
      followed.remove(address);
      endpoint.close();
    }
  }

  private Future<Endpoint> follow(Address address) {
    try {
      EndpointOptions settled = options().copy();
      if (opened.future().isComplete()) {
        settled.setFirstAttempt(EndpointOptions.FirstAttempt.RETRY);
      }
      ConnectEndpoint endpoint = new ConnectEndpoint(socket, address, settled);
      socket.enter(endpoint);
      followed.put(address, endpoint);
      endpoint.connected().onSuccess(live -> becameConnected());
      return endpoint.open();
    } catch (SpException e) { // this node cannot use that address
      tell(e);
      return Future.failedFuture(e);
    }
  }

  private void failed(Throwable failure) {
    if (!isClosed()) {
      tell(Failures.of(failure, "look for " + address()));
      if (opened.future().isComplete()) {
        lookAgain();
      } else {
        endAtFirst(failure);
      }
    }
  }

  private void endAtFirst(Throwable failure) {
    opened.tryFail(failure); // before the release, which fails it with CLOSED
    release();
  }

  private void tell(SpException cause) {
    countRefused(cause);
    socket.event(SocketEvent.of(SocketEvent.Type.CONNECT_FAILED, this, cause));
    outage.failed("cannot find", this, cause, opened.future().isComplete());
  }

  private void lookAgain() {
    next = socket.host().after(directory.interval(), this::look);
  }

  @Override
  public boolean isBound() {
    return false;
  }

  /** The number of pipes of all addresses. */
  @Override
  public int pipes() {
    return followed.values().stream().mapToInt(Endpoint::pipes).sum();
  }

  @Override
  public void accepted(Pipe pipe) {
    throw new IllegalStateException("a directory has no pipes");
  }

  @Override
  Future<Void> reloadFiles() {
    return Future.join(followed.values().stream().map(EndpointBase::reload).toList()).mapEmpty();
  }

  @Override
  Future<Void> stop() {
    if (next != null) {
      next.cancel();
    }
    opened.tryFail(new SpException(Reason.CLOSED, "the endpoint was closed before it connected"));
    List<Future<Void>> ends = new ArrayList<>();
    followed.values().forEach(endpoint -> ends.add(endpoint.close()));
    ends.add(directory.close());
    return Future.join(ends).mapEmpty();
  }
}
