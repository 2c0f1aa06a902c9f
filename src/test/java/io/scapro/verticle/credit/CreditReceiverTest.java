package io.scapro.verticle.credit;

import static io.scapro.suite.Await.next;
import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The receiving end of a link, with a window of 8 messages; the test is the sending end. */
@Timeout(60)
class CreditReceiverTest {

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Message<Object>> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> gone = new LinkedBlockingQueue<>();
  private String receiver;

  @BeforeEach
  void open() {
    result(vertx.eventBus().consumer("sender", answers::add).completion());
    result(
        vertx
            .eventBus()
            .consumer(
                "jobs",
                (Message<Object> open) ->
                    new CreditReceiver(
                        vertx,
                        open,
                        8,
                        (from, item) -> from.consumed(item.body().length()),
                        () -> gone.add("gone")))
            .completion());
    receiver =
        result(
                vertx
                    .eventBus()
                    .<JsonObject>request("jobs", "sender", CreditLink.say(CreditLink.OPEN)))
            .body()
            .getString("address");
  }

  @AfterEach
  void close() {
    result(vertx.close());
  }

  private void send(long sequence, int messages) {
    CreditItem item = new CreditItem(Buffer.buffer("ab"), 0, "");
    List<CreditItem> items = Collections.nCopies(messages, item);
    vertx.eventBus().send(receiver, new CreditBatch(sequence, items), CreditBatch.delivery(vertx));
  }

  private static DeliveryOptions ping(long batches) {
    return CreditLink.say(CreditLink.PING).addHeader(CreditLink.BATCHES, Long.toString(batches));
  }

  private void assertGranted(long messages, long bytes) {
    Message<Object> grant = next(answers);
    assertEquals(receiver, grant.headers().get(CreditLink.FROM));
    assertEquals(
        Buffer.buffer().appendLong(messages).appendLong(bytes).appendLong(0), grant.body());
  }

  @Test
  void eachPingIsFollowedByAGrantOfAllConsumedMessages() {
    send(0, 1);
    result(vertx.eventBus().request(receiver, null, ping(1)));
    assertGranted(1, 2);
    result(vertx.eventBus().request(receiver, null, ping(1)));
    assertGranted(1, 2);
    send(1, 4);
    assertGranted(5, 10);
  }

  @Test
  void aPingAfterALostBatchClosesTheLink() {
    send(0, 1);
    Future<?> answer = vertx.eventBus().request(receiver, null, ping(2));
    assertEquals("gone", next(gone));
    assertFalse(answer.succeeded()); // it was not the silence
    assertGranted(1, 2);
    Message<Object> close = next(answers);
    assertTrue(CreditLink.says(close, CreditLink.CLOSE));
    assertEquals(receiver, close.headers().get(CreditLink.FROM));
    close.reply(null);
  }
}
