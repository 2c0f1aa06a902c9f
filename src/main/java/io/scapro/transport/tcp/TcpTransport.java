package io.scapro.transport.tcp;

import io.scapro.Address;
import io.scapro.spi.HostPort;
import io.scapro.spi.Link;
import io.scapro.spi.Transport;
import io.scapro.transport.TcpOptions;
import io.scapro.transport.route.HostRoute;
import io.scapro.transport.stream.StreamConnector;
import io.scapro.transport.stream.StreamHandler;
import io.scapro.transport.stream.TcpListener;
import io.vertx.core.Future;
import java.util.Set;

/**
 * {@code tcp://host:port}: SP over a plain TCP stream. See sp-tcp-mapping-01; docs/wire.md, section
 * 2.
 */
public final class TcpTransport implements Transport {

  @Override
  public Set<String> schemes() {
    return Set.of("tcp");
  }

  @Override
  public Future<Binding> bind(Link link, Address address) {
    return TcpListener.listen(
            link,
            address,
            TcpListener.options(link),
            (socket, within) -> StreamHandler.open(socket, link, within))
        .map(bound -> bound);
  }

  @Override
  public Connector connector(Link link, Address address) {
    HostPort to = HostPort.toConnect(address, link.options().get(TcpOptions.class).isIpv4Only());
    return new StreamConnector(
        link,
        TcpListener.clientOptions(link, to),
        HostRoute.of(link, to, address.toString()),
        (socket, within) -> StreamHandler.open(socket, link, within));
  }
}
