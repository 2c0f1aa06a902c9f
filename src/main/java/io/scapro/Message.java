package io.scapro;

import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message: the SP header, which travels for the protocol, and the body, which is the
 * application's.
 *
 * <p>A received body belongs to the receiver for good, unless the socket was opened with {@link
 * CommonOptions#setLendBodies lent bodies}: then it belongs to the handler until the handler
 * returns, and {@link #keep} makes it the application's own.
 *
 * <p>Not thread-safe; to be used on the context that received it.
 */
public final class Message {

  private static final Buffer NONE = Buffer.buffer(0);

  private final Buffer header;
  private final Buffer body;
  private final @Nullable Peer peer;
  private @Nullable Lease lease;

  /** A message to be sent, with no SP header. */
  public Message(Buffer body) {
    this(NONE, body, null, null);
  }

  /** A message to be sent. The buffers belong to the socket from now on. */
  public Message(Buffer header, Buffer body) {
    this(header, body, null, null);
  }

  /**
   * A received message.
   *
   * @param lease how a lent body is returned or kept, null when the body is the receiver's own
   */
  public Message(Buffer header, Buffer body, @Nullable Peer peer, @Nullable Lease lease) {
    this.header = Objects.requireNonNull(header, "header");
    this.body = Objects.requireNonNull(body, "body");
    this.peer = peer;
    this.lease = lease;
  }

  /** The SP header, empty where the protocol has none or has taken it off already. */
  public Buffer header() {
    return header;
  }

  public Buffer body() {
    return body;
  }

  /** The peer the message came from; null for a message that was made here. */
  public @Nullable Peer peer() {
    return peer;
  }

  /** Length of header and body, in bytes. */
  public int length() {
    return header.length() + body.length();
  }

  /**
   * This message with its first {@code length} body bytes moved to the header, which is a copy and
   * outlives a lent body. The right to the body moves to the result.
   */
  public Message split(int length) {
    Arguments.between(0, body.length(), length, "length");
    Message result =
        new Message(body.getBuffer(0, length), body.slice(length, body.length()), peer, lease);
    lease = null;
    return result;
  }

  /** This message with another header. The right to the body moves to the result. */
  public Message withHeader(Buffer header) {
    Objects.requireNonNull(header, "header");
    Message result = new Message(header, body, peer, lease);
    lease = null;
    return result;
  }

  /** Makes a lent body the application's own. Without effect on others, and when repeated. */
  public Message keep() {
    Lease held = lease;
    if (held != null) {
      lease = null;
      held.keep();
    }
    return this;
  }

  /**
   * Returns a lent body to its pool; it must not be read any more. Without effect on others, and
   * when repeated. Sockets call it when the handler has returned.
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

  /** The terms on which a body is lent. Exactly one of the two is called, once. */
  public interface Lease {
    void giveBack();

    void keep();
  }
}
