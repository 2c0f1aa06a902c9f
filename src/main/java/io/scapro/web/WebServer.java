package io.scapro.web;

import io.scapro.Arguments;
import io.scapro.EndpointStatistics;
import io.scapro.OpenSockets;
import io.scapro.SocketStatistics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One HTTP port for {@link Pages} and for sockets that are bound to {@code mounted://NAME}: what is
 * listed, and nothing else. It reads nothing from the network but requests and SP messages, and
 * changes nothing. Needs {@code vertx-web} on the class path.
 *
 * <p>{@code /sockets.json} tells pages what they can connect to.
 */
public final class WebServer {

  private static final String MOUNTED = "mounted://";

  private final Vertx vertx;
  private final Map<String, String> sockets;
  private final HttpServer server;

  private WebServer(Vertx vertx, Map<String, String> sockets, HttpServer server) {
    this.vertx = vertx;
    this.sockets = sockets;
    this.server = server;
  }

  /**
   * Listens.
   *
   * @param sockets path to the name that a socket is bound to as {@code mounted://NAME}, now or
   *     later
   */
  public static Future<WebServer> listen(
      Vertx vertx, HttpServerOptions options, List<Pages> pages, Map<String, String> sockets) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    List<Pages> served = Arguments.list(pages, "pages");
    Map<String, String> mounted = Arguments.map(sockets, "sockets");
    HttpServer server = vertx.createHttpServer(options.setCompressionSupported(true));
    WebServer web = new WebServer(vertx, mounted, server);
    return vertx
        .executeBlocking(() -> web.router(served))
        .compose(router -> server.requestHandler(router).listen())
        .map(web);
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  public Future<Void> close() {
    return server.close();
  }

  private Router router(List<Pages> pages) {
    Router router = Router.router(vertx);
    router.route().handler(WebServer::guard);
    sockets.forEach((path, name) -> router.route(path).handler(SpWebSocket.at(name)));
    Map<String, WebFile> files = new HashMap<>();
    for (Pages page : pages) {
      page.files().forEach((path, name) -> files.computeIfAbsent(path, any -> WebFile.read(name)));
      router
          .get(page.path())
          .handler(
              context -> {
                context.response().putHeader("Content-Security-Policy", page.policy());
                context.next();
              });
    }
    files.forEach((path, file) -> router.get(path).handler(to -> file.answer(to.request())));
    if (!pages.isEmpty()) {
      router.get("/sockets.json").handler(this::tellSockets);
    }
    return router;
  }

  /** What holds for every answer, failures too. */
  private static void guard(RoutingContext context) {
    context
        .response()
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    context.next();
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
