package io.scapro.protocol;

import io.scapro.Deadlines;
import io.scapro.DropReason;
import io.scapro.Host;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Pipe;
import io.scapro.SpException;
import io.scapro.SpSocket;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SUB: reads what PUB peers send and begins with a topic it subscribed to. Without a subscription
 * it reads nothing; the empty topic is every message.
 *
 * <p>It never slows a publisher: when more than {@link SubOptions#receiveBuffer} messages wait, one
 * is discarded and counted as QUEUE_FULL. The socket is one reader; {@link #context} makes others.
 * A message that several of them read counts once for each. Source: peers.md 1.6; counted
 * subscriptions as nanomsg, purge on unsubscribe and drop policy as nng.
 */
public final class SubSocket extends SpSocket implements ReadStream<Message> {

  public static final Identity IDENTITY = new Identity("sub", 0x21, "pub", 0x20);

  private final SubOptions options;
  private final Deadlines deadlines;
  private final SubContext own;
  private final List<SubContext> contexts = new ArrayList<>();

  SubSocket(Host host, SubOptions options) {
    super(host, IDENTITY, options);
    this.options = options;
    this.deadlines = new Deadlines(host);
    this.own = new SubContext(this, host, deadlines, options);
    contexts.add(own);
  }

  public static SubSocket create(Vertx vertx) {
    return create(vertx, new SubOptions());
  }

  /** Opens a socket on the calling context. */
  public static SubSocket create(Vertx vertx, SubOptions options) {
    return new SubSocket(Host.of(vertx), options.copy());
  }

  // ---- application side ----

  /** A reader with topics and a queue of its own. */
  public SubContext context() {
    SubContext context = new SubContext(this, host, deadlines, options);
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

  /** As {@link #subscribe(Buffer)}, in UTF-8. */
  public Future<Void> subscribe(String topic) {
    return subscribe(Buffer.buffer(topic));
  }

  /** Reads messages that begin with {@code topic}, too; compared byte by byte. */
  public Future<Void> subscribe(Buffer topic) {
    return onLoop(() -> own.subscribe(topic));
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
    return onLoop(() -> own.unsubscribe(topic));
  }

  /** The next message; fails with TIMEOUT after the receive timeout, CLOSED, or STATE. */
  public Future<Message> receive() {
    return onLoop(own::receive);
  }

  @Override
  public SubSocket handler(@Nullable Handler<Message> handler) {
    own.handler(handler);
    return this;
  }

  @Override
  public SubSocket pause() {
    own.pause();
    return this;
  }

  @Override
  public SubSocket resume() {
    own.resume();
    return this;
  }

  @Override
  public SubSocket fetch(long amount) {
    own.fetch(amount);
    return this;
  }

  /** Called when the socket is closed. */
  @Override
  public SubSocket endHandler(@Nullable Handler<Void> handler) {
    own.endHandler(handler);
    return this;
  }

  /** Never called for what peers do: that ends their pipe and is an event. */
  @Override
  public SubSocket exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  protected Boolean isReceivable() {
    return own.isWaiting();
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
        context.offer(peer, new Message(message.keep().header(), message.body(), peer, null));
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

  void delivered(int messages) {
    countDelivered(messages);
  }

  void lost(int messages) {
    drop(DropReason.CLOSED, messages);
  }

  void overflowed(Message message) {
    message.release();
    drop(DropReason.QUEUE_FULL, 1);
  }

  void unsubscribed(int messages) {
    drop(DropReason.UNSUBSCRIBED, messages);
  }

  void close(SubContext context, SpException cause) {
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
  }

  @Override
  protected void ended(SpException cause) {
    deadlines.clear();
  }

  @Override
  protected long queuedToDeliver() {
    return contexts.stream().mapToLong(SubContext::unread).sum();
  }
}
