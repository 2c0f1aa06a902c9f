package io.scapro.transport;

import io.scapro.Address;
import io.scapro.EndpointOptions;
import io.scapro.Failures;
import io.scapro.HostPort;
import io.scapro.Link;
import io.scapro.Pipe;
import io.scapro.SpException;
import io.scapro.Transport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    Promise<Binding> bound = Promise.promise();
    link.context()
        .runOnContext(
            go ->
                listen(link, at)
                    .onComplete(
                        server -> bound.complete(new TcpBinding(link, server, at)),
                        failure -> {
                          if (at.port() != 0) {
                            BoundAddresses.free(link, known);
                          }
                          bound.fail(Failures.of(failure, "bind " + address));
                        }));
    return bound.future();
  }

  private static Future<NetServer> listen(Link link, HostPort at) {
    ErrorPath.load();
    EndpointOptions options = link.options();
    NetServer server =
        link.vertx()
            .createNetServer(
                new NetServerOptions()
                    .setTcpNoDelay(options.tcpNoDelay())
                    .setTcpKeepAlive(options.tcpKeepAlive()));
    server.connectHandler(socket -> accept(socket, link));
    try {
      return server.listen(SocketAddress.inetSocketAddress(at.port(), at.host()));
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private static void accept(NetSocket socket, Link link) {
    if (!link.admit()) {
      socket.close();
      return;
    }
    StreamHandler.open(socket, link, false)
        .onComplete(
            link::accepted,
            failure ->
                link.rejected(Failures.of(failure, "handshake with " + socket.remoteAddress())));
  }

  @Override
  public Connector connector(Link link, Address address) {
    HostPort to = HostPort.toConnect(address, link.options().ipv4Only());
    EndpointOptions options = link.options();
    NetClientOptions client =
        new NetClientOptions()
            .setConnectTimeout(
                (int) Math.min(Integer.MAX_VALUE, options.handshakeTimeout().toMillis()))
            .setTcpNoDelay(options.tcpNoDelay())
            .setTcpKeepAlive(options.tcpKeepAlive());
    to.local().ifPresent(client::setLocalAddress);
    return new TcpConnector(link, to, client);
  }

  /** A server, in a field as long as it listens. */
  private static final class TcpBinding implements Binding {
    private final Link link;
    private final NetServer server;
    private final Address address;

    TcpBinding(Link link, NetServer server, HostPort at) {
      this.link = link;
      this.server = server;
      this.address =
          new Address("tcp", new HostPort(at.host(), server.actualPort(), at.local()).toString());
      if (at.port() == 0) {
        BoundAddresses.claim(link, address);
      }
    }

    @Override
    public Address address() {
      return address;
    }

    @Override
    public Future<Void> close() {
      return server
          .shutdown(StreamHandler.grace(link))
          .compose(closed -> StreamHandler.released(link))
          .onComplete(released -> BoundAddresses.free(link, address));
    }
  }

  /** A client, in a field as long as its connections live: clients are garbage-collected else. */
  private static final class TcpConnector implements Connector {
    private final Link link;
    private final HostPort to;
    private final NetClientOptions options;
    private @Nullable NetClient client;

    TcpConnector(Link link, HostPort to, NetClientOptions options) {
      this.link = link;
      this.to = to;
      this.options = options;
    }

    @Override
    public Future<Pipe> connect() {
      Promise<Pipe> connected = Promise.promise();
      link.context().runOnContext(go -> connect(connected));
      return connected.future();
    }

    private void connect(Promise<Pipe> connected) {
      NetClient dialer = client;
      if (dialer == null) {
        dialer = link.vertx().createNetClient(options);
        client = dialer;
      }
      dialer
          .connect(SocketAddress.inetSocketAddress(to.port(), to.host()))
          .onComplete(
              socket -> StreamHandler.open(socket, link, false).onComplete(connected),
              failure ->
                  connected.fail(
                      failure instanceof SpException
                          ? failure
                          : Failures.of(failure, "connect to tcp://" + to)));
    }

    @Override
    public Future<Void> close() {
      return client == null ? Future.succeededFuture() : client.shutdown(StreamHandler.grace(link));
    }
  }
}
