package io.scapro.transport;

import io.scapro.Link;
import io.scapro.Pipe;
import io.scapro.SpException;
import io.scapro.Transport.Connector;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Connects byte streams to one address. Its client is in a field as long as its connections live:
 * clients are garbage-collected else.
 */
final class StreamConnector implements Connector {

  private final Link link;
  private final NetClientOptions options;
  private final SocketAddress to;
  private final Function<NetSocket, Future<Pipe>> handshake;
  private final Function<Throwable, SpException> meaning;
  private @Nullable NetClient client;

  /**
   * @param handshake makes a pipe of a connection, in the turn in which it appears
   * @param meaning tells why there is no connection
   */
  StreamConnector(
      Link link,
      NetClientOptions options,
      SocketAddress to,
      Function<NetSocket, Future<Pipe>> handshake,
      Function<Throwable, SpException> meaning) {
    this.link = link;
    this.options = options.setConnectTimeout(millis(link));
    this.to = to;
    this.handshake = handshake;
    this.meaning = meaning;
  }

  private static int millis(Link link) {
    return (int) Math.min(Integer.MAX_VALUE, link.options().handshakeTimeout().toMillis());
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
        .connect(to)
        .onComplete(
            socket -> handshake.apply(socket).onComplete(connected),
            failure -> connected.fail(meaning.apply(failure)));
  }

  @Override
  public Future<Void> close() {
    return client == null ? Future.succeededFuture() : client.shutdown(StreamHandler.grace(link));
  }
}
