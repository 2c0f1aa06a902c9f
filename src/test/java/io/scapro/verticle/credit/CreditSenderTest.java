package io.scapro.verticle.credit;

import static io.scapro.suite.Await.next;
import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sending end of a link; the test is the receiving end. */
@Timeout(60)
class CreditSenderTest {

  private static final CreditItem ITEM = new CreditItem(Buffer.buffer("x"), 0, "");

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final FakeReceivers receivers = new FakeReceivers(vertx);
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private CreditSender sender;

  @BeforeEach
  void open() {
    sender =
        onContext(
            () -> {
              CreditSender opened = new CreditSender(vertx, "jobs", events());
              opened.open();
              return opened;
            });
  }

  @AfterEach
  void close() {
    result(vertx.close());
  }

  private CreditSender.Events events() {
    return new CreditSender.Events() {
      @Override
      public void drained() {
        events.add("drained");
      }

      @Override
      public void broken(int messages) {
        events.add("broken " + messages);
      }

      @Override
      public void refused(int code, int messages, String why) {
        events.add("refused " + messages + " with " + code);
      }
    };
  }

  private <T> T onContext(Supplier<T> task) {
    Promise<T> done = Promise.promise();
    context.runOnContext(turn -> done.complete(task.get()));
    return result(done.future());
  }

  private void send() {
    onContext(
        () -> {
          sender.send(ITEM);
          return true;
        });
  }

  @Test
  void whatAReceiverOfAnEarlierLinkSendsHasNoEffect() {
    receivers.at("first");
    String address = receivers.accept("first", 1);
    assertEquals("drained", next(events));
    receivers.close(address, "first");
    assertEquals("broken 0", next(events));
    BlockingQueue<Message<Object>> second = receivers.at("second");
    receivers.accept("second", 1);
    assertEquals("drained", next(events));
    send();
    assertEquals(1, ((CreditBatch) next(second).body()).messages().size());
    receivers.grant(address, "first", 1, 1, 0);
    receivers.close(address, "first");
    assertEquals(List.of(), List.copyOf(events));
    assertTrue(onContext(sender::isFull));
    receivers.grant(address, "second", 1, 1, 0);
    assertEquals("drained", next(events));
  }

  @Test
  void aSenderThatIsClosedWhileItOpensClosesTheLink() {
    BlockingQueue<Message<Object>> late = receivers.at("late");
    Message<String> open = receivers.nextOpen();
    result(onContext(sender::close));
    open.reply(FakeReceivers.credit("late", 1));
    assertTrue(CreditLink.says(next(late), CreditLink.CLOSE));
    assertEquals(List.of(), List.copyOf(events));
  }

  @Test
  void aGrantReplacesALostOne() {
    receivers.at("one");
    String address = receivers.accept("one", 2);
    assertEquals("drained", next(events));
    send();
    send();
    assertTrue(onContext(sender::isFull));
    receivers.grant(address, "one", 2, 2, 0); // that of one message was lost
    assertEquals("drained", next(events));
    assertEquals(0, onContext(sender::unconfirmed));
    receivers.grant(address, "one", 2, 2, 0); // after a ping
    send();
    assertEquals(1, onContext(sender::unconfirmed));
  }

  @Test
  void aGrantTellsOfRefusedMessagesWhoseReportWasLost() {
    receivers.at("one");
    String address = receivers.accept("one", 4);
    assertEquals("drained", next(events));
    send();
    send();
    send();
    JsonObject report = new JsonObject().put("code", 7).put("messages", 1).put("message", "full");
    DeliveryOptions options =
        FakeReceivers.from("one").addHeader(CreditLink.HEADER, CreditLink.REFUSED);
    vertx.eventBus().send(address, report, options);
    receivers.grant(address, "one", 3, 3, 3);
    assertEquals("refused 1 with 7", next(events));
    assertEquals("refused 2 with 0", next(events));
  }
}
