package io.scapro.transport.stream;

import io.scapro.Address;
import io.scapro.spi.BoundAddresses;
import io.scapro.spi.Failures;
import io.scapro.spi.HostPort;
import io.scapro.spi.Link;
import io.scapro.transport.TcpOptions;
import io.vertx.core.Future;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TCPSSLOptions;

/** Listens at {@code host:port}, for any protocol over TCP. */
public final class TcpListener {

  private TcpListener() {}

  public static NetServerOptions options(Link link) {
    NetServerOptions options = new NetServerOptions();
    set(options, link.options().get(TcpOptions.class));
    return options;
  }

  public static NetClientOptions clientOptions(Link link, HostPort to) {
    NetClientOptions options = new NetClientOptions();
    set(options, link.options().get(TcpOptions.class));
    to.local().ifPresent(options::setLocalAddress);
    return options;
  }

  private static void set(TCPSSLOptions options, TcpOptions tcp) {
    options.setTcpNoDelay(tcp.isNoDelay()).setTcpKeepAlive(tcp.isKeepAlive());
    if (tcp.isKeepAlive()) {
      options
          .setTcpKeepAliveIdleSeconds(KeepAlive.seconds(tcp.getKeepAliveIdle()))
          .setTcpKeepAliveIntervalSeconds(KeepAlive.seconds(tcp.getKeepAliveInterval()))
          .setTcpKeepAliveCount(tcp.getKeepAliveCount());
    }
    if (!tcp.getUserTimeout().isZero()) {
      options.setTcpUserTimeout((int) Math.min(Integer.MAX_VALUE, tcp.getUserTimeout().toMillis()));
    }
  }

  /**
   * Listens; the address is claimed until the binding is closed.
   *
   * @param opener makes pipes of connections
   */
  public static Future<StreamListener.Bound> listen(
      Link link, Address address, NetServerOptions options, Opener opener) {
    HostPort at = HostPort.toBind(address, link.options().get(TcpOptions.class).isIpv4Only());
    if (at.port() != 0) {
      BoundAddresses.claim(link, claimed(at));
    }
    SocketAddress listening = BoundAddresses.listening(link, at, claimed(at));
    return StreamListener.listen(link, options, listening, opener)
        .transform(
            server -> {
              if (server.succeeded()) {
                return Future.succeededFuture(bound(link, address, at, listening, server.result()));
              }
              if (at.port() != 0) {
                BoundAddresses.free(link, claimed(at));
              }
              return Future.failedFuture(Failures.of(server.cause(), "bind " + address));
            });
  }

  private static StreamListener.Bound bound(
      Link link, Address address, HostPort at, SocketAddress listening, NetServer server) {
    HostPort real = new HostPort(at.host(), server.actualPort(), at.local());
    if (at.port() == 0) {
      BoundAddresses.claim(link, claimed(real), listening);
    }
    return new StreamListener.Bound(
        link, server, new Address(address.scheme(), real.toString()), claimed(real));
  }

  /**
   * The key of the port for {@link io.scapro.spi.BoundAddresses}, the same for all transports: two
   * servers of one Vertx would share a port without an error.
   */
  public static Address claimed(HostPort at) {
    return new Address("tcp", at.toString());
  }
}
