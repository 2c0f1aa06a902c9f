package io.scapro.transport.bus;

import io.scapro.CommonOptions;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.spi.Pipe;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * One end of a connection over the event bus, with credit-based flow control.
 *
 * <p>A {@code Batch} carries the messages of a turn, up to the credit of the peer. The peer sends
 * new credit when its socket has taken half of the initial credit, so the bus never holds more than
 * the initial credit. A {@code Close} follows the last batch; the other side answers with its own
 * {@code Close}.
 */
final class BusPipe extends Pipe implements BusWire.User {

  /**
   * Messages in transit in addition to the receive buffer; corresponds to the kernel buffers of a
   * tcp connection.
   */
  private static final int IN_TRANSIT = 1024;

  private static final Buffer NO_HEADER = Buffer.buffer(0);

  private final Host host;
  private final BusWire wire;
  private final String remoteAddress;
  private boolean connected;

  // outbound
  private final ArrayDeque<Message> waiting = new ArrayDeque<>();
  private int creditAtFirst;
  private int creditMessages;
  private long creditBytes;
  private int handedMessages; // handed to the wire, not yet reported as sent
  private long handedBytes;
  private boolean flushScheduled;
  private boolean closing;
  private boolean closeFrameSent;

  // inbound
  private final int mostMessages;
  private final int mostBytes;
  private final int longest;
  private final ArrayDeque<Message> unread = new ArrayDeque<>();
  private int takenMessages;
  private long takenBytes;
  private boolean started;
  private boolean stopped = true;
  private boolean reading;
  private boolean peerClosed;

  /** To be called, as {@link #open}, on the link's context. */
  BusPipe(Link link, String remoteAddress, BusWire wire) {
    super(link.socketOptions());
    CommonOptions<?> options = link.socketOptions();
    this.host = link.host();
    this.wire = wire;
    this.remoteAddress = remoteAddress;
    this.mostMessages = options.getReceiveBuffer() + IN_TRANSIT;
    this.mostBytes = options.getReceiveBufferBytes();
    this.longest =
        options.getReceiveMaxSize() == 0 ? Integer.MAX_VALUE : options.getReceiveMaxSize();
  }

  /** Listens on the private address. */
  Future<Void> open() {
    return wire.open(this);
  }

  /** The hello that describes this end to the other side. */
  BusFrame.Hello hello(Identity identity, Buffer nonce) {
    return new BusFrame.Hello(identity.id(), wire.address(), mostMessages, mostBytes, nonce);
  }

  void connectedTo(BusFrame.Hello peer) {
    connected = true;
    creditAtFirst = peer.creditMessages();
    creditMessages = peer.creditMessages();
    creditBytes = peer.creditBytes();
    wire.connectedTo(peer.address());
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }

  // ---- outbound ----

  @Override
  protected void write(Message message) {
    waiting.addLast(message);
    if (!isWritable()) {
      flush();
    } else if (!flushScheduled) {
      flushScheduled = true;
      host.later(this::flush);
    }
  }

  private void flush() {
    flushScheduled = false;
    while (!waiting.isEmpty() && hasCredit() && !closeFrameSent) {
      sendBatch();
    }
    if (closing && waiting.isEmpty()) {
      sendCloseFrame();
    }
  }

  private boolean hasCredit() {
    return creditMessages > 0 && creditBytes > 0;
  }

  private void sendBatch() {
    List<Message> batch = new ArrayList<>(Math.min(waiting.size(), creditMessages));
    long bytes = 0;
    while (!waiting.isEmpty() && hasCredit() && bytes < wire.batchBytes()) {
      Message message = waiting.removeFirst();
      batch.add(message);
      bytes += message.length();
      creditMessages--;
      creditBytes -= message.length();
    }
    handedMessages += batch.size();
    handedBytes += bytes;
    handedOver(wire.send(new BusFrame.Batch(batch)), batch.size(), bytes);
  }

  private void handedOver(Future<Void> sent, int messages, long bytes) {
    if (sent.succeeded()) {
      sent(messages, bytes);
    } else {
      sent.onSuccess(done -> host.execute(() -> sent(messages, bytes)));
    }
  }

