package io.scapro.testing;

import io.scapro.Address;
import io.scapro.Arguments;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SpException;
import io.scapro.spi.Link;
import io.scapro.spi.Pipe;
import io.scapro.spi.SocketBase;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A peer of a socket under test, controlled by the test. It reads messages at once, until {@link
 * #hold} is called. Messages that it {@link #offer offers} wait, as in a network, while the socket
 * does not read from it.
 *
 * <p>It sends and receives messages as on the wire: a body that begins with an SP header if the
 * protocol has one, such as the request id of REQ and REP.
 *
 * <p>The methods inherited from {@link Pipe} are for the engine of the socket. Not thread-safe: use
 * it on the event loop of the socket's host; with a {@link FakeHost}, on the test's thread.
 */
public final class FakePeer extends Pipe {

  private final Link link;
  private final List<Message> sent = new ArrayList<>();
  private final ArrayDeque<Message> unread = new ArrayDeque<>();
  private final ArrayDeque<Message> offered = new ArrayDeque<>();
  private @Nullable Runnable whileWriting;
  private boolean holding;
  private boolean started;
  private boolean stopped;
  private boolean delivering;
  private boolean closing;
  private boolean aborted;

  /**
   * Creates a peer that is not yet connected.
   *
   * @param endpoint where it will {@link #join()}: a result of {@code bind} or {@code connect}
   * @throws IllegalArgumentException the endpoint belongs to another library
   */
  public FakePeer(Endpoint endpoint) {
    this(link(endpoint));
  }

  private FakePeer(Link link) {
    super(link.socketOptions());
    this.link = link;
  }

  private static Link link(Endpoint endpoint) {
    if (Objects.requireNonNull(endpoint, "endpoint") instanceof Link link) {
      return link;
    }
    throw new IllegalArgumentException("expected an endpoint of a socket, got " + endpoint);
  }

  /**
   * Connects a new peer to a socket, through an endpoint of its own that is bound to {@code
   * fake://peer}. The socket may refuse it; then it {@link #isAborted}.
   *
   * @param socket on a {@link FakeHost}
   * @return the peer
   */
  public static FakePeer join(Socket socket) {
    return join(socket, new EndpointOptions());
  }

  /**
   * Connects a new peer to a socket as {@link #join(Socket)} does, through an endpoint with options
   * such as a priority.
   *
   * @param socket on a {@link FakeHost}
   * @param options of the endpoint
   * @return the peer
   */
  public static FakePeer join(Socket socket, EndpointOptions options) {
    Objects.requireNonNull(socket, "socket");
    Objects.requireNonNull(options, "options");
    Address address = new Address("fake", "peer");
    return new FakePeer(SocketBase.engineOf(socket).passive(address, options, true)).join();
  }

  /**
   * Connects a new peer at an endpoint. The socket may refuse it; then it {@link #isAborted}.
   *
   * @param endpoint a result of {@code bind} or {@code connect} of a socket on a {@link FakeHost}
   * @return the peer
   */
  public static FakePeer join(Endpoint endpoint) {
    return new FakePeer(endpoint).join();
  }

  /**
   * Connects this peer, once. The socket may refuse it; then it {@link #isAborted}.
   *
   * @return this
   */
  public FakePeer join() {
    if (link.beginHandshake()) {
      link.accepted(this);
    } else {
      abort();
    }
    return this;
  }

  // ---- actions of the peer ----

  /**
   * Stops reading. From now on, messages that the socket sends stay in the send buffer of this peer
   * until {@link #take} or {@link #takeAll} reads them.
   *
   * @return this
   */
  public FakePeer hold() {
    holding = true;
    return this;
  }

  /**
   * Reads the oldest unread messages.
   *
   * @param messages how many, from 0 to the number of unread messages
   */
  public void take(int messages) {
    Arguments.between(0, unread.size(), messages, "messages");
    long bytes = 0;
    for (int i = 0; i < messages; i++) {
      bytes += unread.removeFirst().length();
    }
    written(messages, bytes);
    closeWhenRead();
  }

  /** Reads all unread messages, and reads at once from now on. */
  public void takeAll() {
    holding = false;
    if (!unread.isEmpty()) {
      take(unread.size());
    }
  }

  /**
   * Sends a message to the socket.
   *
   * @param body sent in UTF-8
   */
  public void offer(String body) {
    Objects.requireNonNull(body, "body");
    offer(Buffer.buffer(body));
  }

  /**
   * Sends a message to the socket, as on the wire.
   *
   * @param body SP header and body
   */
  public void offer(Buffer body) {
    Objects.requireNonNull(body, "body");
    offer(new Message(Buffer.buffer(), body, peer(), null));
  }

  /**
   * Sends a message to the socket, such as one with a lent body.
   *
   * @param message SP header and body together in the body
   */
  public void offer(Message message) {
    Objects.requireNonNull(message, "message");
    offered.addLast(message);
    deliver();
  }

  /** Ends the connection. Messages that the peer has not read are dropped. */
  public void disconnect() {
    closed(new SpException(Reason.DISCONNECTED, "the peer closed the connection"));
  }

  /** Ends the connection with TIMEOUT, as if this peer had been silent for too long. */
  public void timeOut() {
    closed(new SpException(Reason.TIMEOUT, "nothing came from the peer for too long"));
  }

  /** Ends the connection while the next message is being sent to this peer. */
  public void disconnectWhileWriting() {
    whileWriting = this::disconnect;
  }

  /**
   * Runs a task once, while the next message is being sent to this peer.
   *
   * @param task runs during the send
   */
  public void whileWriting(Runnable task) {
    Objects.requireNonNull(task, "task");
    whileWriting = task;
  }

  // ---- observations ----

  /** {@return the messages that the socket sent to this peer, unread ones included, in order} */
  public List<Message> sent() {
    return Collections.unmodifiableList(sent);
  }

  /** {@return the bodies of {@link #sent}, read as UTF-8} */
  public List<String> texts() {
    return sent.stream().map(message -> message.body().toString()).toList();
  }

  /**
   * {@return SP header and body of the last message that the socket sent to this peer}
   *
   * @throws IndexOutOfBoundsException there is none
   */
  public Buffer lastSent() {
    Message last = sent.get(sent.size() - 1);
    return Buffer.buffer().appendBuffer(last.header()).appendBuffer(last.body());
  }

  /** {@return whether the socket does not read from this peer now: offered messages wait} */
  public boolean isStopped() {
    return stopped;
  }

  /**
   * {@return whether the socket aborted the connection: it refused the peer, or the peer violated
   * the protocol}
   */
  public boolean isAborted() {
    return aborted;
  }

  // ---- Pipe ----

  /** {@return {@code fake://peer}} */
  @Override
  public String remoteAddress() {
    return "fake://peer";
  }

  /** For the engine: starts to deliver offered messages. */
  @Override
  public void start() {
    started = true;
    deliver();
  }

  /** For the engine: accepts a message of the socket. */
  @Override
  protected void write(Message message) {
    if (isClosed()) {
      throw new AssertionError("expected no message after the end of the connection, got one");
    }
    sent.add(message);
    unread.addLast(message);
    Runnable now = whileWriting;
    if (now != null) {
      whileWriting = null;
      now.run();
    }
    if (!holding) {
      take(unread.size());
    }
  }

  /** For the engine: continues to deliver offered messages. */
  @Override
  public void resume() {
    stopped = false;
    deliver();
  }

  /** For the engine: ends the connection after the peer has read all messages. */
  @Override
  public void closeGracefully() {
    closing = true;
    closeWhenRead();
  }

  /** For the engine: ends the connection at once. */
  @Override
  public void abort() {
    aborted = true;
    closed(new SpException(Reason.DISCONNECTED, "the socket ended the connection"));
  }

  private void closeWhenRead() {
    if (closing && unread.isEmpty()) {
      closed(new SpException(Reason.DISCONNECTED, "the socket closed the connection"));
    }
  }

  private void deliver() {
    if (delivering) {
      return;
    }
    delivering = true;
    while (started && !stopped && !isClosed() && !offered.isEmpty()) {
      Message next = offered.removeFirst();
      stopped = true; // before the call, since received() may resume this pipe
      boolean goOn = received(next);
      stopped = stopped && !goOn;
    }
    delivering = false;
  }
}
