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
 * SUB: receives the messages of PUB peers that begin with a subscribed topic. Without a
 * subscription it receives nothing. The empty topic matches every message.
 *
 * <p>A SUB never slows a publisher down: when more than {@link SubOptions#getReceiveBuffer}
 * messages are queued, one is dropped as QUEUE_FULL. The socket is one reader; {@link #context}
 * creates others. In the statistics, a message that several readers get counts once for each
 * reader. Subscriptions are counted, as in nanomsg. Unsubscribing drops the unread messages that no
 * remaining topic matches, as in nng. A full queue drops its oldest message, as in nng, unless
 * {@link SubOptions#isPreferNew} is false. See docs/peers.md, section 3.
 */
public final class SubSocket extends ReceivingSocket<Message, SubSocket> {

  /** {@code sub}, SP number 0x21; its peers are {@code pub}. */
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

  /**
   * Opens a socket with the default options. It belongs to the calling context, or to a new one if
   * the caller has none. May be called from any thread.
   *
   * @param vertx the Vertx of the socket; when it is closed, the socket is closed too
   * @return the open socket, without any endpoint
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static SubSocket create(Vertx vertx) {
    return create(vertx, new SubOptions());
  }

  /**
   * Opens a socket. It belongs to the calling context, or to a new one if the caller has none. May
   * be called from any thread.
   *
   * @param vertx the Vertx of the socket; when it is closed, the socket is closed too
   * @param options the options; the socket uses a copy
   * @return the open socket, without any endpoint
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static SubSocket create(Vertx vertx, SubOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new SubSocket(Engines.host(vertx), options.copy());
  }

  // ---- application side ----

  /** {@return a new reader with its own topics and queue} */
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

  /**
   * Subscribes to the UTF-8 bytes of a topic, as {@link #subscribe(Buffer)} does.
   *
   * @param topic the beginning of messages
   * @return completes when the subscription is in effect; fails with CLOSED
   */
  public Future<Void> subscribe(String topic) {
    Objects.requireNonNull(topic, "topic");
    return subscribe(Buffer.buffer(topic));
  }

  /**
   * Subscribes to messages that begin with {@code topic}, compared byte by byte. Subscriptions are
   * counted: a topic subscribed twice needs two calls of {@link #unsubscribe(Buffer)}.
   *
   * @param topic the beginning of messages; empty: every message
   * @return completes when the subscription is in effect; fails with CLOSED
   */
  public Future<Void> subscribe(Buffer topic) {
    Objects.requireNonNull(topic, "topic");
    return onLoop(() -> own.subscribe(topic));
  }

  /**
   * Removes a subscription to the UTF-8 bytes of a topic, as {@link #unsubscribe(Buffer)} does.
   *
   * @param topic as for {@link #subscribe(String)}
   * @return completes when it is removed; fails with STATE when there was no such subscription, or
   *     CLOSED
   */
  public Future<Void> unsubscribe(String topic) {
    Objects.requireNonNull(topic, "topic");
    return unsubscribe(Buffer.buffer(topic));
  }

  /**
   * Removes one subscription. Unread messages that no remaining topic matches are dropped as
   * UNSUBSCRIBED.
   *
   * @param topic as for {@link #subscribe(Buffer)}
   * @return completes when it is removed; fails with STATE when there was no such subscription, or
   *     CLOSED
   */
  public Future<Void> unsubscribe(Buffer topic) {
    Objects.requireNonNull(topic, "topic");
    return onLoop(() -> own.unsubscribe(topic));
  }

  /**
   * {@return the bodies of the messages as a stream: {@code bodies().pipeTo(file)}. The handler of
   * the stream replaces {@link #handler}. The stream and this socket have the same demand and the
   * same end. The application may keep each body, even if {@code lendBodies} is set}
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

  // ---- for contexts ----

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
