package io.scapro;

import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
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
 * <p>A transport implements the four commands {@link #start}, {@link #write}, {@link #resume} and
 * {@link #disconnect}, and reports through the protected upcalls.
 */
public abstract class Pipe {

  /** Whoever uses a pipe: a socket, or what hands over between two loops. */
  interface Owner {
    /**
     * @return false: send no more before {@code resume}; this one was taken all the same
     */
    boolean received(Pipe pipe, Message message);

    /** The send buffer has room again, after it had none. */
    void writable(Pipe pipe);

    /** {@code messages} left the send buffer for the transport below. */
    default void written(Pipe pipe, int messages, long bytes) {}

    /** {@code messages} were discarded in the send buffer, or before they were a message. */
    void dropped(Pipe pipe, DropReason reason, long messages);

    /** The end, told once. What was received before may still be read by the application. */
    void closed(Pipe pipe, SpException cause);
  }

  private final int id = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
  private final int maxMessages;
  private final long maxBytes;
  private SendBudget budget = SendBudget.unlimited();
  private @Nullable Owner owner;
  private @Nullable Endpoint endpoint;
  private @Nullable Object attachment;
  private boolean closed;
  private boolean leaving;
  private boolean full;
  private boolean sending;
  private int queuedMessages;
  private long queuedBytes;
  private long writtenMessages;
  private long writtenBytes;
  private long receivedMessages;
  private long receivedBytes;

  protected Pipe(SocketOptions<?> options) {
    this.maxMessages = options.sendBuffer();
    this.maxBytes = options.sendBufferBytes();
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
    return "";
  }

  /** Headers of the HTTP request that opened it, names in lower case; empty without HTTP. */
  public Map<String, String> headers() {
    return Map.of();
  }

  /** The peer's certificate and its chain, as verified by TLS; empty without. */
  public List<Certificate> peerCertificates() {
    return List.of();
  }

  /** The peer's process and user, on a local connection that tells them. */
  public Optional<Credentials> credentials() {
    return Optional.empty();
  }

  /** The endpoint it came from; null only before the socket has it. */
  public final @Nullable Endpoint endpoint() {
    return endpoint;
  }

  /** The loop it lives on; null: the loop of the socket it is for. */
  protected @Nullable Host home() {
    return null;
  }

  /** What the socket remembers about this peer. */
  public final @Nullable Object attachment() {
    return attachment;
  }

  public final void attach(@Nullable Object attachment) {
    this.attachment = attachment;
  }

  // ---- what it is told ----

  /** Takes {@code message}; to be called while {@link #isWritable}. Returns whether it still is. */
  public final boolean send(Message message) {
    queuedMessages++;
    queuedBytes += message.length();
    budget.add(message.length());
    full = queuedMessages >= maxMessages || queuedBytes >= maxBytes || budget.isOver(queuedBytes);
    sending = true;
    write(message);
    sending = false;
    return isWritable();
  }

  public final boolean isWritable() {
    return !full && !closed && !leaving;
  }

  public final boolean isClosed() {
    return closed;
  }

  /** Begins to deliver what the peer sends. */
  protected abstract void start();

  /** Sends {@code message} and reports {@link #written} when the bytes are handed over. */
  protected abstract void write(Message message);

  /** Reads on, after {@link #received} answered false. Idempotent. */
  public abstract void resume();

  /** Sends what was accepted, says goodbye where the transport can, and closes. Idempotent. */
  protected abstract void disconnect();

  /** Ends the connection at once. Idempotent. */
  protected abstract void abort();

  /** Ends the pipe because of what the peer did. */
  public final void refuse(SpException cause) {
    closed(cause);
    abort();
  }

  // ---- what it tells, for transports ----

  /** Hands over a message. False: stop, until {@link #resume}; this one was taken all the same. */
  protected final boolean received(Message message) {
    receivedMessages++;
    receivedBytes += message.length();
    Owner to = owner;
    if (to == null) {
      message.release(); // turned away before it joined
      return false;
    }
    return to.received(this, message);
  }

  /** {@code messages} with {@code bytes} of headers and bodies were handed to the transport. */
  protected final void written(int messages, long bytes) {
    if (closed) {
      return; // counted as lost already
    }
    queuedMessages -= messages;
    queuedBytes -= bytes;
    budget.add(-bytes);
    writtenMessages += messages;
    writtenBytes += bytes;
    Owner to = owner;
    if (to != null) {
      to.written(this, messages, bytes);
    }
    if (full && queuedMessages <= maxMessages / 2 && queuedBytes <= maxBytes / 2) {
      full = false;
      if (to != null && !sending && !leaving) { // else the return of send tells
        to.writable(this);
      }
    }
  }

  /** The connection ended. What was not reported written is lost, and counted. Idempotent. */
  protected final void closed(SpException cause) {
    if (closed) {
      return;
    }
    closed = true;
    Owner to = owner;
    if (to != null) {
      if (queuedMessages > 0) {
        to.dropped(this, DropReason.DISCONNECTED, queuedMessages);
      }
      budget.leave(queuedBytes);
      queuedMessages = 0;
      queuedBytes = 0;
      to.closed(this, cause);
    }
  }

  // ---- statistics, for the loop ----

  public final int queuedMessages() {
    return queuedMessages;
  }

  public final long queuedBytes() {
    return queuedBytes;
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

  /**
   * Nothing more will be sent but what is queued.
   *
   * @return whether that is news
   */
  final boolean beginLeaving() {
    boolean news = !leaving;
    leaving = true;
    return news;
  }

  /**
   * @param budget counts what waits here
   */
  final void owner(Owner owner, @Nullable Endpoint endpoint, SendBudget budget) {
    this.owner = owner;
    this.endpoint = endpoint;
    this.budget = budget;
    budget.join();
  }

  @Override
  public String toString() {
    return remoteAddress() + '#' + Integer.toHexString(id);
  }
}
