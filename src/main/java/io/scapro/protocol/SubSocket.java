package io.scapro.protocol;

import io.scapro.DropReason;
import io.scapro.Host;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Pipe;
import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * SUB: reads what PUB peers send and begins with a topic it subscribed to. Without a subscription
 * it reads nothing; the empty topic is every message.
 *
 * <p>It never slows a publisher: when more than {@link SubOptions#receiveBuffer} messages wait, one
 * is discarded and counted as QUEUE_FULL. Source: peers.md 1.6; counted subscriptions as nanomsg,
 * purge on unsubscribe and drop policy as nng.
 */
public final class SubSocket extends ReceivingSocket<Message> {

  public static final Identity IDENTITY = new Identity("sub", 0x21, "pub", 0x20);

  private final Topics topics = new Topics();
  private final DroppingQueue queue;

  SubSocket(Host host, SubOptions options) {
    this(host, options, new Overflow());
  }

  private SubSocket(Host host, SubOptions options, Overflow overflow) {
    this(
        host,
        options,
        overflow,
        new DroppingQueue(options.receiveBuffer(), options.preferNew(), overflow::dropped));
  }

  private SubSocket(Host host, SubOptions options, Overflow overflow, DroppingQueue queue) {
    super(host, IDENTITY, options, queue, Message::keep, Message::release);
    this.queue = queue;
    overflow.socket = this;
  }

  public static SubSocket create(Vertx vertx) {
    return create(vertx, new SubOptions());
  }

  /** Opens a socket on the calling context. */
  public static SubSocket create(Vertx vertx, SubOptions options) {
    return new SubSocket(Host.of(vertx), options.copy());
  }

  // ---- application side ----

  /** As {@link #subscribe(Buffer)}, in UTF-8. */
  public Future<Void> subscribe(String topic) {
    return subscribe(Buffer.buffer(topic));
  }

  /** Reads messages that begin with {@code topic}, too; compared byte by byte. */
  public Future<Void> subscribe(Buffer topic) {
    return onLoop(
        () -> {
          topics.add(topic);
          return host.done();
        });
  }

  /** As {@link #unsubscribe(Buffer)}, in UTF-8. */
  public Future<Void> unsubscribe(String topic) {
    return unsubscribe(Buffer.buffer(topic));
  }

  /**
   * Takes one {@link #subscribe} back; unread messages that no topic asks for any more are
   * discarded. Fails with STATE when there was no such subscription.
   */
  public Future<Void> unsubscribe(Buffer topic) {
    return onLoop(
        () -> {
          if (!topics.remove(topic)) {
            return host.failed(
                new SpException(
                    Reason.STATE,
                    "expected a topic subscribed to, got \"" + topic.toString() + '"'));
          }
          drop(DropReason.UNSUBSCRIBED, queue.removeIf(message -> !topics.match(message.body())));
          return host.done();
        });
  }

  // ---- peer side ----

  @Override
  protected void attached(Pipe peer) {}

  @Override
  protected boolean received(Pipe peer, Message message) {
    if (topics.match(message.body())) {
      return inbox.offer(peer, message, message.length());
    }
    message.release();
    countFiltered();
    return true;
  }

  @Override
  protected void writable(Pipe peer) {}

  @Override
  protected void detached(Pipe peer) {}

  @Override
  protected boolean isDrained() {
    return true;
  }

  /** Breaks the knot: the queue must exist before the socket that counts for it. */
  private static final class Overflow {
    private SubSocket socket;

    void dropped(Message message) {
      message.release();
      socket.drop(DropReason.QUEUE_FULL, 1);
    }
  }
}
