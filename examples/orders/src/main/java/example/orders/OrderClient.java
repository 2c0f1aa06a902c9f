package example.orders;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.protocol.ReqOptions;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Asks the service. A request is sent again when the connection is lost, even after a restart of
 * the service, so it may be executed twice. Both requests permit that.
 */
final class OrderClient {

  private final ReqSocket req;

  /**
   * @param patience how long a request may take, with a restart of the service
   */
  OrderClient(Vertx vertx, Duration patience) {
    req =
        ReqSocket.create(
            vertx,
            new ReqOptions()
                .setName("orders")
                .setReceiveTimeout(patience)
                .setResendInterval(Duration.ofSeconds(3)));
  }

  Future<Endpoint> connect(String url, EndpointOptions options) {
    return req.connect(url, options);
  }

  /** Fails with a {@link Refusal}, or with an SpException when the service does not answer. */
  Future<Order> place(Order order) {
    return ask(new JsonObject().put("place", order.toJson()));
  }

  /** Fails as {@link #place}. */
  Future<Order> find(String id) {
    return ask(new JsonObject().put("find", id));
  }

  private Future<Order> ask(JsonObject question) {
    return req.request(question.toBuffer()).map(Buffer::toJsonObject).compose(OrderClient::read);
  }

  private static Future<Order> read(JsonObject reply) {
    return reply.containsKey("order")
        ? Future.succeededFuture(Order.of(reply.getJsonObject("order")))
        : Future.failedFuture(new Refusal(reply.getInteger("status"), reply.getString("error")));
  }
}
