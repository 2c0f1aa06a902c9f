package io.scapro.core;

import io.scapro.Address;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.SocketEvent;
import io.scapro.spi.Transport;
import io.scapro.spi.Transports;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.Set;

/** Opens and lists the endpoints of one socket; on the event loop. */
final class Endpoints {

  private final Owner socket;
  private final Set<OwnedEndpoint> open = new LinkedHashSet<>();

  Endpoints(Owner socket) {
    this.socket = socket;
  }

  /** The live set of endpoints. */
  Set<OwnedEndpoint> open() {
    return open;
  }

  /**
   * The end of an error text: no peer is connected, and the last error of the first endpoint with
   * one.
   */
  String outage() {
    return open.stream()
        .flatMap(endpoint -> endpoint.statistics().lastError().stream())
        .findFirst()
        .map(error -> "; no peer is connected, last error: " + error)
        .orElse("; no peer is connected");
  }

  /** See {@link io.scapro.Socket#bind}. */
  Future<Endpoint> bind(String url, EndpointOptions options) {
    Address address = Address.parse(url);
    if (socket.host().vertx() == null) {
      return withoutNetwork(address, options, true);
    }
    BindEndpoint endpoint = new BindEndpoint(socket, address, options);
    open.add(endpoint);
    return endpoint.open();
  }

  /** See {@link io.scapro.Socket#connect}. */
  Future<Endpoint> connect(String url, EndpointOptions options) {
    Address address = Address.parse(url);
    if (socket.host().vertx() == null) {
      return withoutNetwork(address, options, false);
    }
    if (Transports.of(address) instanceof Transport.Discovery discovery) {
      FollowEndpoint endpoint = new FollowEndpoint(socket, address, options, discovery);
      open.add(endpoint);
      return endpoint.open();
    }
    ConnectEndpoint endpoint = new ConnectEndpoint(socket, address, options);
    open.add(endpoint);
    return endpoint.open();
  }

  /** Opens an endpoint of a host for tests. The test provides its peers. */
  private Future<Endpoint> withoutNetwork(Address address, EndpointOptions options, boolean bound) {
    PassiveEndpoint endpoint = new PassiveEndpoint(socket, address, options, bound);
    open.add(endpoint);
    if (bound) {
      socket.event(SocketEvent.of(SocketEvent.Type.BOUND, endpoint));
    }
    return Future.succeededFuture(endpoint);
  }
}
