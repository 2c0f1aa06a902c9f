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

/** The news of docs/migration/mangos.md. */
@ExtendWith(VertxExtension.class)
class MangosSampleTest {

  static Future<Endpoint> printPrices(Vertx vertx, String url, Consumer<String> out) {
    SubSocket sub = SubSocket.create(vertx);
    sub.handler(message -> out.accept(message.body().toString()));
    return sub.subscribe("EUR").compose(subscribed -> sub.connect(url));
  }

  static Future<Void> publish(PubSocket pub, Endpoint bound) {
    return bound
        .connected() // a PUB drops what it sends before the first subscriber is connected
        .compose(connected -> pub.send(Buffer.buffer("USD 1.00")))
        .compose(sent -> pub.send(Buffer.buffer("EUR 1.08")));
  }

  @Test
  @Timeout(30)
  void theSubscriberGetsItsTopic(Vertx vertx) {
    BlockingQueue<String> printed = new LinkedBlockingQueue<>();
    PubSocket pub = PubSocket.create(vertx);
    Endpoint bound = Await.result(pub.bind("tcp://127.0.0.1:0"));
    Await.result(printPrices(vertx, bound.address().toString(), printed::add));
    Await.result(publish(pub, bound));
    assertEquals("EUR 1.08", Await.next(printed));
  }
}
