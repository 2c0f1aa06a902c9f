package io.scapro.web;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Socket;
import io.scapro.transport.websocket.MountedTransport;
import io.scapro.transport.websocket.MountedUpgrade;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.ProtocolUpgradeHandler;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/**
 * Mounts a socket on a route of an application's HTTP server, on the same port as its pages and
 * REST routes:
 *
 * <pre>
 * PubSocket prices = PubSocket.create(vertx);
 * router.route("/prices").handler(SpWebSocket.of(prices));
 * </pre>
 *
 * <p>Browsers and SP programs connect to {@code ws://host:port/prices}, or {@code wss} if the
 * server has TLS. Handlers that come before this one on the route, such as authentication, decide
 * which requests reach the socket. The peer hook sees the headers of the request and the client's
 * certificates. The server's own limits and compression of WebSockets have no effect: the socket
 * reads and writes the frames itself. Thread-safe. The server must run on an event loop of the
 * socket's Vertx and use HTTP/1.1.
 *
 * <p>A request that cannot be upgraded gets an HTTP error with the reason: 400 wrong subprotocol or
 * malformed, 403 foreign Origin ({@link io.scapro.transport.WebSocketOptions#setOrigins}) or
 * refused by the peer hook, 421 foreign Host ({@link
 * io.scapro.transport.WebSocketOptions#setHosts}), 426 no WebSocket upgrade, 503 the socket is at
 * its peer limit or closed. Needs {@code vertx-web} on the class path.
 */
@SuppressWarnings("exports") // an application with vertx-web requires its module
public final class SpWebSocket implements ProtocolUpgradeHandler {

  private final String name = UUID.randomUUID().toString();
  private final Future<Endpoint> endpoint;

  private SpWebSocket(Function<String, Future<Endpoint>> bind) {
    this.endpoint = bind.apply(MountedTransport.SCHEME + "://" + name);
  }

  /**
   * Mounts a socket, with the endpoint options of the socket.
   *
   * @param socket belongs to the Vertx of the server
   * @return the handler of a route
   */
  public static SpWebSocket of(Socket socket) {
    Objects.requireNonNull(socket, "socket");
    return new SpWebSocket(socket::bind);
  }

  /**
   * Mounts a socket, with options for this endpoint alone.
   *
   * @param socket belongs to the Vertx of the server
   * @param options the options; the endpoint uses a copy
   * @return the handler of a route
   */
  public static SpWebSocket of(Socket socket, EndpointOptions options) {
    Objects.requireNonNull(socket, "socket");
    Objects.requireNonNull(options, "options");
    return new SpWebSocket(url -> socket.bind(url, options));
  }

  /**
   * Mounts a socket by its name. A peer is connected to the socket that is bound to {@code
   * mounted://name} at that time. This is for sockets that other code opens, such as a verticle, on
   * the Vertx of the server. Without such a socket, requests get 503.
   *
   * @param name the part after {@code mounted://}
   * @return the handler of a route
   */
  public static ProtocolUpgradeHandler at(String name) {
    Objects.requireNonNull(name, "name");
    return context -> handle(context, name, List.of(), List.of());
  }

  /**
   * {@return the endpoint behind the route. Once it is closed, requests get 503. Its address is
   * {@code mounted://ROUTE} from the first request on, such as {@code mounted:///prices}}
   */
  public Future<Endpoint> endpoint() {
    return endpoint;
  }

  /**
   * Upgrades a request to a connection of the socket, or answers it with an HTTP error. Called by
   * the router.
   *
   * @param context the request
   */
  @Override
  public void handle(RoutingContext context) {
    Objects.requireNonNull(context, "context");
    String path = context.currentRoute() == null ? null : context.currentRoute().getPath();
    MountedUpgrade.route(context.vertx(), name, path == null ? context.request().path() : path);
    handle(context, name, List.of(), List.of());
  }

  /** As {@link MountedUpgrade#handle}. */
  static void handle(
      RoutingContext context, String name, List<String> hosts, List<String> origins) {
    if (!MountedUpgrade.handle(context.vertx(), context.request(), name, hosts, origins)) {
      context.fail(500);
    }
  }
}
