package io.scapro.cli.docs;

import io.scapro.spi.Failures;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves the site that {@code docs/build} made, to programs of this machine only. */
final class DocsServer {

  private static final String HOST = "127.0.0.1";
  private static final String FIRST = "index.html";

  /**
   * Pages load nothing of other hosts, and connect to none. The generator writes scripts inline.
   */
  private static final String POLICY =
      "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private DocsServer() {}

  /**
   * {@return the folder of the site: {@code site} of a distribution, or {@code target/site/latest}
   * of a checkout}
   *
   * @throws IllegalStateException if it is not there; tells what to do
   */
  static Path site() {
    try {
      return site(
          Path.of(DocsServer.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e); // a path makes no other
    }
  }

  /** As {@link #site()}, for the jar or the folder of classes at {@code code}. */
  static Path site(Path code) {
    Path folder = code.resolveSibling(".").normalize();
    Path site =
        folder.endsWith("target") ? folder.resolve("site/latest") : folder.resolveSibling("site");
    if (!Files.isRegularFile(site.resolve(FIRST))) {
      throw new IllegalStateException(
          "expected the manual at %s, got none; do: run docs/build".formatted(site.resolve(FIRST)));
    }
    return site;
  }

  /**
   * Starts the server.
   *
   * @param port to listen on; 0: any free one
   * @return when it listens; fails when the port is in use
   */
  static Future<HttpServer> listen(Vertx vertx, Path site, int port) {
    Router router = Router.router(vertx);
    router.get().handler(DocsServer::begin);
    router
        .get()
        .handler(
            StaticHandler.create(FileSystemAccess.ROOT, site.toAbsolutePath().toString())
                .setCachingEnabled(false) // it may be built again
                .setFilesReadOnly(false));
    return vertx
        .createHttpServer(
            new HttpServerOptions().setHost(HOST).setPort(port).setCompressionSupported(true))
        .requestHandler(router)
        .listen()
        .recover(
            failure ->
                Future.failedFuture(Failures.of(failure, "bind http://" + HOST + ":" + port)));
  }

  /** Headers of all answers. */
  private static void begin(RoutingContext context) {
    MultiMap headers = context.response().headers();
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    context.next();
  }
}
