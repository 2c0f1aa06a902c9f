package io.scapro.protocol;

import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.SpException;
import io.scapro.policy.DroppingQueue;
import io.scapro.policy.Inbox;
import io.scapro.policy.Loan;
import io.scapro.policy.MessageReader;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * SUB: reads what PUB peers send and begins with a topic it subscribed to. Without a subscription
 * it reads nothing; the empty topic is every message.
 *
 * <p>It never slows a publisher: when more than {@link SubOptions#receiveBuffer} messages wait, one
 * is discarded and counted as QUEUE_FULL. The socket is one reader; {@link #context} makes others.
 * A message that several of them read counts once for each. Source: peers.md 1.6; counted
 * subscriptions as nanomsg, purge on unsubscribe and drop policy as nng.
 */
public final class SubSocket extends ReceivingSocket<Message, SubSocket> {

  public static final Identity IDENTITY = new Identity("sub", 0x21, "pub", 0x20);

  private final SubOptions options;
  private final SubContext own;
  private final List<SubContext> contexts = new ArrayList<>();

  SubSocket(Host host, SubOptions options) {
    this(host, options, new DroppingQueue(options, options.isPreferNew()));
  }

  private SubSocket(Host host, SubOptions options, DroppingQueue queue) {
    super(host, IDENTITY, options, queue, Loan.OF_MESSAGES);
    this.options = options;
    this.own = new SubContext(counts(), host, queue.onOverflow(this::overflowed), inbox);
    contexts.add(own);
  }

  public static SubSocket create(Vertx vertx) {
    return create(vertx, new SubOptions());
  }

  /** Opens a socket on the calling context. */
  public static SubSocket create(Vertx vertx, SubOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new SubSocket(Engines.host(vertx), options.copy());
  }

  // ---- application side ----

  /** A reader with topics and a queue of its own. */
  public SubContext context() {
    SubContext context = newContext();
    host.execute(
        () -> {
          if (isOpen()) {
            contexts.add(context);
          } else {
            context.end(closedException());
          }
        });
    return context;
  }

  private SubContext newContext() {
    DroppingQueue queue =
        new DroppingQueue(options, options.isPreferNew()).onOverflow(this::overflowed);
    MessageReader reader =
        new MessageReader(this::countDelivered, messages -> drop(DropReason.CLOSED, messages));
    return new SubContext(
        counts(), host, queue, new Inbox<>(host, deadlines, options, queue, reader));
  }

  private SubContext.Owner counts() {
    return new SubContext.Owner() {
      @Override
      public void unsubscribed(int messages) {
        drop(DropReason.UNSUBSCRIBED, messages);
      }

      @Override
      public void close(SubContext context, SpException cause) {
        SubSocket.this.close(context, cause);
      }
    };
  }

  /** As {@link #subscribe(Buffer)}, in UTF-8. */
  public Future<Void> subscribe(String topic) {
    Objects.requireNonNull(topic, "topic");
    return subscribe(Buffer.buffer(topic));
  }

  /** Reads messages that begin with {@code topic}, too; compared byte by byte. */
  public Future<Void> subscribe(Buffer topic) {
    Objects.requireNonNull(topic, "topic");
    return onLoop(() -> own.subscribe(topic));
  }

  /** As {@link #unsubscribe(Buffer)}, in UTF-8. */
  public Future<Void> unsubscribe(String topic) {
    Objects.requireNonNull(topic, "topic");
    return unsubscribe(Buffer.buffer(topic));
  }

  /**
   * Takes one {@link #subscribe} back; unread messages that no topic asks for any more are
   * discarded. Fails with STATE when there was no such subscription.
   */
  public Future<Void> unsubscribe(Buffer topic) {
    Objects.requireNonNull(topic, "topic");
    return onLoop(() -> own.unsubscribe(topic));
  }

  /**
   * The bodies of the messages, as a stream that can be piped: {@code bodies().pipeTo(file)}. It
   * takes the place of {@link #handler}; demand and end are those of this socket. A body belongs to
   * the reader.
   */
  public ReadStream<Buffer> bodies() {
    return new Bodies(this);
  }

  // ---- peer side ----

  @Override
  protected void attached(Pipe peer) {}

  @Override
  protected boolean received(Pipe peer, Message message) {
    if (contexts.size() == 1 && own.wants(message)) {
      own.offer(peer, message);
      return true;
    }
    int readers = 0;
    for (SubContext context : List.copyOf(contexts)) {
      if (context.wants(message)) {
        readers++;
        context.offer(
            peer, new Message(message.keep().header(), message.body(), peer.peer(), null));
      }
    }
    if (readers == 0) {
      message.release();
      countFiltered();
    } else {
      countReceivedAgain(readers - 1);
    }
    return true;
  }

  @Override
  protected void writable(Pipe peer) {}

  @Override
  protected void detached(Pipe peer) {}

  // ---- what contexts use ----

  private void overflowed(Message message) {
    message.release();
    drop(DropReason.QUEUE_FULL, 1);
  }

  private void close(SubContext context, SpException cause) {
    contexts.remove(context);
    context.end(cause);
  }

  // ---- the end ----

  @Override
  protected boolean isDrained() {
    return true;
  }

  @Override
  protected void closing(SpException cause) {
    List.copyOf(contexts).forEach(context -> close(context, cause));
    super.closing(cause);
  }

  @Override
  protected long queuedToDeliver() {
    return contexts.stream().mapToLong(SubContext::unread).sum();
  }
}
