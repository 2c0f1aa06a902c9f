package example;

import io.scapro.web.SpWebSocket;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.StaticHandler;

/** Serves the greetings over TCP, and to web pages at an HTTP port. */
public final class GreetingVerticle extends VerticleBase {

  @Override
  public Future<?> start() {
    GreetingService service = new GreetingService(vertx);
    Router router = Router.router(vertx);
    router.route("/greet").handler(SpWebSocket.of(service.rep));
    router.route("/scapro/*").handler(StaticHandler.create("META-INF/resources/scapro"));
    router.route("/*").handler(StaticHandler.create("pages"));
    return service
        .start(config().getString("url"))
        .compose(
            bound ->
                vertx
                    .createHttpServer()
                    .requestHandler(router)
                    .listen(config().getInteger("port"), "127.0.0.1"));
  }
}
