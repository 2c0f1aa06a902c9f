package example.orders;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /health}: 200 when all sockets of this process can work, otherwise 503. */
final class Health {

  private Health() {}

  /** Adds the route. Completes when the check is deployed. */
  static Future<?> mount(Vertx vertx, Router router) {
    router.get("/health").handler(Health::answer);
    return vertx.deployVerticle("scapro:health");
  }

  private static void answer(RoutingContext context) {
    context
        .vertx()
        .eventBus()
        .<JsonObject>request("scapro.health", null)
        .onSuccess(
            reply -> {
              boolean up = reply.body().getString("status").equals("UP");
              context.response().setStatusCode(up ? 200 : 503);
              context.json(reply.body());
            })
        .onFailure(failure -> context.fail(503));
  }
}