  private void sent(int messages, long bytes) {
    if (!isClosed()) {
      handedMessages -= messages;
      handedBytes -= bytes;
      written(messages, bytes);
    }
  }

  private void sendCloseFrame() {
    if (!closeFrameSent) {
      closeFrameSent = true;
      if (connected) {
        wire.send(new BusFrame.Close());
      }
    }
  }

  // ---- inwards ----

  @Override
  public void arrived(BusFrame frame) {
    if (frame instanceof BusFrame.Batch batch) {
      unread.addAll(batch.messages());
      read();
    } else if (frame instanceof BusFrame.Credit credit) {
      creditMessages += credit.messages();
      creditBytes += credit.bytes();
      flush();
    } else if (frame instanceof BusFrame.Close) {
      peerClosed = true;
      closeIfPeerClosed();
    }
  }

  @Override
  public void start() {
    started = true;
    stopped = false;
    read();
    closeIfPeerClosed();
  }

  private void closeIfPeerClosed() {
    if (started && peerClosed) {
      sent(handedMessages, handedBytes); // the peer got them before it sent its Close
      close(
          new SpException(
              Reason.DISCONNECTED, "the peer at " + remoteAddress + " closed the connection"));
    }
  }

  @Override
  public void resume() {
    stopped = false;
    read();
  }

  private void read() {
    if (reading) {
      return; // called again from within the loop below
    }
    reading = true;
    while (!stopped && !unread.isEmpty()) {
      take();
    }
    reading = false;
    giveCredit();
  }

  private void take() {
    Message message = unread.removeFirst();
    if (message.length() > longest) {
      unread.clear(); // as on a byte stream: later messages are not read
      abort(
          new SpException(
              Reason.TOO_LONG,
              "expected a message of at most %d bytes, got %d; do: send less, or raise receiveMaxSize"
                  .formatted(longest, message.length())));
      return;
    }
    takenMessages++;
    takenBytes += message.length();
    stopped = !received(new Message(NO_HEADER, joined(message), peer(), null));
  }

  /**
   * Header and body in one buffer, as they would arrive from a byte stream; the body itself if
   * there is no header.
   */
  private static Buffer joined(Message message) {
    Buffer header = message.header();
    return header.length() == 0
        ? message.body()
        : Buffer.buffer(message.length()).appendBuffer(header).appendBuffer(message.body());
  }

  private void giveCredit() {
    if (!closeFrameSent && (takenMessages > mostMessages / 2 || takenBytes > mostBytes / 2)) {
      wire.send(new BusFrame.Credit(takenMessages, takenBytes));
      takenMessages = 0;
      takenBytes = 0;
    }
  }

  // ---- closing ----

  @Override
  public void closeGracefully() {
    closing = true;
    flush();
  }

  @Override
  public void abort() {
    close(
        new SpException(
            Reason.DISCONNECTED, "the connection to " + remoteAddress + " was aborted"));
  }

  /**
   * As {@link #abort(SpException)}, without a close frame: the other side knows that there is no
   * connection.
   */
  void discard(SpException cause) {
    closeFrameSent = true;
    unread.clear();
    wire.close();
    closed(cause);
  }

  /**
   * Messages that the wire still has count as dropped. Messages that were sent before may be lost
   * too.
   */
  @Override
  public void wireFailed(SpException cause) {
    int untaken = creditAtFirst - creditMessages - handedMessages;
    close(
        new SpException(
            cause.reason(),
            "%s; at most %d sent messages are lost"
                .formatted(cause.getMessage(), Math.max(0, untaken)),
            cause));
  }

  /** Messages that arrived before are still delivered. */
  private void close(SpException cause) {
    if (isClosed() && closeFrameSent) {
      return;
    }
    if (!started) {
      unread.clear(); // the pipe is not attached to a socket
    }
    while (!unread.isEmpty() && !isClosed()) {
      take();
    }
    sendCloseFrame();
    wire.close();
    closed(cause);
  }
}
