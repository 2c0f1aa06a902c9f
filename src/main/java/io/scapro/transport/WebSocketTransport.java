package io.scapro.transport;

import io.scapro.Address;
import io.scapro.Failures;
import io.scapro.Link;
import io.scapro.Pipe;
import io.scapro.SpException;
import io.scapro.Transport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code ws://host:port/path}: SP over WebSocket, to browsers and programs. Sockets of one Vertx
 * may bind the same host and port at different paths. Source: sp-websocket-mapping-01; wire.md 5.
 */
public final class WebSocketTransport implements Transport {

  /** A listener, and when it listens. */
  private record Listening(WebSocketListener listener, Future<WebSocketAddress> at) {}

  private static final Map<Vertx, Map<String, Listening>> LISTENERS = new WeakHashMap<>();

  @Override
  public Set<String> schemes() {
    return Set.of("ws");
  }

  @Override
  public Future<Binding> bind(Link link, Address address) {
    WebSocketAddress wanted = WebSocketAddress.toBind(address, link.options().ipv4Only());
    Listening there = wanted.at().port() == 0 ? null : listening(link.vertx(), wanted);
    if (there == null) {
      there = listen(link, wanted);
    }
    Listening found = there;
    found.listener.enter(wanted.pathOnly(), link);
    return found
        .at
        .onFailure(failure -> found.listener.leave(wanted.pathOnly(), link))
        .map(at -> new WebSocketBinding(link, found.listener, wanted.onPort(at.at().port())));
  }

  private static @Nullable Listening listening(Vertx vertx, WebSocketAddress wanted) {
    synchronized (LISTENERS) {
      return LISTENERS.getOrDefault(vertx, Map.of()).get(key(wanted));
    }
  }

  private static Listening listen(Link link, WebSocketAddress wanted) {
    boolean anyPort = wanted.at().port() == 0;
    if (!anyPort) {
      BoundAddresses.claim(link, tcp(wanted));
    }
    WebSocketListener listener = new WebSocketListener(link);
    Promise<WebSocketAddress> at = Promise.promise();
    Listening listening = new Listening(listener, at.future());
    if (!anyPort) {
      remember(link.vertx(), wanted, listening);
    }
    link.context()
        .runOnContext(
            go ->
                listener
                    .listen(wanted)
                    .onComplete(
                        port -> {
                          WebSocketAddress real = wanted.onPort(port);
                          if (anyPort) {
                            BoundAddresses.claim(link, tcp(real));
                            remember(link.vertx(), real, listening);
                          }
                          at.complete(real);
                        },
                        failure -> {
                          if (!anyPort) {
                            forget(link, wanted);
                          }
                          at.fail(Failures.of(failure, "bind " + wanted.address()));
                        }));
    return listening;
  }

  /** Two servers of one Vertx share a port in silence, so all stream transports claim it alike. */
  private static Address tcp(WebSocketAddress address) {
    return new Address("tcp", key(address));
  }

  private static String key(WebSocketAddress address) {
    return address.at().toString();
  }

  private static void remember(Vertx vertx, WebSocketAddress at, Listening listening) {
    synchronized (LISTENERS) {
      LISTENERS.computeIfAbsent(vertx, any -> new HashMap<>()).put(key(at), listening);
    }
  }

  private static void forget(Link link, WebSocketAddress at) {
    synchronized (LISTENERS) {
      LISTENERS.getOrDefault(link.vertx(), Map.of()).remove(key(at));
    }
    BoundAddresses.free(link, tcp(at));
  }

  private record WebSocketBinding(Link link, WebSocketListener listener, WebSocketAddress at)
      implements Binding {

    @Override
    public Address address() {
      return at.address();
    }

    @Override
    public Future<Void> close() {
      if (!listener.leave(at.pathOnly(), link)) {
        return Future.succeededFuture();
      }
      return listener.close().onComplete(closed -> forget(link, at));
    }
  }

  @Override
  public Connector connector(Link link, Address address) {
    return new WebSocketConnector(
        link, WebSocketAddress.toConnect(address, link.options().ipv4Only()));
  }

  /** A client, in a field as long as its connections live: clients are garbage-collected else. */
  private static final class WebSocketConnector implements Connector {
    private final Link link;
    private final WebSocketAddress address;
    private @Nullable NetClient client;

    WebSocketConnector(Link link, WebSocketAddress address) {
      this.link = link;
      this.address = address;
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
        dialer = link.vertx().createNetClient(options());
        client = dialer;
      }
      dialer
          .connect(SocketAddress.inetSocketAddress(address.at().port(), address.at().host()))
          .onComplete(
              socket -> WebSocketClientHandler.open(socket, link, address).onComplete(connected),
              failure ->
                  connected.fail(
                      failure instanceof SpException
                          ? failure
                          : Failures.of(failure, "connect to " + address.address())));
    }

    private NetClientOptions options() {
      NetClientOptions options =
          new NetClientOptions()
              .setConnectTimeout(
                  (int) Math.min(Integer.MAX_VALUE, link.options().handshakeTimeout().toMillis()))
              .setTcpNoDelay(link.options().tcpNoDelay())
              .setTcpKeepAlive(link.options().tcpKeepAlive());
      address.at().local().ifPresent(options::setLocalAddress);
      return options;
    }

    @Override
    public Future<Void> close() {
      return client == null ? Future.succeededFuture() : client.shutdown(StreamHandler.grace(link));
    }
  }
}
