package io.scapro.transport;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Host;
import io.scapro.Link;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.SpSocket;
import io.scapro.wire.Upgrade;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.ProtocolUpgradeHandler;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Mounts a socket on a route of an application's own HTTP server, beside its pages and its REST
 * routes, on one port:
 *
 * <pre>
 * PubSocket prices = PubSocket.create(vertx);
 * router.route("/prices").handler(SpWebSocket.of(prices));
 * </pre>
 *
 * <p>Browsers and SP programs connect to {@code ws://host:port/prices}, or {@code wss} where the
 * server has TLS. Handlers before it, such as authentication, decide who gets there; the pipe hook
 * sees the request's headers. The server's own limits and compression of WebSockets do not matter:
 * frames are the socket's business once the connection is upgraded. Any thread; the server must run
 * on an event loop, on the socket's Vertx, and speak HTTP/1.1.
 *
 * <p>A request that cannot be upgraded gets an HTTP error with the reason: 400 wrong subprotocol or
 * malformed, 403 foreign Origin ({@link io.scapro.WebSocketOptions#setOrigins}), 426 no WebSocket,
 * 503 no room or the socket is closed. Needs {@code vertx-web} on the class path.
 */
public final class SpWebSocket implements ProtocolUpgradeHandler {

  private final String name = UUID.randomUUID().toString();
  private final Future<Endpoint> endpoint;

  private SpWebSocket(Function<String, Future<Endpoint>> bind) {
    this.endpoint = bind.apply(MountedTransport.SCHEME + "://" + name);
  }

  /** Mounts {@code socket} with the endpoint options that it has for all. */
  public static SpWebSocket of(SpSocket socket) {
    return new SpWebSocket(socket::bind);
  }

  public static SpWebSocket of(SpSocket socket, EndpointOptions options) {
    return new SpWebSocket(url -> socket.bind(url, options));
  }

  /**
   * Mounts whichever socket is bound to {@code mounted://name} when a peer comes: for sockets that
   * somebody else opens, such as a verticle, on the Vertx of the server.
   */
  public static ProtocolUpgradeHandler at(String name) {
    return context -> handle(context, name);
  }

  /** The socket's end of the route: closing it turns away whoever comes after. */
  public Future<Endpoint> endpoint() {
    return endpoint;
  }

  @Override
  public void handle(RoutingContext context) {
    handle(context, name);
  }

  private static void handle(RoutingContext context, String name) {
    HttpServerRequest request = context.request();
    Link link = MountedTransport.at(context.vertx(), name);
    Upgrade.Refusal refusal = refusal(link, request);
    if (refusal != null) {
      if (link != null && refusal.status() != 503 && link.admit()) {
        link.rejected(new SpException(Reason.PROTOCOL, refusal.text()));
      }
      context
          .response()
          .setStatusCode(refusal.status())
          .putHeader("Content-Type", "text/plain; charset=utf-8")
          .end(refusal.text() + '\n');
    } else {
      accept(context, link);
    }
  }

  private static Upgrade.@Nullable Refusal refusal(@Nullable Link link, HttpServerRequest request) {
    if (link == null) {
      return new Upgrade.Refusal(503, "expected an open socket here");
    }
    Upgrade.Refusal refusal =
        Upgrade.refusal(asked(request), link.identity(), link.options().webSocket().origins())
            .orElse(null);
    return refusal == null && !link.admit()
        ? new Upgrade.Refusal(503, "expected fewer peers")
        : refusal;
  }

  private static Upgrade.Request asked(HttpServerRequest request) {
    return new Upgrade.Request(
        request.method().name(),
        request.version() == HttpVersion.HTTP_1_1 ? "HTTP/1.1" : request.version().alpnName(),
        HttpHeads.of(request.headers()));
  }

  private static void accept(RoutingContext context, Link link) {
    HttpServerRequest request = context.request();
    Upgrade.Request asked = asked(request);
    Vertx vertx = context.vertx();
    if (!Context.isOnEventLoopThread()) {
      link.rejected(
          new SpException(Reason.UNSUPPORTED, "expected an HTTP server on an event loop"));
      context.fail(500);
      return;
    }
    Upgrade.acceptance(asked, link.identity()).forEach(context.response()::putHeader);
    Host host = Host.of(vertx);
    WebSocketFraming framing = new WebSocketFraming(false, link.options().webSocket().text());
    request
        .toNetSocket()
        .compose(
            socket ->
                StreamHandler.take(
                    socket, OnLoop.of(link, host), framing, asked.headers(), () -> {}))
        .onComplete(
            link::accepted,
            failure ->
                link.rejected(
                    new SpException(Reason.DISCONNECTED, "the peer left: " + failure, failure)));
  }
}
