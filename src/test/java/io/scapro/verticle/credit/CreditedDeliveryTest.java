package io.scapro.verticle.credit;

import static io.scapro.suite.Await.next;
import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a socket delivers with credit; the test is the reader. */
@Timeout(60)
class CreditedDeliveryTest {

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();

  @AfterEach
  void close() {
    result(vertx.close());
  }

  private <T> T onContext(Supplier<T> task) {
    Promise<T> done = Promise.promise();
    context.runOnContext(turn -> done.complete(task.get()));
    return result(done.future());
  }

  private record Opened(PullSocket pull, CreditedDelivery delivery) {}

  private Opened open() {
    PullSocket pull = PullSocket.create(vertx);
    CreditedDelivery delivery = new CreditedDelivery(vertx, pull, Set.of("jobs"), body -> "jobs");
    delivery.start();
    return new Opened(pull, delivery);
  }

  @Test
  void aStopTakesNoMoreMessagesFromTheSocket() {
    FakeReceivers receivers = new FakeReceivers(vertx);
    BlockingQueue<Message<Object>> got = receivers.at("reader");
    Opened opened = onContext(this::open);
    result(opened.pull().bind("inproc://jobs"));
    PushSocket push = PushSocket.create(vertx);
    result(push.connect("inproc://jobs"));
    for (int i = 0; i < 4; i++) {
      result(push.send(Buffer.buffer("x")));
    }
    String sender = receivers.accept("reader", 2);
    for (int items = 0; items < 2; ) {
      items += ((CreditBatch) next(got).body()).messages().size();
    }
    Future<Void> stopped = onContext(() -> opened.delivery().stop(Duration.ofSeconds(50)));
    assertTrue(CreditLink.says(next(got), CreditLink.CONFIRM));
    receivers.grant(sender, "reader", 1, 1, 0);
    receivers.grant(sender, "reader", 2, 2, 0);
    result(stopped);
    assertEquals(2, result(opened.pull().statistics()).delivered());
  }
}
