package io.scapro.protocol;

import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.policy.DroppingQueue;
import io.scapro.policy.Inbox;
import io.scapro.policy.Topics;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reader of its own on a SUB socket: own topics, own queue, own demand. Safe from any thread.
 *
 * <p>Several contexts share each message they all asked for, so its body is to be treated as
 * read-only.
 */
public final class SubContext implements ReadStream<Message> {

  /** What a context asks of its socket; on the loop. */
  interface Owner {
    /** Messages are dropped that no topic matches any more. */
    void unsubscribed(int messages);

    /** Removes {@code context} and ends it. */
    void close(SubContext context, SpException cause);
  }

  private final Owner socket;
  private final Host host;
  private final Topics topics = new Topics();
  private final DroppingQueue queue;
  private final Inbox<Message> inbox;
  private final Promise<Void> end = Promise.promise();
  private @Nullable Handler<Void> endHandler;

  SubContext(Owner socket, Host host, DroppingQueue queue, Inbox<Message> inbox) {
    this.socket = socket;
    this.host = host;
    this.queue = queue;
    this.inbox = inbox;
  }

  // ---- application side ----

  /** As {@link #subscribe(Buffer)}, in UTF-8. */
  public Future<Void> subscribe(String topic) {
    Objects.requireNonNull(topic, "topic");
    return subscribe(Buffer.buffer(topic));
  }

  /** Reads messages that begin with {@code topic}, too; compared byte by byte. */
  public Future<Void> subscribe(Buffer topic) {
    Objects.requireNonNull(topic, "topic");
    return OnLoop.call(
        host,
        () -> {
          topics.add(topic);
          return host.done();
        });
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
    return OnLoop.call(
        host,
        () -> {
          if (!topics.remove(topic)) {
            return host.failed(
                new SpException(
                    Reason.STATE, "expected a topic subscribed to, got \"" + topic + '"'));
          }
          socket.unsubscribed(queue.removeIf(message -> !topics.match(message.body())));
          return host.done();
        });
  }

  /** The next message; fails with TIMEOUT after the receive timeout, STATE beside a handler. */
  public Future<Message> receive() {
    return OnLoop.call(host, inbox::receive);
  }

  /**
   * The bodies of the messages, as a stream that can be piped: {@code bodies().pipeTo(file)}. It
   * takes the place of {@link #handler}; demand and end are those of this context. A body belongs
   * to the reader.
   */
  public ReadStream<Buffer> bodies() {
    return new Bodies(this);
  }

  @Override
  public SubContext handler(@Nullable Handler<Message> handler) {
    inbox.handler(handler);
    return this;
  }

  @Override
  public SubContext pause() {
    inbox.pause();
    return this;
  }

  @Override
  public SubContext resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public SubContext fetch(long amount) {
    inbox.fetch(amount);
    return this;
  }

  /** Called when the context or its socket is closed. */
  @Override
  public SubContext endHandler(@Nullable Handler<Void> handler) {
    host.execute(
        () -> {
          endHandler = handler;
          end.future().onComplete(ended -> tellEnd(handler));
        });
    return this;
  }

  @Override
  public SubContext exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  /** Gives up what is unread. The socket and its other contexts live on. */
  public void close() {
    host.execute(
        () -> socket.close(this, new SpException(Reason.CLOSED, "the context was closed")));
  }

  private void tellEnd(@Nullable Handler<Void> handler) {
    if (handler != null && handler == endHandler) { // not replaced meanwhile
      host.emit(null, handler);
    }
  }

  // ---- the socket's side, on the loop ----

  boolean wants(Message message) {
    return topics.match(message.body());
  }

  void offer(Pipe peer, Message message) {
    inbox.offer(peer, message, message.length());
  }

  boolean isWaiting() {
    return inbox.waiting() > 0;
  }

  int unread() {
    return inbox.unread();
  }

  void end(SpException cause) {
    end.tryComplete();
    inbox.close(cause);
  }
}
