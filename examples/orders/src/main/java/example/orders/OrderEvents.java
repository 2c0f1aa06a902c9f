package example.orders;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.SocketOptions;
import io.scapro.protocol.PubSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** Publishes changes: {@code order.placed.ID ORDER} and {@code order.shipped.ID ORDER}. */
final class OrderEvents {

  /** How many events a subscriber may be behind before it misses some. */
  static final int BEHIND = 10_000;

  private final PubSocket pub;

  OrderEvents(Vertx vertx) {
    pub = PubSocket.create(vertx, new SocketOptions().setName("events").setSendBuffer(BEHIND));
  }

  Future<Endpoint> bind(String url, EndpointOptions options) {
    return pub.bind(url, options);
  }

  /** Does not wait: PUB drops and counts what a slow subscriber cannot take. */
  void publish(Order order) {
    String topic = "order." + order.status() + "." + order.id();
    pub.send(Buffer.buffer(topic + " " + order.toJson().encode()));
  }
}
