package io.scapro.transport.websocket;

import io.scapro.Address;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.BoundAddresses;
import io.scapro.spi.Failures;
import io.scapro.spi.Link;
import io.scapro.spi.Transport;
import io.scapro.transport.TcpOptions;
import io.scapro.transport.route.HostRoute;
import io.scapro.transport.stream.StreamConnector;
import io.scapro.transport.stream.TcpListener;
import io.scapro.transport.tls.ProtectedConnector;
import io.scapro.transport.tls.Tls;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code ws://host:port/path} and, inside TLS, {@code wss://}: SP over WebSocket, to browsers and
 * programs. Sockets of one Vertx may bind the same host and port at different paths. See
 * sp-websocket-mapping-01; docs/wire.md, section 5.
 */
public final class WebSocketTransport implements Transport {

  /** A listener, and the future of its address. */
  private record Listening(WebSocketListener listener, Future<WebSocketAddress> at) {}

  private static final Map<Vertx, Map<String, Listening>> LISTENERS = new WeakHashMap<>();

  @Override
  public Set<String> schemes() {
    return Set.of("ws", "wss");
  }

  @Override
  public Future<Binding> bind(Link link, Address address) {
    WebSocketAddress wanted =
        WebSocketAddress.toBind(address, link.options().get(TcpOptions.class).isIpv4Only());
    Listening there = wanted.at().port() == 0 ? null : listening(link.vertx(), wanted);
    if (there != null) {
      return share(link, wanted, there);
    }
    if (!wanted.isSecure()) {
      return share(link, wanted, listen(link, wanted, null));
    }
    return link.vertx()
        .executeBlocking(() -> Tls.ofListener(link))
        .compose(tls -> share(link, wanted, listen(link, wanted, tls)).onFailure(f -> tls.close()));
  }

  private static Future<Binding> share(Link link, WebSocketAddress wanted, Listening there) {
    if (there.listener.security().isEmpty() == wanted.isSecure()) {
      return Future.failedFuture(
          new SpException(
              Reason.ADDRESS_IN_USE,
              "expected %s://, the scheme of the socket that is bound to this port, got %s; do: use that scheme, or another port"
                  .formatted(wanted.isSecure() ? "ws" : "wss", wanted.address())));
    }
    there.listener.add(wanted.pathOnly(), link);
    return there
        .at
        .compose(at -> there.listener.spread(link).map(at))
        .onFailure(failure -> there.listener.remove(wanted.pathOnly(), link))
        .map(at -> new WebSocketBinding(link, there.listener, wanted.onPort(at.at().port())));
  }

  private static @Nullable Listening listening(Vertx vertx, WebSocketAddress wanted) {
    synchronized (LISTENERS) {
      return LISTENERS.getOrDefault(vertx, Map.of()).get(key(wanted));
    }
  }

  private static Listening listen(Link link, WebSocketAddress wanted, @Nullable Tls tls) {
    boolean anyPort = wanted.at().port() == 0;
    if (!anyPort) {
      BoundAddresses.claim(link, tcp(wanted));
    }
    WebSocketListener listener = new WebSocketListener(link, tls);
    Promise<WebSocketAddress> at = Promise.promise();
    Listening listening = new Listening(listener, at.future());
    if (!anyPort) {
      remember(link.vertx(), wanted, listening);
    }
    link.context()
        .runOnContext(
            go ->
                listener
                    .listen(wanted.at())
                    .onComplete(
                        port -> {
                          WebSocketAddress real = wanted.onPort(port);
                          if (anyPort) {
                            BoundAddresses.claim(link, tcp(real), listener.listening());
                            remember(link.vertx(), real, listening);
                          }
                          at.complete(real);
                        },
                        failure -> {
                          if (!anyPort) {
                            release(link, wanted);
                          }
                          at.fail(Failures.of(failure, "bind " + wanted.address()));
                        }));
    return listening;
  }

  /**
   * The key of the port, the same for all transports over TCP: two servers of one Vertx would share
   * a port without an error.
   */
  private static Address tcp(WebSocketAddress address) {
    return TcpListener.claimed(address.at());
  }

  private static String key(WebSocketAddress address) {
    return address.at().toString();
  }

  private static void remember(Vertx vertx, WebSocketAddress at, Listening listening) {
    synchronized (LISTENERS) {
      LISTENERS.computeIfAbsent(vertx, any -> new HashMap<>()).put(key(at), listening);
    }
  }

  private static void release(Link link, WebSocketAddress at) {
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
    public String security() {
      return listener.security();
    }

    @Override
    public Future<Void> reload() {
      return listener.reload();
    }

    @Override
    public Future<Void> close() {
      if (!listener.remove(at.pathOnly(), link)) {
        return Future.succeededFuture();
      }
      return listener.close().onComplete(closed -> release(link, at));
    }
  }

  @Override
  public Connector connector(Link link, Address address) {
    WebSocketAddress to =
        WebSocketAddress.toConnect(address, link.options().get(TcpOptions.class).isIpv4Only());
    if (to.isSecure()) {
      return new ProtectedConnector(link, to.at(), tls -> connector(link, to, tls));
    }
    return connector(link, to, null);
  }

  private static Connector connector(Link link, WebSocketAddress to, @Nullable Tls tls) {
    return new StreamConnector(
        link,
        TcpListener.clientOptions(link, to.at()),
        HostRoute.of(link, to.at(), to.address().toString()),
        (socket, within) ->
            tls == null
                ? WebSocketClientHandler.open(socket, link, to, within)
                : tls.protect(socket, link.host(), within)
                    .compose(
                        remaining -> WebSocketClientHandler.open(socket, link, to, remaining)));
  }
}
