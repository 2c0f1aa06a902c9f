package io.scapro.spi;

import io.scapro.CommonOptions;
import io.scapro.Credentials;
import io.scapro.DropReason;
import io.scapro.Endpoint;
import io.scapro.Message;
import io.scapro.Peer;
import io.scapro.Reason;
import io.scapro.SpException;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one peer that has passed the handshake. It sends and receives messages.
 *
 * <p>A pipe belongs to one event loop. All methods must be called there, and all upcalls are made
 * there, inside the dispatch of the context of that event loop. If the socket belongs to another
 * event loop, a {@code Handover} connects the two event loops.
 *
 * <p>Flow control is the same for all transports and is implemented here. Sending: messages that
 * were accepted and not yet reported {@link #written} are limited by the send buffer and by the
 * send budget of all peers of the socket. {@link #isWritable} is false at the limit. The owner gets
 * {@code writable} when half of the buffer is free again. Receiving: {@link #received} returns
 * false when the owner accepts no more for now. The transport then stops reading until {@link
 * #resume}.
 *
 * <p>A connection ends in one of two ways: {@link #closeGracefully} first sends what is queued,
 * {@link #abort()} does not. In both cases, and when the peer closes, the owner gets one upcall
 * {@code closed}.
 *
 * <p>A transport implements {@link #start}, {@link #write}, {@link #resume}, {@link
 * #closeGracefully} and {@link #abort()}, and reports through the protected upcalls.
 */
public abstract class Pipe {

  /** The user of a pipe: a socket, or the connection between two event loops. */
  public interface Owner {
    /**
     * A message was received.
     *
     * @param pipe the connection
     * @param message SP header and body together in the body
     * @return false: deliver no more before {@code resume}; this message was accepted nevertheless
     */
    boolean received(Pipe pipe, Message message);

    /**
     * The send buffer was full and has room again.
     *
     * @param pipe the connection
     */
    void writable(Pipe pipe);

    /**
     * Messages were passed to the network, and are no longer in the send buffer.
     *
     * @param pipe the connection
     * @param messages how many
     * @param bytes their headers and bodies
     */
    default void written(Pipe pipe, int messages, long bytes) {}

    /**
     * Messages were dropped from the send buffer, or before they were complete.
     *
     * @param pipe the connection
     * @param reason why
     * @param messages how many
     */
    void dropped(Pipe pipe, DropReason reason, long messages);

    /**
     * The connection has ended. Called once. The application may still read what was received
     * before.
     *
     * @param pipe the connection
     * @param cause why
     */
    void closed(Pipe pipe, SpException cause);
  }

  private final int id;
  private @Nullable PeerDraft draft;
  private final int maxMessages;
  private final long maxBytes;
  private SendBudget budget = SendBudget.unlimited();
  private @Nullable Owner owner;
  private @Nullable Peer peer;
  private int sendPriority;
  private int receivePriority;
  private @Nullable Runnable onClosed;
  private @Nullable Object attachment;
  private boolean closed;
  private boolean closing;
  private boolean full;
  private boolean sending;
  private boolean wasAway;
  private boolean tooLongForPeer;
  private boolean silent;
  private int queuedMessages;
  private long queuedBytes;
  private int longestQueued;
  private int longestSent;
  private long writtenMessages;
  private long writtenBytes;
  private long receivedMessages;
  private long receivedBytes;

  /**
   * Creates a pipe for a new connection, with a new random id.
   *
   * @param options those of the socket
   */
  protected Pipe(CommonOptions<?> options) {
    this(options, ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE));
  }

  /**
   * Creates a pipe to a peer that was admitted, with the id of the draft.
   *
   * @param options those of the socket
   * @param draft the peer
   */
  protected Pipe(CommonOptions<?> options, PeerDraft draft) {
    this(options, draft.id());
    this.draft = draft;
  }

  /**
   * Creates a pipe that represents a connection of another event loop, with its id.
   *
   * @param options those of the socket
   * @param other the connection
   */
  protected Pipe(CommonOptions<?> options, Pipe other) {
    this(options, other.draft());
  }

  private Pipe(CommonOptions<?> options, int id) {
    this.id = id;
    this.maxMessages = options.getSendBuffer();
    this.maxBytes = options.getSendBufferBytes();
  }

  // ---- properties ----

  /**
   * {@return a random number from 1 to 2^31-1 that identifies this pipe in headers, events and
   * statistics}
   */
  public final int id() {
    return id;
  }

  /** {@return the peer's address as a readable text, as the transport knows it} */
  public abstract String remoteAddress();

  /** {@return the local address of this connection; empty if the transport has none} */
  public String localAddress() {
    return draft == null ? "" : draft.localAddress();
  }

  /**
   * {@return headers of the HTTP request that opened the connection, names in lower case; empty
   * without HTTP}
   */
  public Map<String, String> headers() {
    return draft == null ? Map.of() : draft.headers();
  }

  /**
   * {@return the peer's certificate and its chain, verified unless {@code insecure} is set; empty
   * without TLS or without a certificate}
   */
  public List<Certificate> peerCertificates() {
    return draft == null ? List.of() : draft.certificates();
  }

  /** {@return the peer's process and user; empty if the connection does not provide them} */
  public Optional<Credentials> credentials() {
    return draft == null ? Optional.empty() : draft.credentials();
  }

  /** {@return what is known of the peer, for {@link Link#admit}; on the pipe's event loop} */
  public final PeerDraft draft() {
    PeerDraft known = draft;
    if (known == null) {
      known =
          new PeerDraft(
              id, remoteAddress(), localAddress(), headers(), peerCertificates(), credentials());
      draft = known;
    }
    return known;
  }

  /**
   * Creates the {@link #peer} that the application sees, and stores the priorities of {@code
   * endpoint}. Called when the handshake is complete and before the socket gets the pipe, on the
   * event loop of the pipe.
   *
   * @param endpoint the endpoint that the connection belongs to
   * @param protocol the name of the peer's protocol
   */
  public final void identify(Endpoint endpoint, String protocol) {
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(protocol, "protocol");
    peer = draft().peer(endpoint, protocol);
    sendPriority = endpoint.options().getSendPriority();
    receivePriority = endpoint.options().getReceivePriority();
  }

  /**
   * {@return the peer as the application sees it; available on every event loop after {@link
   * #identify}}
   */
  public Peer peer() {
    return Objects.requireNonNull(peer, "peer, before identify");
  }

  /** {@return the send priority of its endpoint, 1 (served first) to 16} */
  public int sendPriority() {
    return sendPriority;
  }

  /** {@return the receive priority of its endpoint, 1 (read first) to 16} */
  public int receivePriority() {
    return receivePriority;
  }

  /**
   * {@return whether an attempt to connect failed since the previous connection of the endpoint}
   */
  public final boolean wasAway() {
    return wasAway;
  }

  /**
   * Sets {@link #wasAway()}. Called by the endpoint, before the pipe is attached.
   *
   * @param away whether an attempt to connect failed
   */
  public final void wasAway(boolean away) {
    wasAway = away;
  }

  /** {@return whether the peer ended the connection because a message was too long for it} */
  public boolean isTooLongForPeer() {
    return tooLongForPeer;
  }

  /** {@return whether the connection ended because the peer sent nothing in time (TIMEOUT)} */
  public final boolean wasSilent() {
    return silent;
  }

  /** Sets {@link #isTooLongForPeer}. Called by transports, before {@link #closed}. */
  protected final void tooLongForPeer() {
    tooLongForPeer = true;
  }

  /** {@return the event loop of the pipe; null: that of its socket} */
  public @Nullable Host home() {
    return null;
  }

  /** {@return data that the socket attached to this peer; null: none} */
  public final @Nullable Object attachment() {
    return attachment;
  }

  /**
   * Attaches data of the socket to this peer.
   *
   * @param attachment null: none
   */
  public final void attach(@Nullable Object attachment) {
    this.attachment = attachment;
  }

  // ---- commands ----

  /**
   * Sends a message. Call it only while {@link #isWritable}.
   *
   * @param message the message; the pipe owns it after the call
   * @return whether the pipe is still writable
   */
  public final boolean send(Message message) {
    Objects.requireNonNull(message, "message");
    int length = message.length();
    queuedMessages++;
    queuedBytes += length;
    longestQueued = Math.max(longestQueued, length);
    longestSent = Math.max(longestSent, length);
    budget.add(length);
    full =
        (queuedMessages >= maxMessages && isBehind())
            || queuedBytes >= maxBytes
            || budget.isOver(queuedBytes);
    sending = true;
    write(message);
    sending = false;
    return isWritable();
  }

  /**
   * {@return whether {@link #send} may be called: there is room in the send buffer, and the pipe is
   * not closing}
   */
  public final boolean isWritable() {
    return !full && !closed && !closing;
  }

  /** {@return whether the connection has ended} */
  public final boolean isClosed() {
    return closed;
  }

  /** {@return whether the pipe accepts no more messages: it is closed, or is being closed} */
  public final boolean isClosing() {
    return closed || closing;
  }

  /** Starts to deliver received messages. */
  public abstract void start();

  /**
   * Sends a message, and reports {@link #written} when its bytes were passed to the network.
   *
   * @param message header and body
   */
  protected abstract void write(Message message);

  /**
   * {@return whether queued messages wait for the network. If false, all of them are in the batch
   * of the present turn, which is not limited in messages: call {@link #batchEnded} when it is
   * written}
   */
  protected boolean isBehind() {
    return true;
  }

  /** Applies the limit in messages to what the network did not take at once. */
  protected final void batchEnded() {
    full |= queuedMessages >= maxMessages;
  }

  /** Continues reading, after {@link #received} returned false. Idempotent. */
  public abstract void resume();

  /**
   * Sends all accepted messages, then ends the connection in the way of the transport: by a last
   * frame, a half-close or both. Idempotent.
   */
  public abstract void closeGracefully();

  /** Ends the connection at once. Idempotent. */
  public abstract void abort();

  /**
   * Ends the connection at once.
   *
   * @param cause the cause that the owner gets
   */
  public final void abort(SpException cause) {
    Objects.requireNonNull(cause, "cause");
    closed(cause);
    abort();
  }

  // ---- upcalls, for transports ----

  /**
   * Passes a message to the owner.
   *
   * @param message SP header and body together in the body
   * @return false: stop reading until {@link #resume}; this message was accepted nevertheless
   */
  protected final boolean received(Message message) {
    receivedMessages++;
    receivedBytes += message.length();
    Owner to = owner;
    if (to == null) {
      message.release(); // refused before it was attached
      return false;
    }
    return to.received(this, message);
  }

  /**
   * Reports messages that were passed to the network.
   *
   * @param messages how many
   * @param bytes their headers and bodies
   */
  protected final void written(int messages, long bytes) {
    if (closed) {
      return; // already counted as dropped
    }
    queuedMessages -= messages;
    queuedBytes -= bytes;
    longestQueued = queuedMessages == 0 ? 0 : longestQueued;
    budget.add(-bytes);
    writtenMessages += messages;
    writtenBytes += bytes;
    Owner to = owner;
    if (to != null) {
      to.written(this, messages, bytes);
    }
    if (full && queuedMessages <= maxMessages / 2 && queuedBytes <= maxBytes / 2) {
      full = false;
      if (to != null && !sending && !closing) { // otherwise send() returns it
        to.writable(this);
      }
    }
  }

  /**
   * Reports that the connection has ended. Messages that were not reported written are dropped and
   * counted. With the cause TOO_LONG, the message that was too long to be received is counted as
   * well. Idempotent.
   *
   * @param cause why
   */
  protected final void closed(SpException cause) {
    if (closed) {
      return;
    }
    closed = true;
    Owner to = owner;
    silent = cause.reason() == Reason.TIMEOUT;
    if (to != null) {
      if (queuedMessages > 0) {
        to.dropped(this, DropReason.DISCONNECTED, queuedMessages);
      }
      if (cause.reason() == Reason.TOO_LONG && !isTooLongForPeer()) {
        receivedMessages++;
        to.dropped(this, DropReason.TOO_LONG, 1);
      }
      budget.leave(queuedBytes);
      queuedMessages = 0;
      queuedBytes = 0;
      to.closed(this, cause);
    }
    Runnable waiting = onClosed;
    if (waiting != null) {
      onClosed = null;
      waiting.run();
    }
  }

  // ---- statistics, on the event loop ----

  /** {@return messages accepted and not yet reported written} */
  public final int queuedMessages() {
    return queuedMessages;
  }

  /** {@return bytes accepted and not yet reported written} */
  public final long queuedBytes() {
    return queuedBytes;
  }

  /**
   * {@return the length in bytes of the longest message sent since the queue was last empty; 0 if
   * the queue is empty. When the pipe ends, the value does not change}
   */
  public final int longestQueued() {
    return longestQueued;
  }

  /**
   * {@return the length in bytes of the longest message sent, header and body; 0: none, or only
   * empty ones}
   */
  public final int longestSent() {
    return longestSent;
  }

  /** {@return messages passed to the network} */
  public final long writtenMessages() {
    return writtenMessages;
  }

  /** {@return bytes of headers and bodies passed to the network} */
  public final long writtenBytes() {
    return writtenBytes;
  }

  /** {@return messages received} */
  public final long receivedMessages() {
    return receivedMessages;
  }

  /** {@return bytes of headers and bodies received} */
  public final long receivedBytes() {
    return receivedBytes;
  }

  /**
   * Runs a task when the pipe is closed. Several tasks run in the order of their registration.
   *
   * @param task runs on the pipe's event loop
   */
  public final void onClosed(Runnable task) {
    Objects.requireNonNull(task, "task");
    Runnable before = onClosed;
    onClosed =
        before == null
            ? task
            : () -> {
              before.run();
              task.run();
            };
  }

  /**
   * Stops accepting messages. Queued messages are still sent.
   *
   * @return false: it had been called before
   */
  public final boolean beginClosing() {
    boolean first = !closing;
    closing = true;
    return first;
  }

  /**
   * Sets the owner. Called once.
   *
   * @param owner gets the upcalls
   * @param budget counts the bytes that are queued here
   */
  public final void attach(Owner owner, SendBudget budget) {
    this.owner = Objects.requireNonNull(owner, "owner");
    this.budget = Objects.requireNonNull(budget, "budget");
    budget.join();
  }

  @Override
  public String toString() {
    return remoteAddress() + '#' + Integer.toHexString(id);
  }
}
