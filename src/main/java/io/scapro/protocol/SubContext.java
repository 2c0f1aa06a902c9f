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
 * A separate reader on a SUB socket, with its own topics, queue and demand. Thread-safe.
 *
 * <p>Contexts whose topics match the same message share its body. Treat the body as read-only.
 */
public final class SubContext implements ReadStream<Message> {

  /** What a context needs from its socket; on the event loop. */
  interface Owner {
    /** Counts messages that were dropped because no topic matches them any more. */
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

  /**
   * Subscribes to the UTF-8 bytes of a topic, as {@link #subscribe(Buffer)} does.
   *
   * @param topic the beginning of messages
   * @return completes when the subscription is in effect
   */
  public Future<Void> subscribe(String topic) {
    Objects.requireNonNull(topic, "topic");
    return subscribe(Buffer.buffer(topic));
  }

  /**
   * Subscribes to messages that begin with {@code topic}, compared byte by byte. Subscriptions are
   * counted: a topic subscribed twice needs two calls of {@link #unsubscribe(Buffer)}. Has no
   * effect after {@link #close}.
   *
   * @param topic the beginning of messages; empty: every message
   * @return completes when the subscription is in effect
   */
  public Future<Void> subscribe(Buffer topic) {
    Objects.requireNonNull(topic, "topic");
    return OnLoop.call(
        host,
        () -> {
          topics.add(topic);
          return host.done();
        });
  }

  /**
   * Removes a subscription to the UTF-8 bytes of a topic, as {@link #unsubscribe(Buffer)} does.
   *
   * @param topic as for {@link #subscribe(String)}
   * @return completes when it is removed; fails with STATE when there was no such subscription
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
   * @return completes when it is removed; fails with STATE when there was no such subscription
   */
  public Future<Void> unsubscribe(Buffer topic) {
    Objects.requireNonNull(topic, "topic");
    return OnLoop.call(
        host,
        () -> {
          if (!topics.remove(topic)) {
            return host.failed(
                new SpException(Reason.STATE, "expected a subscribed topic, got \"" + topic + '"'));
          }
          socket.unsubscribed(queue.removeIf(message -> !topics.match(message.body())));
          return host.done();
        });
  }

  /**
   * {@return the next message; fails with TIMEOUT after the receive timeout, CLOSED, or STATE when
   * a handler is set}
   */
  public Future<Message> receive() {
    return OnLoop.call(host, inbox::receive);
  }

  /**
   * {@return the bodies of the messages as a stream: {@code bodies().pipeTo(file)}. The handler of
   * the stream replaces {@link #handler}. The stream and this context have the same demand and the
   * same end. The application may keep each body, even if {@code lendBodies} is set}
   */
  public ReadStream<Buffer> bodies() {
    return new Bodies(this);
  }

  /**
   * Sets the handler of messages. While it is set, {@link #receive} fails with STATE. The handler
   * is called on the context of the socket while there is demand.
   *
   * @param handler null removes the handler; messages are then queued for {@link #receive}
   * @return this
   */
  @Override
  public SubContext handler(@Nullable Handler<Message> handler) {
    inbox.handler(handler);
    return this;
  }

  /**
   * Sets the demand to zero: messages are queued. When the queue is full, messages are dropped.
   *
   * @return this
   */
  @Override
  public SubContext pause() {
    inbox.pause();
    return this;
  }

  /**
   * Sets the demand to unlimited, which is the initial value.
   *
   * @return this
   */
  @Override
  public SubContext resume() {
    return fetch(Long.MAX_VALUE);
  }

  /**
   * Adds to the demand.
   *
   * @param amount messages, 0 or more
   * @return this
   */
  @Override
  public SubContext fetch(long amount) {
    inbox.fetch(amount);
    return this;
  }

  /**
   * Sets the handler of the end of the stream. It is called when the context or its socket is
   * closed.
   *
   * @param handler null: none
   * @return this
   */
  @Override
  public SubContext endHandler(@Nullable Handler<Void> handler) {
    host.execute(
        () -> {
          endHandler = handler;
          end.future().onComplete(ended -> tellEnd(handler));
        });
    return this;
  }

  /**
   * Has no effect: a context ends only by being closed.
   *
   * @param handler is never called
   * @return this
   */
  @Override
  public SubContext exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  /**
   * Closes the context: unread messages are dropped as CLOSED. The socket and its other contexts
   * stay open.
   */
  public void close() {
    host.execute(
        () -> socket.close(this, new SpException(Reason.CLOSED, "the context was closed")));
  }

  private void tellEnd(@Nullable Handler<Void> handler) {
    if (handler != null && handler == endHandler) { // unless it was replaced meanwhile
      host.emit(null, handler);
    }
  }

  // ---- for the socket, on the event loop ----

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
