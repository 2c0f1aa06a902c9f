package io.scapro.protocol;

import io.scapro.Message;
import io.scapro.Peer;
import io.scapro.spi.Pipe;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * A request or survey received by a {@link RepSocket} or {@link RespondentSocket}. It can be
 * answered once, from any thread.
 */
public final class Request {

  private final BiFunction<Request, Buffer, Future<Void>> replies;
  private final Pipe pipe;
  private final Message message;
  private boolean answered;

  Request(BiFunction<Request, Buffer, Future<Void>> replies, Pipe pipe, Message message) {
    this.replies = replies;
    this.pipe = pipe;
    this.message = message;
  }

  /** {@return the body; a lent one is valid until the handler returns, see {@link Message#keep}} */
  public Buffer body() {
    return message.body();
  }

  /**
   * Makes a lent body the application's own, see {@link Message#keep}.
   *
   * @return this
   */
  public Request keep() {
    message.keep();
    return this;
  }

  /** {@return the peer that sent the request} */
  public Peer peer() {
    return pipe.peer();
  }

  /**
   * Answers the request.
   *
   * @param body the answer; do not change it after the call
   * @return completes when the peer's connection accepted the reply; fails with STATE for a second
   *     reply, DISCONNECTED when the peer is no longer connected, TIMEOUT when it reads too slowly,
   *     TOO_LONG or CLOSED
   */
  public Future<Void> reply(Buffer body) {
    Objects.requireNonNull(body, "body");
    return replies.apply(this, body);
  }

  /** {@return the length and the peer; never the content, which may be secret} */
  @Override
  public String toString() {
    return "Request[%d bytes, from %s]".formatted(body().length(), peer());
  }

  Pipe pipe() {
    return pipe;
  }

  Message message() {
    return message;
  }

  /** On the event loop. */
  boolean isAnswered() {
    return answered;
  }

  /** Marks the request as answered; returns whether it was unanswered. On the event loop. */
  boolean answer() {
    boolean first = !answered;
    answered = true;
    return first;
  }
}
