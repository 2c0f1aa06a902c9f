package io.scapro.web;

import io.scapro.Arguments;
import io.scapro.EndpointStatistics;
import io.scapro.OpenSockets;
import io.scapro.SocketStatistics;
import io.scapro.transport.websocket.Audience;
import io.scapro.transport.websocket.RefusalLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An HTTP port for {@link Pages} and for sockets that are bound to {@code mounted://NAME}. It
 * serves only the listed pages and sockets. Needs {@code vertx-web} on the class path.
 *
 * <p>{@code /sockets.json} lists the sockets for the pages.
 */
public final class WebServer {

  private static final String MOUNTED = "mounted://";

  /** All hosts: the server checks the host before its sockets do. */
  private static final List<String> HOSTS_CHECKED = List.of("*");

  private final Vertx vertx;
  private final Map<String, String> sockets;
  private final HttpServer server;

  private final Audience audience;
  private final RefusalLog log;

  private WebServer(
      Vertx vertx, Map<String, String> sockets, HttpServer server, Audience audience) {
    this.vertx = vertx;
    this.sockets = sockets;
    this.server = server;
    this.audience = audience;
    this.log = new RefusalLog("web", "web server");
  }

  /**
   * Starts the server.
   *
   * @param vertx runs it
   * @param options host, port and TLS; the server uses a copy
   * @param pages what to serve; empty: sockets only
   * @param sockets the paths, each with the name of its socket, which is bound to {@code
   *     mounted://NAME}, now or later
   * @return the server, when it listens; fails when the port is in use
   */
  public static Future<WebServer> listen(
      Vertx vertx, HttpServerOptions options, List<Pages> pages, Map<String, String> sockets) {
    return listen(vertx, options, pages, sockets, List.of(), List.of());
  }

  /**
   * Starts the server, for more hosts and origins.
   *
   * @param vertx runs it
   * @param options host, port and TLS; the server uses a copy
   * @param pages what to serve; empty: sockets only
   * @param sockets the paths, each with the name of its socket, which is bound to {@code
   *     mounted://NAME}, now or later
   * @param hosts additional hosts that the Host header of requests may name; the host of {@code
   *     options}, {@code localhost} and loopback addresses are always accepted; {@code *}: all. If
   *     the list is empty, a server at a loopback address answers 421 to requests for other hosts,
   *     and a server at another address accepts them
   * @param origins additional origins of pages that may connect to the sockets, besides this server
   *     and those of the sockets' options; {@code *}: all
   * @return the server, when it listens; fails when the port is in use
   */
  public static Future<WebServer> listen(
      Vertx vertx,
      HttpServerOptions options,
      List<Pages> pages,
      Map<String, String> sockets,
      List<String> hosts,
      List<String> origins) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    List<Pages> served = Arguments.list(pages, "pages");
    Map<String, String> mounted = Arguments.map(sockets, "sockets");
    HttpServer server =
        vertx.createHttpServer(new HttpServerOptions(options).setCompressionSupported(true));
    Audience audience =
        new Audience(
            Arguments.list(hosts, "hosts"),
            Arguments.list(origins, "origins"),
            options.getHost(),
            "");
    WebServer web = new WebServer(vertx, mounted, server, audience);
    return vertx
        .executeBlocking(() -> web.router(served))
        .compose(router -> server.requestHandler(router).listen())
        .map(web);
  }

  /** {@return the port of the server} */
  public int port() {
    return server.actualPort();
  }

  /**
   * Stops the server. Mounted sockets stay open; their connections end.
   *
   * @return completes when the port is free
   */
  public Future<Void> close() {
    return server.close();
  }

  private Router router(List<Pages> pages) {
    Router router = Router.router(vertx);
    router.route().handler(this::guard);
    sockets.forEach(
        (path, name) ->
            router
                .route(path)
                .handler(to -> SpWebSocket.handle(to, name, HOSTS_CHECKED, audience.origins())));
    Map<String, WebFile> files = new HashMap<>();
    for (Pages page : pages) {
      page.files().forEach((path, name) -> files.computeIfAbsent(path, any -> WebFile.read(name)));
      read(router, page.path()).handler(context -> begin(context, page));
    }
    files.forEach((path, file) -> read(router, path).handler(to -> file.answer(to.request())));
    if (!pages.isEmpty()) {
      read(router, "/sockets.json").handler(this::tellSockets);
    }
    return router;
  }

  private static Route read(Router router, String path) {
    return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
  }

  /**
   * Sets the Content-Security-Policy of the page. A request with another path, such as {@code
   * /monitor/}, is redirected to the path of the page, because the links of the page are relative
   * to that path.
   */
  private static void begin(RoutingContext context, Pages page) {
    String path = context.request().path();
    if (path.equals(page.path())) {
      context.response().putHeader("Content-Security-Policy", page.policy());
      context.next();
    } else {
      String query = context.request().query();
      context
          .response()
          .setStatusCode(308)
          .putHeader(HttpHeaders.LOCATION, page.path() + (query == null ? "" : '?' + query))
          .end();
    }
  }

  /** Checks the host and sets the headers of every response, including errors. */
  private void guard(RoutingContext context) {
    HttpServerRequest request = context.request();
    SocketAddress local = request.localAddress();
    Optional<Audience.Refusal> refusal =
        audience.ofHost(host(request), local == null ? null : local.hostAddress());
    context
        .response()
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    refusal.ifPresentOrElse(why -> refuse(context, why), context::next);
  }

  private static String host(HttpServerRequest request) {
    String host = request.getHeader(HttpHeaders.HOST);
    HostAndPort authority = host == null ? request.authority() : null;
    return authority == null ? Objects.requireNonNullElse(host, "") : authority.host();
  }

  private void refuse(RoutingContext context, Audience.Refusal why) {
    log.refused(why);
    context
        .response()
        .setStatusCode(why.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .end(why.text() + '\n');
  }

  private void tellSockets(RoutingContext context) {
    OpenSockets.statistics(vertx)
        .onSuccess(
            open -> {
              JsonArray json = new JsonArray();
              sockets.forEach(
                  (path, name) -> bound(open, name).ifPresent(at -> json.add(tell(path, at))));
              context
                  .response()
                  .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                  .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                  .end(json.toBuffer());
            })
        .onFailure(context::fail);
  }

  private static JsonObject tell(String path, SocketStatistics socket) {
    return new JsonObject()
        .put("path", path)
        .put("protocol", socket.protocol())
        .put("name", socket.name());
  }

  private static Optional<SocketStatistics> bound(List<SocketStatistics> open, String name) {
    return open.stream()
        .filter(
            socket ->
                socket.endpoints().stream()
                    .map(EndpointStatistics::address)
                    .anyMatch((MOUNTED + name)::equals))
        .findFirst();
  }
}
