package io.scapro.verticle.credit;

import io.scapro.spi.Engines;
import io.scapro.spi.Log;
import io.scapro.spi.LogIntervals;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sending end of a {@link CreditLink}: never exceeds its credit, and sends all messages of one
 * turn in one delivery. Finds a receiver, and another one if that one dies. Runs on the context
 * that created it.
 */
public final class CreditSender {

  private static final Duration RETRY = Duration.ofMillis(200);
  private static final Log LOG = Log.of("credit");

  /** The events for its user. */
  public interface Events {
    /** {@link #isFull} has become false. */
    void drained();

    /** The link is broken; {@code messages} that the receiver had not consumed are lost. */
    void broken(int messages);

    /**
     * The receiver could not forward {@code messages} that it took. Never called for a reader.
     *
     * @param code a code of the receiver; 0: its report was lost
     * @param why the reason of the first failure with that code
     */
    default void refused(int code, int messages, String why) {}
  }

  private final Vertx vertx;
  private final EventBus bus;
  private final Context context;
  private final String address;
  private final Events events;
  private final DeliveryOptions delivery;
  private final String own = "scapro.credit." + UUID.randomUUID();
  private final MessageConsumer<Object> grants;
  private final LogIntervals lines;
  private long pinger = -1;

  private @Nullable String receiver;
  private int mostMessages;
  private long mostBytes;
  private int messages; // sent, not yet granted again
  private long bytes;
  private long grantedMessages;
  private long grantedBytes;
  private long refused;
  private long sequence;
  private List<CreditItem> batch = new ArrayList<>();
  private boolean flushScheduled;
  private boolean wasFull = true;
  private boolean closed;
  private @Nullable Promise<Void> confirmed;

  public CreditSender(Vertx vertx, String address, Events events) {
    this.vertx = vertx;
    this.bus = vertx.eventBus();
    this.context = vertx.getOrCreateContext();
    this.address = address;
    this.events = events;
    this.delivery = CreditBatch.delivery(vertx);
    this.grants = bus.consumer(own, this::granted);
    this.lines = new LogIntervals(Engines.host(vertx));
  }

  /** Looks for a receiver until one answers. */
  public void open() {
    if (closed) {
      return;
    }
    grants
        .completion()
        .compose(ready -> bus.<JsonObject>request(address, own, CreditLink.say(CreditLink.OPEN)))
        .onComplete(this::opened, this::notOpened);
  }

  private void notOpened(Throwable failure) {
    if (!closed && lines.isDue()) {
      LOG.warn(
          "no receiver at the event-bus address %s (%s); messages are queued until a receiver answers; do: open a SocketReader for this address, or deploy the verticle that has this address%s"
              .formatted(address, failure.getMessage(), lines.leftOut()));
    }
    vertx.setTimer(RETRY.toMillis(), again -> open());
  }

  private void opened(Message<JsonObject> answer) {
    String found = answer.body().getString("address");
    if (closed) {
      bus.send(found, null, CreditLink.say(CreditLink.CLOSE));
      return;
    }
    if (lines.isLogged()) {
      lines.reset();
      LOG.info("found a receiver at the event-bus address %s".formatted(address));
    }
    receiver = found;
    mostMessages = answer.body().getInteger("messages");
    mostBytes = answer.body().getLong("bytes");
    messages = 0;
    bytes = 0;
    grantedMessages = 0;
    grantedBytes = 0;
    refused = 0;
    sequence = 0;
    pinger = vertx.setPeriodic(CreditLink.PING_INTERVAL.toMillis(), tick -> ping());
    tellWhenDrained();
  }

  public boolean isFull() {
    boolean full = receiver == null || messages >= mostMessages || bytes >= mostBytes;
    wasFull |= full;
    return full;
  }

  /** To be called only while not {@link #isFull}. */
  public void send(CreditItem message) {
    messages++;
    bytes += message.body().length();
    batch.add(message);
    if (!flushScheduled) {
      flushScheduled = true;
      context.runOnContext(turn -> flush());
    }
  }

  private void flush() {
    flushScheduled = false;
    if (!batch.isEmpty() && receiver != null) {
      bus.send(receiver, new CreditBatch(sequence++, batch), delivery);
      batch = new ArrayList<>(batch.size());
    }
  }

  private void granted(Message<Object> grant) {
    String from = grant.headers().get(CreditLink.FROM);
    boolean current = receiver != null && receiver.equals(from);
    if (CreditLink.says(grant, CreditLink.CLOSE)) {
      if (current) {
        broken();
      }
      grant.reply(null);
      return;
    }
    if (!current) {
      return; // of an earlier link, whose messages are counted as lost
    }
    if (CreditLink.says(grant, CreditLink.REFUSED)) {
      JsonObject told = (JsonObject) grant.body();
      refused(told.getInteger("code"), told.getInteger("messages"), told.getString("message"));
      return;
    }
    Buffer totals = (Buffer) grant.body();
    messages -= (int) (totals.getLong(0) - grantedMessages);
    bytes -= totals.getLong(Long.BYTES) - grantedBytes;
    grantedMessages = totals.getLong(0);
    grantedBytes = totals.getLong(Long.BYTES);
    int untold = (int) (totals.getLong(2 * Long.BYTES) - refused);
    if (untold > 0) {
      refused(0, untold, "the report with the reason was lost");
    }
    if (messages == 0 && confirmed != null) {
      confirmed.tryComplete();
    }
    tellWhenDrained();
  }

  private void refused(int code, int count, String why) {
    refused += count;
    events.refused(code, count, why);
  }

  private void tellWhenDrained() {
    if (wasFull && !isFull()) {
      wasFull = false;
      events.drained();
    }
  }

  private void ping() {
    String pinged = receiver;
    if (pinged != null) {
      DeliveryOptions options =
          CreditLink.say(CreditLink.PING).addHeader(CreditLink.BATCHES, Long.toString(sequence));
      bus.request(pinged, null, options)
          .onFailure(
              failure -> {
                if (pinged.equals(receiver)) {
                  broken();
                }
              });
    }
  }

  private void broken() {
    int lost = messages;
    disconnect();
    batch.clear();
    messages = 0;
    bytes = 0;
    wasFull = true;
    if (confirmed != null) {
      confirmed.tryFail("the receiver was closed before it confirmed %d messages".formatted(lost));
    }
    events.broken(lost);
    open();
  }

  private void disconnect() {
    receiver = null;
    vertx.cancelTimer(pinger);
  }

  /** Completes when the receiver has consumed all messages. */
  public Future<Void> confirmed() {
    flush();
    Promise<Void> done = Promise.promise();
    confirmed = done;
    if (messages == 0) {
      done.complete();
    } else if (receiver != null) {
      bus.send(receiver, null, CreditLink.say(CreditLink.CONFIRM));
    }
    return done.future();
  }

  /** Closes the link; unconfirmed messages may be lost. */
  public Future<Void> close() {
    closed = true;
    flush();
    if (receiver != null) {
      bus.send(receiver, null, CreditLink.say(CreditLink.CLOSE));
      disconnect();
    }
    return grants.unregister();
  }

  /** The number of sent messages whose consumption is not confirmed. */
  int unconfirmed() {
    return messages;
  }
}
