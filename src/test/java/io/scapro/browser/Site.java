package io.scapro.browser;

import io.scapro.EndpointOptions;
import io.scapro.Socket;
import io.scapro.suite.Await;
import io.scapro.web.SpWebSocket;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.nio.file.Path;

/**
 * An application's server: {@code webroot/}, the pages of the tests, and sockets on paths. It ends
 * with its Vertx.
 */
final class Site {

  private final Router router;
  private final HttpServer server;

  Site(Vertx vertx) {
    router = Router.router(vertx);
    router.get("/page/*").handler(StaticHandler.create("io/scapro/browser"));
    router
        .get()
        .last()
        .handler(
            StaticHandler.create(
                FileSystemAccess.ROOT, Path.of("webroot").toAbsolutePath().toString()));
    server =
        Await.result(
            vertx
                .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(router)
                .listen());
  }

  /** Serves {@code socket} at {@code path}; returns its URL. */
  String mount(String path, Socket socket) {
    return mount(path, socket, new EndpointOptions());
  }

  String mount(String path, Socket socket, EndpointOptions options) {
    router.route(path).handler(SpWebSocket.of(socket, options));
    return "ws://127.0.0.1:" + server.actualPort() + path;
  }

  /** {@code http://127.0.0.1:port}, as a page's origin. */
  String origin() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** A page that has scapro.js at hand, and {@code hex} and {@code fromHex}. */
  String page() {
    return origin() + "/page/scapro.html";
  }

  /** A page with WebSockets of its own. */
  String barePage() {
    return origin() + "/page/bare.html";
  }

  Router router() {
    return router;
  }
}
