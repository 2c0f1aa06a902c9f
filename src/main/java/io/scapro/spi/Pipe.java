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
 * A connection to one peer that has passed the handshake: messages in, messages out.
 *
 * <p>A pipe lives on one loop; every method is to be called there, and every upcall is made there,
 * inside the dispatch of its context. Where that loop is not the socket's, a {@code Handover}
 * stands between.
 *
 * <p>Flow control is the same for all transports and is kept here. Outwards: what was accepted and
 * not yet reported {@link #written} is bounded by the send buffer and by what all peers of the
 * socket may take together, {@link #isWritable} is false at the bound, and the owner hears {@code
 * writable} when half of it is free again. Inwards: {@link #received} answers false when the owner
 * wants no more for now; the transport then stops reading until {@link #resume}.
 *
 * <p>A connection ends in one of two ways: {@link #closeGracefully} sends what is queued first,
 * {@link #abort()} does not. Either way, and when the peer closes, the owner gets one upcall {@code
 * closed}.
 *
 * <p>A transport implements {@link #start}, {@link #write}, {@link #resume}, {@link
 * #closeGracefully} and {@link #abort()}, and reports through the protected upcalls.
 */
public abstract class Pipe {

  /** The user of a pipe: a socket, or what hands over between two loops. */
  public interface Owner {
    /**
     * @return false: send no more before {@code resume}; this one was taken all the same
     */
    boolean received(Pipe pipe, Message message);

    /** The send buffer has room again, after it had none. */
    void writable(Pipe pipe);

    /** {@code messages} went from the send buffer to the transport below. */
    default void written(Pipe pipe, int messages, long bytes) {}

    /** {@code messages} were discarded in the send buffer, or before they were a message. */
    void dropped(Pipe pipe, DropReason reason, long messages);

    /**
     * The connection has ended, for {@code cause}; called once. What was received before may still
     * be read by the application.
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

  /** A new connection. */
  protected Pipe(CommonOptions<?> options) {
    this(options, ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE));
  }

  /** A new connection to the peer that {@code draft} tells of; it has the draft's id. */
  protected Pipe(CommonOptions<?> options, PeerDraft draft) {
    this(options, draft.id());
    this.draft = draft;
  }

  /** Stands for the connection of {@code other}, on another loop: it has the same id. */
  protected Pipe(CommonOptions<?> options, Pipe other) {
    this(options, other.draft());
  }

  private Pipe(CommonOptions<?> options, int id) {
    this.id = id;
    this.maxMessages = options.getSendBuffer();
    this.maxBytes = options.getSendBufferBytes();
  }

  // ---- what it is ----

  /** A random number from 1 to 2^31-1 that names this pipe in headers, events and statistics. */
  public final int id() {
    return id;
  }

  /** The peer's address as the transport knows it, for people. */
  public abstract String remoteAddress();

  /** Our own address on this connection; empty where the transport has none. */
  public String localAddress() {
    return draft == null ? "" : draft.localAddress();
  }

  /** Headers of the HTTP request that opened it, names in lower case; empty without HTTP. */
  public Map<String, String> headers() {
    return draft == null ? Map.of() : draft.headers();
  }

  /** The peer's certificate and its chain, as verified by TLS; empty without. */
  public List<Certificate> peerCertificates() {
    return draft == null ? List.of() : draft.certificates();
  }

  /** The peer's process and user, on a local connection that tells them. */
  public Optional<Credentials> credentials() {
    return draft == null ? Optional.empty() : draft.credentials();
  }

  /** What is known of the peer, for {@link Link#admit}; on the pipe's loop. */
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
   * Fixes what is known of the peer, when the handshake is complete and before the socket gets the
   * pipe; on the pipe's loop.
   *
   * @param protocol the name of the peer's protocol
   */
  public final void identify(Endpoint endpoint, String protocol) {
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(protocol, "protocol");
    peer = draft().peer(endpoint, protocol);
    sendPriority = endpoint.options().getSendPriority();
    receivePriority = endpoint.options().getReceivePriority();
  }

  /** The peer as the application sees it; complete, whatever loop the pipe lives on. */
  public Peer peer() {
    return Objects.requireNonNull(peer, "peer, before identify");
  }

  /** The send priority of its endpoint; 1 to 16, 1 is served first. */
  public int sendPriority() {
    return sendPriority;
  }

  /** The receive priority of its endpoint; 1 to 16, 1 is read first. */
  public int receivePriority() {
    return receivePriority;
  }

  /** Whether its endpoint failed to connect since the connection before. */
  public final boolean wasAway() {
    return wasAway;
  }

  /** For the endpoint, before the pipe is attached: see {@link #wasAway}. */
  public final void wasAway(boolean away) {
    wasAway = away;
  }

  /** Whether the peer ended the connection since it was sent a message that it finds too long. */
  public boolean isTooLongForPeer() {
    return tooLongForPeer;
  }

  /** Whether the connection ended because nothing came from the peer in time (TIMEOUT). */
  public final boolean wasSilent() {
    return silent;
  }

  /** For transports, before {@link #closed}: see {@link #isTooLongForPeer}. */
  protected final void tooLongForPeer() {
    tooLongForPeer = true;
  }

  /** The loop it lives on; null: the loop of the socket it is for. */
  public @Nullable Host home() {
    return null;
  }

  /** What the socket remembers about this peer. */
  public final @Nullable Object attachment() {
    return attachment;
  }

  public final void attach(@Nullable Object attachment) {
    this.attachment = attachment;
  }

  // ---- commands ----

  /** Takes {@code message}; to be called while {@link #isWritable}. Returns whether it still is. */
  public final boolean send(Message message) {
    Objects.requireNonNull(message, "message");
    queuedMessages++;
    queuedBytes += message.length();
    longestQueued = Math.max(longestQueued, message.length());
    longestSent = Math.max(longestSent, message.length());
    budget.add(message.length());
    full = queuedMessages >= maxMessages || queuedBytes >= maxBytes || budget.isOver(queuedBytes);
    sending = true;
    write(message);
    sending = false;
    return isWritable();
  }

  public final boolean isWritable() {
    return !full && !closed && !closing;
  }

  public final boolean isClosed() {
    return closed;
  }

  /** Whether it accepts nothing more: it is closed, or is being closed. */
  public final boolean isClosing() {
    return closed || closing;
  }

  /** Begins to deliver what the peer sends. */
  public abstract void start();

  /** Sends {@code message} and reports {@link #written} when the bytes are handed over. */
  protected abstract void write(Message message);

  /** Reads on, after {@link #received} answered false. Idempotent. */
  public abstract void resume();

  /**
   * Sends what was accepted, then ends the connection as the transport has it: by a last frame, a
   * half-close or both. Idempotent.
   */
  public abstract void closeGracefully();

  /** Ends the connection at once. Idempotent. */
  public abstract void abort();

  /** Ends the connection at once, for {@code cause}. */
  public final void abort(SpException cause) {
    Objects.requireNonNull(cause, "cause");
    closed(cause);
    abort();
  }

  // ---- upcalls, for transports ----

  /** Hands over a message. False: stop, until {@link #resume}; this one was taken all the same. */
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

  /** {@code messages} with {@code bytes} of headers and bodies were handed to the transport. */
  protected final void written(int messages, long bytes) {
    if (closed) {
      return; // counted as dropped already
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
      if (to != null && !sending && !closing) { // else the return of send tells
        to.writable(this);
      }
    }
  }

  /**
   * The connection has ended. What was not reported written is dropped and counted, and so is the
   * message that was too long to be received, for a {@code cause} of TOO_LONG. Idempotent.
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
      if (cause.reason() == Reason.TOO_LONG && !tooLongForPeer) {
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

  // ---- statistics, for the loop ----

  public final int queuedMessages() {
    return queuedMessages;
  }

  public final long queuedBytes() {
    return queuedBytes;
  }

  /**
   * Bytes of the longest message that was sent since nothing was queued; 0 when nothing is queued,
   * or was when the pipe ended.
   */
  public final int longestQueued() {
    return longestQueued;
  }

  /** Bytes of the longest message that was sent, header and body; 0: none was, or all are empty. */
  public final int longestSent() {
    return longestSent;
  }

  public final long writtenMessages() {
    return writtenMessages;
  }

  public final long writtenBytes() {
    return writtenBytes;
  }

  public final long receivedMessages() {
    return receivedMessages;
  }

  public final long receivedBytes() {
    return receivedBytes;
  }

  /** Runs {@code task} when the pipe is closed; several tasks run in their order. */
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
   * From now on nothing is accepted; what is queued is still sent.
   *
   * @return false: it was so before
   */
  public final boolean beginClosing() {
    boolean first = !closing;
    closing = true;
    return first;
  }

  /**
   * Gives the pipe to {@code owner}; called once.
   *
   * @param budget counts what waits here
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
