package io.scapro;

import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message: the SP header, which belongs to the protocol, and the body, which belongs to the
 * application.
 *
 * <p>A received body belongs to the receiver, which may keep it. Do not change it: other receivers
 * may share it. With {@link CommonOptions#setLendBodies lent bodies}, it is only valid until the
 * handler returns, and {@link #keep} makes it the application's own.
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
   * Creates a message to be sent, without an SP header.
   *
   * @param body the body; do not change it after the message was sent
   */
  public Message(Buffer body) {
    this(NONE, body, null, null);
  }

  /**
   * Creates a message to be sent.
   *
   * @param header the SP header, in the form that {@link io.scapro.protocol.RawSocket} describes;
   *     do not change it after the message was sent
   * @param body the body; do not change it after the message was sent
   */
  public Message(Buffer header, Buffer body) {
    this(header, body, null, null);
  }

  /**
   * Creates a received message.
   *
   * @param header the SP header; empty: none
   * @param body the body
   * @param peer the sender; null: unknown
   * @param lease the lease of a lent body; null: the body belongs to the receiver
   */
  public Message(Buffer header, Buffer body, @Nullable Peer peer, @Nullable Lease lease) {
    this.header = Objects.requireNonNull(header, "header");
    this.body = Objects.requireNonNull(body, "body");
    this.peer = peer;
    this.lease = lease;
  }

  /** {@return the SP header; empty if the protocol has none or has removed it} */
  public Buffer header() {
    return header;
  }

  /** {@return the body; empty for an empty message. The class comment says how long it is valid} */
  public Buffer body() {
    return body;
  }

  /** {@return the peer that sent the message; null for a message that was created locally} */
  public @Nullable Peer peer() {
    return peer;
  }

  /** {@return the length of header and body, in bytes} */
  public int length() {
    return header.length() + body.length();
  }

  /**
   * Makes the first bytes of the body the header, in place of the present one. The lease moves to
   * the result.
   *
   * @param length the number of bytes, 0 to the length of the body
   * @return a message with the remaining body; its header is a copy, which stays valid when a lent
   *     body is released
   */
  public Message split(int length) {
    Arguments.between(0, body.length(), length, "length");
    Message result =
        new Message(body.getBuffer(0, length), body.slice(length, body.length()), peer, lease);
    lease = null;
    return result;
  }

  /**
   * Replaces the header. The lease moves to the result.
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
   * Makes a lent body the application's own. Has no effect on other bodies, or when repeated.
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
   * Returns a lent body to its pool; do not read it afterwards. Has no effect on other bodies, or
   * when repeated. Sockets call it after the handler has returned.
   */
  public void release() {
    Lease held = lease;
    if (held != null) {
      lease = null;
      held.giveBack();
    }
  }

  /** {@return the lengths and the peer; never the content, which may be secret} */
  @Override
  public String toString() {
    return "Message[%d bytes%s%s%s]"
        .formatted(
            body.length(),
            header.length() == 0 ? "" : ", header of " + header.length(),
            peer == null ? "" : ", from " + peer,
            lease == null ? "" : ", lent");
  }

  /** The lease of a lent body. Exactly one of its two methods is called, once. */
  public interface Lease {
    /** Returns the body: its memory may be reused. */
    void giveBack();

    /** Keeps the body for the application: its memory must not be reused. */
    void keep();
  }
}
