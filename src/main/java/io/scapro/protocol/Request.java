package io.scapro.protocol;

import io.scapro.Message;
import io.scapro.Pipe;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;

/**
 * A request or survey that a {@link RepSocket} or {@link RespondentSocket} received; it can be
 * answered once, from any thread.
 */
public final class Request {

  private final AnsweringSocket socket;
  private final Message message;
  private boolean answered;

  Request(AnsweringSocket socket, Message message) {
    this.socket = socket;
    this.message = message;
  }

  public Buffer body() {
    return message.body();
  }

  /** Makes a lent body the application's own, see {@link Message#keep}. */
  public Request keep() {
    message.keep();
    return this;
  }

  /** The peer that asked. */
  public Pipe pipe() {
    return Objects.requireNonNull(message.pipe(), "pipe");
  }

  /**
   * Answers. {@code body} belongs to the socket from now on.
   *
   * @return completes when the peer's connection took the reply; fails with STATE for a second
   *     reply, DISCONNECTED when the peer has left, TIMEOUT when it reads too slowly, or CLOSED
   */
  public Future<Void> reply(Buffer body) {
    return socket.reply(this, body);
  }

  Message message() {
    return message;
  }

  /** Whether this is the first answer. On the loop. */
  boolean answer() {
    boolean first = !answered;
    answered = true;
    return first;
  }
}
