package io.scapro.transport.stream;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.spi.Pipe;
import io.scapro.spi.Transport.Connector;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Connects byte streams to one address. Its client is in a field as long as its connections live:
 * clients are garbage-collected else.
 */
public final class StreamConnector implements Connector {

  private final Link link;
  private final NetClientOptions options;
  private final SocketAddress to;
  private final Opener opener;
  private final Function<Throwable, SpException> meaning;
  private @Nullable NetClient client;

  /**
   * @param opener makes a pipe of a connection
   * @param meaning tells why there is no connection
   */
  public StreamConnector(
      Link link,
      NetClientOptions options,
      SocketAddress to,
      Opener opener,
      Function<Throwable, SpException> meaning) {
    this.link = link;
    this.options = options.setConnectTimeout(millis(link));
    this.to = to;
    this.opener = opener;
    this.meaning = meaning;
  }

  private static int millis(Link link) {
    return (int) Math.min(Integer.MAX_VALUE, link.options().getHandshakeTimeout().toMillis());
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
    Attempt attempt = new Attempt(connected);
    dialer.connect(to).onComplete(attempt::connected, attempt::failed);
  }

  /** One connection, from its first packet on; the time for its handshakes begins there. */
  private final class Attempt {
    private final Duration within = link.options().getHandshakeTimeout();
    private final long start = link.host().nanoTime();
    private final Promise<Pipe> connected;
    private final Host.Timer deadline = link.host().after(within, this::late);

    Attempt(Promise<Pipe> connected) {
      this.connected = connected;
    }

    void connected(NetSocket socket) {
      deadline.cancel();
      Duration remaining = within.minusNanos(link.host().nanoTime() - start);
      if (connected.future().isComplete() || remaining.isNegative() || remaining.isZero()) {
        late();
        socket.close();
      } else {
        opener.open(socket, remaining).onComplete(connected);
      }
    }

    void failed(Throwable failure) {
      deadline.cancel();
      connected.tryFail(meaning.apply(failure));
    }

    private void late() {
      connected.tryFail(
          new SpException(
              Reason.TIMEOUT,
              "expected a connection within %d ms, got none".formatted(within.toMillis())));
    }
  }

  @Override
  public Future<Void> close() {
    return client == null ? Future.succeededFuture() : client.shutdown(StreamHandler.grace(link));
  }
}
