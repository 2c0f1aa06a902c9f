package io.scapro.verticle.credit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * The receiving end of a {@link CreditLink}: grants new credit for consumed messages, half a window
 * at a time. Runs on the context that created it.
 */
public final class CreditReceiver {

  private final Vertx vertx;
  private final EventBus bus;
  private final String sender;
  private final String own = "scapro.credit." + UUID.randomUUID();
  private final int mostMessages;
  private final BiConsumer<CreditReceiver, CreditItem> items;
  private final Runnable gone;
  private final MessageConsumer<CreditBatch> consumer;
  private final long watch;
  private long expected;
  private boolean heard;
  private boolean eager;
  private boolean closed;
  private Future<Void> known = Future.succeededFuture();
  private long consumedMessages; // of the link, as are the other totals
  private long consumedBytes;
  private long grantedMessages;
  private long grantedBytes;
  private long refusedMessages;
  private final Map<Integer, Refusal> refusals = new LinkedHashMap<>();

  /** The messages refused with one code since the last report to the sender. */
  private record Refusal(int messages, String first) {}

  /**
   * Answers a message with {@link CreditLink#OPEN}.
   *
   * @param items gets each message, which counts against the window until {@link #consumed}
   * @param gone called when the sender has closed, or is dead
   */
  public CreditReceiver(
      Vertx vertx,
      Message<?> open,
      int mostMessages,
      BiConsumer<CreditReceiver, CreditItem> items,
      Runnable gone) {
    this.vertx = vertx;
    this.bus = vertx.eventBus();
    this.sender = (String) open.body();
    this.mostMessages = mostMessages;
    this.items = items;
    this.gone = gone;
    CreditBatch.delivery(vertx); // registers their codec
    this.consumer = bus.consumer(own, this::received);
    this.watch = vertx.setPeriodic(CreditLink.PATIENCE.toMillis(), tick -> lookWhetherItLives());
    JsonObject credit =
        new JsonObject()
            .put("address", own)
            .put("messages", mostMessages)
            .put("bytes", CreditLink.BYTES);
    consumer
        .completion()
        .onComplete(ready -> open.reply(credit), failure -> open.fail(0, failure.getMessage()));
  }

  private void received(Message<CreditBatch> message) {
    if (closed) {
      return; // sent before the sender knew
    }
    heard = true;
    if (message.body() != null) {
      take(message.body());
    } else if (CreditLink.says(message, CreditLink.PING)) {
      pinged(message);
    } else if (CreditLink.says(message, CreditLink.CONFIRM)) {
      eager = true;
      grant();
    } else if (CreditLink.says(message, CreditLink.CLOSE)) {
      close();
    }
  }

  private void pinged(Message<?> ping) {
    if (Long.parseLong(ping.headers().get(CreditLink.BATCHES)) == expected) {
      grant();
      ping.reply(null);
    } else {
      close(); // the sender counts the lost messages
    }
  }

  private void take(CreditBatch batch) {
    if (batch.sequence() != expected++) {
      close(); // the sender counts the lost messages
      return;
    }
    eager = false;
    for (CreditItem each : batch.messages()) {
      items.accept(this, each);
    }
  }

  /** The user has consumed a message of {@code bytes}. */
  public void consumed(int bytes) {
    consumedMessages++;
    consumedBytes += bytes;
    if (eager
        || consumedMessages - grantedMessages >= mostMessages / 2
        || consumedBytes - grantedBytes >= CreditLink.BYTES / 2) {
      grant();
    }
  }

  /**
   * The user failed to process a message of {@code bytes}. The sender gets one report per turn and
   * {@code code}, with the number of messages and the first reason.
   */
  public void refused(int bytes, int code, String why) {
    if (refusals.isEmpty()) {
      vertx.runOnContext(turn -> tellOfRefusals());
    }
    refusals.merge(
        code, new Refusal(1, why), (before, one) -> new Refusal(before.messages + 1, before.first));
    refusedMessages++;
    consumed(bytes);
  }

  private void tellOfRefusals() {
    if (!closed) {
      refusals.forEach(
          (code, refusal) ->
              bus.send(
                  sender,
                  new JsonObject()
                      .put("code", code)
                      .put("messages", refusal.messages)
                      .put("message", refusal.first),
                  say(CreditLink.REFUSED)));
    }
    refusals.clear();
  }

  private void grant() {
    tellOfRefusals();
    if (!closed && consumedMessages > 0) {
      bus.send(
          sender,
          Buffer.buffer()
              .appendLong(consumedMessages)
              .appendLong(consumedBytes)
              .appendLong(refusedMessages),
          new DeliveryOptions().addHeader(CreditLink.FROM, own));
    }
    grantedMessages = consumedMessages;
    grantedBytes = consumedBytes;
  }

  private DeliveryOptions say(String word) {
    return CreditLink.say(word).addHeader(CreditLink.FROM, own);
  }

  private void lookWhetherItLives() {
    if (!heard) {
      close();
    }
    heard = false;
  }

  /**
   * Stops receiving. Idempotent.
   *
   * @return completes when the sender has confirmed it and has counted the messages in transit
   */
  public Future<Void> close() {
    if (!closed) {
      grant();
      closed = true;
      vertx.cancelTimer(watch);
      known =
          bus.request(sender, null, say(CreditLink.CLOSE))
              .<Void>mapEmpty()
              .otherwiseEmpty() // the sender does not exist any more
              .eventually(consumer::unregister);
      gone.run();
    }
    return known;
  }
}
