package example.orders;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.protocol.AnswerOptions;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/**
 * Answers requests: {@code {"place": ORDER}} and {@code {"find": ID}}. The reply is {@code
 * {"order": ORDER}}, or {@code {"status": 404, "error": TEXT}}, because SP has no error replies.
 */
final class OrderService {

  private final RepSocket rep;
  private final OrderStore store;

  OrderService(Vertx vertx, OrderStore store) {
    this.store = store;
    String failure = new JsonObject().put("status", 500).put("error", "internal error").encode();
    rep = RepSocket.create(vertx, new AnswerOptions().setName("orders").setFailureBody(failure));
    rep.handler(this::answer);
  }

  Future<Endpoint> bind(String url, EndpointOptions options) {
    return rep.bind(url, options);
  }

  /** Requests that are not answered yet are sent again by their clients. */
  Future<Void> close() {
    return rep.close();
  }

  private void answer(Request request) {
    // No failure of reply is of interest: a client that is lost asks again.
    execute(request.body().toJsonObject())
        .map(order -> new JsonObject().put("order", order.toJson()))
        .recover(OrderService::refuse)
        .onSuccess(reply -> request.reply(reply.toBuffer()));
  }

  private Future<Order> execute(JsonObject question) {
    return question.containsKey("place")
        ? store.place(Order.of(question.getJsonObject("place")))
        : store.find(question.getString("find"));
  }

  private static Future<JsonObject> refuse(Throwable failure) {
    int status = failure instanceof Refusal refusal ? refusal.status() : 500;
    return Future.succeededFuture(
        new JsonObject().put("status", status).put("error", failure.getMessage()));
  }
}
