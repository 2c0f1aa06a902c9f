package io.scapro.protocol;

import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.policy.Backtrace;
import io.scapro.policy.DroppingQueue;
import io.scapro.policy.Inbox;
import io.scapro.policy.MessageReader;
import io.scapro.spi.Deadlines;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A survey in progress: a stream of answers that ends at the deadline. At most {@link
 * SurveyorOptions#getReceiveBuffer} unread answers with at most {@link
 * SurveyorOptions#getReceiveBudget} bytes are queued. Above that, the oldest one is dropped with
 * the drop reason QUEUE_FULL. Answers that arrived before the deadline can be read after the
 * deadline. Thread-safe.
 */
public final class Survey implements ReadStream<Message> {

  /** What a survey needs from its socket; on the event loop. */
  interface Owner {
    void answered(int answers);

    void lost(int answers);

    /** Counts one answer that was dropped because the queue is full. */
    void overflowed();

    /** Stops accepting answers. */
    void end(Survey survey, SpException cause);

    /** Drops the unread answers of a survey that has ended. */
    void discard(Survey survey, SpException cause);
  }

  private final Owner socket;
  private final Host host;
  private final Buffer body;
  private final Inbox<Message> inbox;
  private final Set<Pipe> asked = new HashSet<>();
  private final Promise<Void> end = Promise.promise();
  private @Nullable Handler<Void> endHandler;
  private final Deadlines.Entry deadline =
      new Deadlines.Entry() {
        @Override
        protected void expired() {
          socket.end(
              Survey.this,
              new SpException(
                  Reason.TIMEOUT,
                  "expected one more answer before the deadline of the survey, got none"));
        }
      };
  private int id;
  private long sentAt;

  Survey(Owner socket, Host host, Deadlines deadlines, SurveyorOptions options, Buffer body) {
    this.socket = socket;
    this.host = host;
    this.body = body;
    this.inbox =
        new Inbox<>(
            host,
            deadlines,
            options,
            new DroppingQueue(options, true).onOverflow(this::overflow),
            new MessageReader(socket::answered, socket::lost));
  }

  // ---- application side ----

  /**
   * {@return the next answer. Fails with TIMEOUT at the deadline or after the receive timeout, with
   * STATE when a handler is set, or with CANCELLED, CLOSED or TOO_LONG}
   */
  public Future<Message> receive() {
    return OnLoop.call(host, inbox::receive);
  }

  /**
   * Collects the answers. Replaces the handler.
   *
   * @return all answers, at the deadline; fails with CANCELLED, CLOSED or TOO_LONG
   */
  public Future<List<Message>> answers() {
    List<Message> answers = new ArrayList<>();
    handler(answer -> answers.add(answer.keep()));
    return host.answer(end.future()).map(ended -> List.copyOf(answers));
  }

  /**
   * Ends the survey. Unread answers are dropped with the drop reason CLOSED, answers that arrive
   * later with UNKNOWN_REQUEST. Has no effect once the survey has ended and all answers were read.
   */
  public void cancel() {
    host.execute(
        () -> {
          SpException cause = new SpException(Reason.CANCELLED, "the survey was cancelled");
          socket.end(this, cause);
          socket.discard(this, cause);
        });
  }

  /**
   * {@return the bodies of the answers as a stream: {@code bodies().pipeTo(file)}. The handler of
   * the stream replaces {@link #handler}. The stream and this survey have the same demand and the
   * same end. The application may keep each body, even if {@code lendBodies} is set}
   */
  public ReadStream<Buffer> bodies() {
    return new Bodies(this);
  }

  /**
   * Sets the handler of answers. While it is set, {@link #receive} fails with STATE. The handler is
   * called on the context of the socket while there is demand.
   *
   * @param handler null removes the handler; answers are then queued for {@link #receive}
   * @return this
   */
  @Override
  public Survey handler(@Nullable Handler<Message> handler) {
    inbox.handler(handler);
    return this;
  }

  /**
   * Sets the demand to zero: answers are queued. When the queue is full, answers are dropped.
   *
   * @return this
   */
  @Override
  public Survey pause() {
    inbox.pause();
    return this;
  }

  /**
   * Sets the demand to unlimited, which is the initial value.
   *
   * @return this
   */
  @Override
  public Survey resume() {
    return fetch(Long.MAX_VALUE);
  }

  /**
   * Adds to the demand.
   *
   * @param amount answers, 0 or more
   * @return this
   */
  @Override
  public Survey fetch(long amount) {
    inbox.fetch(amount);
    return this;
  }

  /**
   * Sets the handler of the end of the stream. It is called when the deadline has passed and all
   * answers were read. It is also called when the survey fails with CANCELLED, CLOSED or TOO_LONG.
   *
   * @param handler null: none
   * @return this
   */
  @Override
  public Survey endHandler(@Nullable Handler<Void> handler) {
    host.execute(
        () -> {
          endHandler = handler;
          end.future().onComplete(ended -> tellEnd(handler));
        });
    return this;
  }

  /**
   * Has no effect: the end handler is called for every end.
   *
   * @param handler is never called
   * @return this
   */
  @Override
  public Survey exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  private void tellEnd(@Nullable Handler<Void> handler) {
    if (handler != null && handler == endHandler) { // unless it was replaced meanwhile
      host.emit(null, handler);
    }
  }

  // ---- for the socket, on the event loop ----

  int id() {
    return id;
  }

  void id(int id) {
    this.id = id;
  }

  long sentAt() {
    return sentAt;
  }

  void sentAt(long nanos) {
    this.sentAt = nanos;
  }

  Message question() {
    return new Message(Backtrace.header(id), body);
  }

  void asked(Pipe peer) {
    asked.add(peer);
  }

  boolean hasAsked(Pipe peer) {
    return asked.contains(peer);
  }

  void answer(Pipe peer, Message answer) {
    inbox.offer(peer, answer, answer.length());
  }

  int unread() {
    return inbox.unread();
  }

  /** The entry that ends the survey at its deadline. */
  Deadlines.Entry deadline() {
    return deadline;
  }

  /** Stops accepting answers; {@code whenRead} runs when the queued answers are read. */
  void finish(SpException cause, Runnable whenRead) {
    inbox.finish(
        cause,
        () -> {
          whenRead.run();
          if (cause.reason() == Reason.TIMEOUT) {
            end.complete();
          } else {
            end.fail(cause);
          }
        });
  }

  /** Drops the unread answers. */
  void discard(SpException cause) {
    inbox.close(cause);
  }

  private void overflow(Message message) {
    message.release();
    socket.overflowed();
  }
}
