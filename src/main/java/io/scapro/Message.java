package io.scapro;

import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message: the SP header, which the protocol uses, and the body, which is the application's.
 *
 * <p>A received body belongs to the receiver, unless the socket was created with {@link
 * CommonOptions#setLendBodies lent bodies}: then it is valid until the handler returns, and {@link
 * #keep} makes it the application's own.
 *
 * <p>Not thread-safe; use it on the context that received it.
 */
public final class Message {

  private static final Buffer NONE = Buffer.buffer(0);

  private final Buffer header;
  private final Buffer body;
  private final @Nullable Peer peer;
  private @Nullable Lease lease;

  /**
   * A message to be sent, without an SP header.
   *
   * @param body belongs to the socket from now on
   */
  public Message(Buffer body) {
    this(NONE, body, null, null);
  }

  /**
   * A message to be sent.
   *
   * @param header the SP header, in the form that {@link io.scapro.protocol.RawSocket} describes;
   *     belongs to the socket from now on
   * @param body belongs to the socket from now on
   */
  public Message(Buffer header, Buffer body) {
    this(header, body, null, null);
  }

  /**
   * A received message.
   *
   * @param header the SP header; empty: none
   * @param body the body
   * @param peer the sender; null: unknown
   * @param lease how a lent body is returned or kept; null: the body is the receiver's own
   */
  public Message(Buffer header, Buffer body, @Nullable Peer peer, @Nullable Lease lease) {
    this.header = Objects.requireNonNull(header, "header");
    this.body = Objects.requireNonNull(body, "body");
    this.peer = peer;
    this.lease = lease;
  }

  /** {@return the SP header; empty where the protocol has none or has removed it already} */
  public Buffer header() {
    return header;
  }

  /**
   * {@return the body; empty for an empty message. See the class comment for how long it is valid}
   */
  public Buffer body() {
    return body;
  }

  /** {@return the peer that sent the message; null for a message that was made here} */
  public @Nullable Peer peer() {
    return peer;
  }

  /** {@return the length of header and body, in bytes} */
  public int length() {
    return header.length() + body.length();
  }

  /**
   * Moves the first bytes of the body to the header. The right to the body moves to the result.
   *
   * @param length how many bytes, 0 to the length of the body
   * @return a message with the remaining body; its header is a copy and stays valid after a lent
   *     body
   */
  public Message split(int length) {
    Arguments.between(0, body.length(), length, "length");
    Message result =
        new Message(body.getBuffer(0, length), body.slice(length, body.length()), peer, lease);
    lease = null;
    return result;
  }

  /**
   * Replaces the header. The right to the body moves to the result.
   *
   * @param header the new header
   * @return a message with that header and this body
   */
  public Message withHeader(Buffer header) {
    Objects.requireNonNull(header, "header");
    Message result = new Message(header, body, peer, lease);
    lease = null;
    return result;
  }

  /**
   * Makes a lent body the application's own. No effect on other bodies, and when repeated.
   *
   * @return this
   */
  public Message keep() {
    Lease held = lease;
    if (held != null) {
      lease = null;
      held.keep();
    }
    return this;
  }

  /**
   * Returns a lent body to its pool; do not read it any more. No effect on other bodies, and when
   * repeated. Sockets call it when the handler has returned.
   */
  public void release() {
    Lease held = lease;
    if (held != null) {
      lease = null;
      held.giveBack();
    }
  }

  /** The lengths and the peer; never the content, which may be secret. */
  @Override
  public String toString() {
    return "Message[%d bytes%s%s%s]"
        .formatted(
            body.length(),
            header.length() == 0 ? "" : ", header of " + header.length(),
            peer == null ? "" : ", from " + peer,
            lease == null ? "" : ", lent");
  }

  /** The terms on which a body is lent. Exactly one of the two methods is called, once. */
  public interface Lease {
    /** The body is not read any more: its memory can be used again. */
    void giveBack();

    /** The application keeps the body: its memory must not be used again. */
    void keep();
  }
}
