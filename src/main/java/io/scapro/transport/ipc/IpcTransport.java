package io.scapro.transport.ipc;

import io.scapro.Address;
import io.scapro.spi.BoundAddresses;
import io.scapro.spi.Failures;
import io.scapro.spi.Link;
import io.scapro.spi.Transport;
import io.scapro.transport.IpcOptions;
import io.scapro.transport.route.Route;
import io.scapro.transport.stream.Opener;
import io.scapro.transport.stream.StreamConnector;
import io.scapro.transport.stream.StreamHandler;
import io.scapro.transport.stream.StreamListener;
import io.vertx.core.Future;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * {@code ipc:///absolute/path} and {@code ipc://relative/path}, alias {@code unix://}: SP between
 * processes of one machine, over a Unix domain socket. See docs/wire.md, section 3.
 *
 * <p>Works with and without Vert.x's native transport. The file is created with the permissions of
 * {@link IpcOptions#mode} and removed when the endpoint closes. A socket file on which no process
 * listens any more is replaced. Any other file is not, and neither is a socket file on which a
 * process listens.
 */
public final class IpcTransport implements Transport {

  private static final int OWNER_READ = 0400;

  @Override
  public Set<String> schemes() {
    return Set.of("ipc", "unix");
  }

  @Override
  public Future<Binding> bind(Link link, Address address) {
    SocketPath path = SocketPath.of(address);
    BoundAddresses.claim(link, path.key());
    SocketFile file;
    try {
      file = SocketFile.acquire(link.vertx(), path);
    } catch (RuntimeException e) {
      BoundAddresses.free(link, path.key());
      throw e;
    }
    return file.makeRoom(link.vertx())
        .compose(
            ready ->
                StreamListener.listen(
                    link, new NetServerOptions(), at(file.hidden()), opener(link, address)))
        .compose(server -> publish(link, file, server))
        .<Binding>map(
            server ->
                new IpcBinding(address, file, new StreamListener.Bound(link, server, path.key())))
        .recover(
            failure -> {
              file.release(link.vertx());
              BoundAddresses.free(link, path.key());
              return Future.failedFuture(Failures.of(failure, "bind " + address));
            });
  }

  private static Future<NetServer> publish(Link link, SocketFile file, NetServer server) {
    return file.publish(link.vertx(), permissions(link.options().get(IpcOptions.class).getMode()))
        .map(server)
        .recover(failure -> server.close().transform(closed -> Future.failedFuture(failure)));
  }

  /** Converts octal digits to permissions: 640 is rw-r-----. */
  @SuppressWarnings("EnumOrdinal") // Java declares them in the order of the bits
  private static Set<PosixFilePermission> permissions(String mode) {
    Set<PosixFilePermission> result = EnumSet.noneOf(PosixFilePermission.class);
    int bits = Integer.parseInt(mode, 8);
    for (PosixFilePermission each : PosixFilePermission.values()) {
      if ((bits & (OWNER_READ >> each.ordinal())) != 0) {
        result.add(each);
      }
    }
    return result;
  }

  private record IpcBinding(Address address, SocketFile file, StreamListener.Bound server)
      implements Binding {

    @Override
    public Future<Void> close() {
      file.release(server.link().vertx()); // first: as long as it listens, the file belongs to it
      return server.close();
    }
  }

  @Override
  public Connector connector(Link link, Address address) {
    SocketPath path = SocketPath.of(address);
    return new StreamConnector(
        link,
        new NetClientOptions(),
        Route.to(at(path.path()), path::meaning),
        opener(link, address));
  }

  private static SocketAddress at(Path path) {
    return SocketAddress.domainSocketAddress(path.toString());
  }

  private static Opener opener(Link link, Address address) {
    return (socket, within) -> StreamHandler.open(socket, link, within, true, address.toString());
  }
}
