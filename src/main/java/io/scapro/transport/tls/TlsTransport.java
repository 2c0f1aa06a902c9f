package io.scapro.transport.tls;

import io.scapro.Address;
import io.scapro.spi.HostPort;
import io.scapro.spi.Link;
import io.scapro.spi.Transport;
import io.scapro.transport.TcpOptions;
import io.scapro.transport.route.HostRoute;
import io.scapro.transport.stream.Opener;
import io.scapro.transport.stream.StreamConnector;
import io.scapro.transport.stream.StreamHandler;
import io.scapro.transport.stream.TcpListener;
import io.vertx.core.Future;
import java.util.Set;

/**
 * {@code tls+tcp://host:port}: SP over TCP protected by TLS 1.2 or 1.3, with the endpoint's {@link
 * io.scapro.transport.TlsOptions}. A client verifies the server and its name, unless {@code
 * insecure} is set. See docs/wire.md, section 4, and the transport of this name in nng and mangos.
 */
public final class TlsTransport implements Transport {

  @Override
  public Set<String> schemes() {
    return Set.of("tls+tcp");
  }

  @Override
  public Future<Binding> bind(Link link, Address address) {
    HostPort.toBind(
        address, link.options().get(TcpOptions.class).isIpv4Only()); // before any file is read
    return link.vertx()
        .executeBlocking(() -> Tls.ofListener(link))
        .compose(tls -> bind(link, address, tls));
  }

  private static Future<Binding> bind(Link link, Address address, Tls tls) {
    return TcpListener.listen(link, address, TcpListener.options(link), opener(link, tls))
        .<Binding>map(bound -> new Protected(bound, tls))
        .onFailure(failure -> tls.close());
  }

  private static Opener opener(Link link, Tls tls) {
    return (socket, within) ->
        tls.protect(socket, link.host(), within)
            .compose(remaining -> StreamHandler.open(socket, link, remaining));
  }

  /** A bound address with its TLS. */
  record Protected(Binding bound, Tls tls) implements Binding {
    @Override
    public Address address() {
      return bound.address();
    }

    @Override
    public String security() {
      return tls.description();
    }

    @Override
    public Future<Void> reload() {
      return tls.reload();
    }

    @Override
    public Future<Void> close() {
      tls.close();
      return bound.close();
    }
  }

  @Override
  public Connector connector(Link link, Address address) {
    HostPort to = HostPort.toConnect(address, link.options().get(TcpOptions.class).isIpv4Only());
    return new ProtectedConnector(
        link,
        to,
        tls ->
            new StreamConnector(
                link,
                TcpListener.clientOptions(link, to),
                HostRoute.of(link, to, address.toString()),
                opener(link, tls)));
  }
}
