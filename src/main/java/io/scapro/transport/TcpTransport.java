package io.scapro.transport;

import io.scapro.Address;
import io.scapro.EndpointOptions;
import io.scapro.Failures;
import io.scapro.HostPort;
import io.scapro.Link;
import io.scapro.Transport;
import io.vertx.core.Future;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import java.util.Set;

/** {@code tcp://host:port}: SP over a plain TCP stream. Source: sp-tcp-mapping-01; wire.md 2. */
public final class TcpTransport implements Transport {

  @Override
  public Set<String> schemes() {
    return Set.of("tcp");
  }

  @Override
  public Future<Binding> bind(Link link, Address address) {
    HostPort at = HostPort.toBind(address, link.options().ipv4Only());
    Address known = new Address(address.scheme(), at.toString());
    if (at.port() != 0) {
      BoundAddresses.claim(link, known);
    }
    return StreamListener.listen(
            link,
            serverOptions(link.options()),
            SocketAddress.inetSocketAddress(at.port(), at.host()),
            socket -> StreamHandler.open(socket, link, false))
        .transform(
            listening -> {
              if (listening.succeeded()) {
                return Future.succeededFuture(bound(link, at, listening.result()));
              }
              if (at.port() != 0) {
                BoundAddresses.free(link, known);
              }
              return Future.failedFuture(Failures.of(listening.cause(), "bind " + address));
            });
  }

  private static Binding bound(Link link, HostPort at, NetServer server) {
    HostPort real = new HostPort(at.host(), server.actualPort(), at.local());
    Address address = new Address("tcp", real.toString());
    if (at.port() == 0) {
      BoundAddresses.claim(link, address);
    }
    return new StreamListener.Bound(link, server, address);
  }

  private static NetServerOptions serverOptions(EndpointOptions options) {
    return new NetServerOptions()
        .setTcpNoDelay(options.tcpNoDelay())
        .setTcpKeepAlive(options.tcpKeepAlive());
  }

  @Override
  public Connector connector(Link link, Address address) {
    HostPort to = HostPort.toConnect(address, link.options().ipv4Only());
    NetClientOptions client =
        new NetClientOptions()
            .setTcpNoDelay(link.options().tcpNoDelay())
            .setTcpKeepAlive(link.options().tcpKeepAlive());
    to.local().ifPresent(client::setLocalAddress);
    return new StreamConnector(
        link,
        client,
        SocketAddress.inetSocketAddress(to.port(), to.host()),
        socket -> StreamHandler.open(socket, link, false),
        failure -> Failures.of(failure, "connect to tcp://" + to));
  }
}
