package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.DropReason;
import io.scapro.Endpoint;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.scapro.SocketStatistics;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.SubOptions;
import io.scapro.protocol.SubSocket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of {@code docs/concepts/losses.md}. */
@Timeout(30)
class LossesSampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static void watchDrops(Socket socket, ObjLongConsumer<DropReason> alarm) {
    socket.eventHandler(
        event -> {
          if (event.type() == SocketEvent.Type.DROPPED) {
            alarm.accept(event.dropReason().orElseThrow(), event.count());
          }
        });
  }

  static Future<Long> countMissed(Socket socket) {
    return socket.statistics().map(counts -> counts.dropped(DropReason.QUEUE_FULL));
  }

  @Test
  void everyDropIsCountedAndRaisesAnEvent() {
    SubSocket sub = SubSocket.create(vertx, new SubOptions().setReceiveBuffer(1));
    AtomicLong dropped = new AtomicLong();
    Promise<DropReason> twice = Promise.promise();
    watchDrops(
        sub,
        (reason, count) -> {
          if (dropped.addAndGet(count) == 2) {
            twice.complete(reason);
          }
        });
    sub.subscribe("").await();
    PubSocket pub = PubSocket.create(vertx);
    Endpoint bound = pub.bind("inproc://prices").await();
    sub.connect("inproc://prices").await();
    bound.connected().await();
    for (String price : new String[] {"1", "2", "3"}) {
      pub.send(Buffer.buffer(price)).await();
    }
    assertEquals(DropReason.QUEUE_FULL, twice.future().await());
    assertEquals(2, countMissed(sub).await());
    assertEquals("3", sub.receive().await().body().toString());
    SocketStatistics counts = sub.statistics().await();
    assertEquals(counts.received(), counts.delivered() + counts.dropped(DropReason.QUEUE_FULL));
  }
}
