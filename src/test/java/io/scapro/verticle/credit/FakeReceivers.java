package io.scapro.verticle.credit;

import static io.scapro.suite.Await.next;
import static io.scapro.suite.Await.result;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Receivers at the address {@code jobs} whose answers and grants the test sends. */
final class FakeReceivers {

  private final Vertx vertx;
  private final BlockingQueue<Message<String>> opens = new LinkedBlockingQueue<>();

  FakeReceivers(Vertx vertx) {
    this.vertx = vertx;
    result(vertx.eventBus().<String>consumer("jobs", opens::add).completion());
  }

  /** The next OPEN of a sender; its body is the address of the sender. */
  Message<String> nextOpen() {
    return next(opens);
  }

  /** A receiver at {@code address}, which answers pings; the other messages that it gets. */
  BlockingQueue<Message<Object>> at(String address) {
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

  static JsonObject credit(String receiver, int messages) {
    return new JsonObject()
        .put("address", receiver)
        .put("messages", messages)
        .put("bytes", CreditLink.BYTES);
  }

  /** Answers the next OPEN with a window; the address of the sender. */
  String accept(String receiver, int messages) {
    Message<String> open = nextOpen();
    open.reply(credit(receiver, messages));
    return open.body();
  }

  void grant(String sender, String receiver, long messages, long bytes, long refused) {
    Buffer totals = Buffer.buffer().appendLong(messages).appendLong(bytes).appendLong(refused);
    vertx.eventBus().send(sender, totals, from(receiver));
  }

  /** Sends a CLOSE, and waits for the answer. */
  void close(String sender, String receiver) {
    DeliveryOptions options = from(receiver).addHeader(CreditLink.HEADER, CreditLink.CLOSE);
    result(vertx.eventBus().request(sender, null, options));
  }

  static DeliveryOptions from(String receiver) {
    return new DeliveryOptions().addHeader(CreditLink.FROM, receiver);
  }
}
