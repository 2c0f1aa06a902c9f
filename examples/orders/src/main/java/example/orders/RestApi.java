package example.orders;

import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.UUID;

/** {@code POST /orders} and {@code GET /orders/ID}. */
final class RestApi {

  private static final int LONGEST = 10_000;

  private final OrderClient orders;

  RestApi(OrderClient orders) {
    this.orders = orders;
  }

  void mount(Router router) {
    router
        .post("/orders")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST))
        .handler(this::place);
    router.get("/orders/:id").handler(this::find);
  }

  private void place(RoutingContext context) {
    Order order;
    try {
      order = read(context.body().asJsonObject());
    } catch (IllegalArgumentException | DecodeException e) {
      fail(context, new Refusal(400, e.getMessage()));
      return;
    }
    orders
        .place(order)
        .onSuccess(
            placed -> {
              context.response().setStatusCode(201).putHeader("Location", "/orders/" + placed.id());
              context.json(placed.toJson());
            })
        .onFailure(failure -> fail(context, failure));
  }

  /** An order without an id gets one. A client that may send it again chooses one itself. */
  private static Order read(JsonObject json) {
    if (json == null) {
      throw new IllegalArgumentException("expected an order as JSON");
    }
    if (!json.containsKey("id")) {
      json.put("id", UUID.randomUUID().toString());
    }
    return Order.of(json.put("status", "placed"));
  }

  private void find(RoutingContext context) {
    orders
        .find(context.pathParam("id"))
        .onSuccess(order -> context.json(order.toJson()))
        .onFailure(failure -> fail(context, failure));
  }

  private static void fail(RoutingContext context, Throwable failure) {
    context.response().setStatusCode(status(failure));
    context.json(new JsonObject().put("error", failure.getMessage()));
  }

  private static int status(Throwable failure) {
    if (failure instanceof Refusal refusal) {
      return refusal.status();
    }
    boolean late = failure instanceof SpException sp && sp.reason() == Reason.TIMEOUT;
    return late ? 504 : 500;
  }
}
