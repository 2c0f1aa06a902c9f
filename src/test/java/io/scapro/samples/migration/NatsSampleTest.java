package io.scapro.samples.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.suite.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The orders of docs/migration/nats.md. */
@ExtendWith(VertxExtension.class)
class NatsSampleTest {

  static Future<Endpoint> printOrders(Vertx vertx, String url, Consumer<String> out) {
    SubSocket sub = SubSocket.create(vertx);
    String topic = "orders.new ";
    sub.handler(message -> out.accept(message.body().toString().substring(topic.length())));
    return sub.subscribe(topic).compose(subscribed -> sub.connect(url));
  }

  static Future<Void> publishOrder(PubSocket pub, Endpoint bound) {
    return bound
        .connected() // there is no server that knows the subscribers: wait for the first
        .compose(connected -> pub.send(Buffer.buffer("orders.new 4711")));
  }

  @Test
  @Timeout(30)
  void theOrderIsPrinted(Vertx vertx) {
    BlockingQueue<String> printed = new LinkedBlockingQueue<>();
    PubSocket pub = PubSocket.create(vertx);
    Endpoint bound = Await.result(pub.bind("tcp://127.0.0.1:0"));
    Await.result(printOrders(vertx, bound.address().toString(), printed::add));
    Await.result(publishOrder(pub, bound));
    assertEquals("4711", Await.next(printed));
  }
}
