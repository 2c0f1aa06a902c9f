package io.scapro.transport.stream;

import io.scapro.Address;
import io.scapro.spi.BoundAddresses;
import io.scapro.spi.Failures;
import io.scapro.spi.Link;
import io.scapro.spi.Transport.Binding;
import io.vertx.core.Future;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;

/** Listens for byte streams; those with a successful handshake become pipes of the link. */
public final class StreamListener {

  private StreamListener() {}

  /**
   * Listens at {@code at}, on the link's context.
   *
   * @param opener makes pipes of connections
   */
  public static Future<NetServer> listen(
      Link link, NetServerOptions options, SocketAddress at, Opener opener) {
    return Acceptor.listen(link, options, at, socket -> accept(socket, link, opener));
  }

  private static void accept(NetSocket socket, Link link, Opener opener) {
    if (!link.beginHandshake()) {
      socket.close();
      return;
    }
    opener
        .open(socket, link.options().getHandshakeTimeout())
        .onComplete(
            link::accepted,
            failure ->
                link.rejected(Failures.of(failure, "handshake with " + socket.remoteAddress())));
  }

  /**
   * A server that listens. Keep a reference to it: Vert.x closes a server that is not reachable.
   *
   * @param claimed the address that is reserved in {@link BoundAddresses} until the server is
   *     closed
   */
  public record Bound(Link link, NetServer server, Address address, Address claimed)
      implements Binding {

    public Bound(Link link, NetServer server, Address address) {
      this(link, server, address, address);
    }

    @Override
    public Future<Void> close() {
      return Acceptor.shutdown(link, server, StreamHandler.grace(link))
          .compose(closed -> Acceptor.released(link))
          .onComplete(released -> BoundAddresses.free(link, claimed));
    }
  }
}
