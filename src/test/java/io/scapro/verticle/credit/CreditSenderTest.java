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
  private final BlockingQueue<Message<String>> opens = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private CreditSender sender;

  @BeforeEach
  void open() {
    result(vertx.eventBus().<String>consumer("jobs", opens::add).completion());
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

  /** A receiver at {@code address}, which answers pings; the other messages that it gets. */
  private BlockingQueue<Message<Object>> receiver(String address) {
    BlockingQueue<Message<Object>> got = new LinkedBlockingQueue<>();
    result(
        vertx
            .eventBus()
            .consumer(
                address,
                (Message<Object> message) -> {
                  if (CreditLink.says(message, CreditLink.PING)) {
                    message.reply(null);
                  } else {
                    got.add(message);
                  }
                })
            .completion());
    return got;
  }

  /** Answers the next OPEN with the credit of a receiver; the address of the sender. */
  private String accept(String receiver, int messages) {
    Message<String> open = next(opens);
    open.reply(
        new JsonObject().put("address", receiver).put("messages", messages).put("bytes", 1_000L));
    return open.body();
  }

  private static DeliveryOptions from(String receiver) {
    return new DeliveryOptions().addHeader(CreditLink.FROM, receiver);
  }

  private static DeliveryOptions close(String receiver) {
    return from(receiver).addHeader(CreditLink.HEADER, CreditLink.CLOSE);
  }

  private static Buffer grant(long messages, long bytes, long refused) {
    return Buffer.buffer().appendLong(messages).appendLong(bytes).appendLong(refused);
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
    receiver("first");
    String address = accept("first", 1);
    assertEquals("drained", next(events));
    result(vertx.eventBus().request(address, null, close("first")));
    assertEquals("broken 0", next(events));
    BlockingQueue<Message<Object>> second = receiver("second");
    accept("second", 1);
    assertEquals("drained", next(events));
    send();
    assertEquals(1, ((CreditBatch) next(second).body()).messages().size());
    vertx.eventBus().send(address, grant(1, 1, 0), from("first"));
    result(vertx.eventBus().request(address, null, close("first")));
    assertEquals(List.of(), List.copyOf(events));
    assertTrue(onContext(sender::isFull));
    vertx.eventBus().send(address, grant(1, 1, 0), from("second"));
    assertEquals("drained", next(events));
  }

  @Test
  void aSenderThatIsClosedWhileItOpensClosesTheLink() {
    BlockingQueue<Message<Object>> late = receiver("late");
    Message<String> open = next(opens);
    result(onContext(sender::close));
    open.reply(new JsonObject().put("address", "late").put("messages", 1).put("bytes", 1_000L));
    assertTrue(CreditLink.says(next(late), CreditLink.CLOSE));
    assertEquals(List.of(), List.copyOf(events));
  }

  @Test
  void aGrantReplacesALostOne() {
    receiver("one");
    String address = accept("one", 2);
    assertEquals("drained", next(events));
    send();
    send();
    assertTrue(onContext(sender::isFull));
    vertx.eventBus().send(address, grant(2, 2, 0), from("one")); // that of one message was lost
    assertEquals("drained", next(events));
    assertEquals(0, onContext(sender::unconfirmed));
    vertx.eventBus().send(address, grant(2, 2, 0), from("one")); // after a ping
    send();
    assertEquals(1, onContext(sender::unconfirmed));
  }

  @Test
  void aGrantTellsOfRefusedMessagesWhoseReportWasLost() {
    receiver("one");
    String address = accept("one", 4);
    assertEquals("drained", next(events));
    send();
    send();
    send();
    JsonObject report = new JsonObject().put("code", 7).put("messages", 1).put("message", "full");
    DeliveryOptions options = from("one").addHeader(CreditLink.HEADER, CreditLink.REFUSED);
    vertx.eventBus().send(address, report, options);
    vertx.eventBus().send(address, grant(3, 3, 3), from("one"));
    assertEquals("refused 1 with 7", next(events));
    assertEquals("refused 2 with 0", next(events));
  }
}
