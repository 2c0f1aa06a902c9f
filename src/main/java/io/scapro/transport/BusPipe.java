package io.scapro.transport;

import io.scapro.Host;
import io.scapro.Identity;
import io.scapro.Link;
import io.scapro.Message;
import io.scapro.Pipe;
import io.scapro.Reason;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * One end of a connection over the event bus: frames under credits.
 *
 * <p>A {@code Batch} carries the messages of a turn, as many as the peer gave credit for. The peer
 * gives credit back when its socket has taken half of what it allows, so that never more than that
 * waits on the bus. A {@code Bye} follows the last batch; the other side answers with its own.
 */
final class BusPipe extends Pipe implements BusWire.End {

  /**
   * Messages under way besides the receive buffer, as in the kernel's buffers of a tcp connection.
   */
  private static final int IN_TRANSIT = 1024;

  private static final Buffer NO_HEADER = Buffer.buffer(0);

  private final Host host;
  private final BusWire wire;
  private final String remoteAddress;
  private boolean connected;

  // outwards
  private final ArrayDeque<Message> waiting = new ArrayDeque<>();
  private int creditAtFirst;
  private int creditMessages;
  private long creditBytes;
  private int handedMessages; // the wire has them, and has not said that they left
  private long handedBytes;
  private boolean flushScheduled;
  private boolean leaving;
  private boolean left;

  // inwards
  private final int mostMessages;
  private final int mostBytes;
  private final int longest;
  private final ArrayDeque<Message> unread = new ArrayDeque<>();
  private int takenMessages;
  private long takenBytes;
  private boolean started;
  private boolean stopped = true;
  private boolean reading;
  private boolean peerLeft;

  /** To be called, as {@link #open}, on the link's context. */
  BusPipe(Link link, String remoteAddress, BusWire wire) {
    super(link.socketOptions());
    SocketOptions<?> options = link.socketOptions();
    this.host = link.host();
    this.wire = wire;
    this.remoteAddress = remoteAddress;
    this.mostMessages = options.receiveBuffer() + IN_TRANSIT;
    this.mostBytes = options.receiveBufferBytes();
    this.longest = options.receiveMaxSize() == 0 ? Integer.MAX_VALUE : options.receiveMaxSize();
  }

  /** Listens on the private address. */
  Future<Void> open() {
    return wire.open(this);
  }

  /** What the other side has to know. */
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

  /** There will be no connection. */
  void forget() {
    end(new SpException(Reason.REFUSED, "the handshake failed"));
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }

  // ---- outwards ----

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
    while (!waiting.isEmpty() && hasCredit() && !left) {
      sendBatch();
    }
    if (leaving && waiting.isEmpty()) {
      sayBye();
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
      left(messages, bytes);
    } else {
      sent.onSuccess(done -> host.execute(() -> left(messages, bytes)));
    }
  }

  private void left(int messages, long bytes) {
    if (!isClosed()) {
      handedMessages -= messages;
      handedBytes -= bytes;
      written(messages, bytes);
    }
  }

  private void sayBye() {
    if (!left) {
      left = true;
      if (connected) {
        wire.send(new BusFrame.Bye());
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
    } else if (frame instanceof BusFrame.Bye) {
      peerLeft = true;
      endWhenLeft();
    }
  }

  @Override
  protected void start() {
    started = true;
    stopped = false;
    read();
    endWhenLeft();
  }

  private void endWhenLeft() {
    if (started && peerLeft) {
      left(handedMessages, handedBytes); // its word came behind them
      end(new SpException(Reason.DISCONNECTED, "the peer at " + remoteAddress + " left"));
    }
  }

  @Override
  public void resume() {
    stopped = false;
    read();
  }

  private void read() {
    if (reading) {
      return; // called by what the loop below delivers to
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
      unread.clear(); // as on a wire: what follows is not read
      refuse(
          new SpException(
              Reason.TOO_LONG,
              "expected a message of at most %d bytes, got %d"
                  .formatted(longest, message.length())));
      return;
    }
    takenMessages++;
    takenBytes += message.length();
    stopped = !received(new Message(NO_HEADER, joined(message), this, null));
  }

  /** Header and body as they would arrive from a wire; the body itself where there is no header. */
  private static Buffer joined(Message message) {
    Buffer header = message.header();
    return header.length() == 0
        ? message.body()
        : Buffer.buffer(message.length()).appendBuffer(header).appendBuffer(message.body());
  }

  private void giveCredit() {
    if (!left && (takenMessages > mostMessages / 2 || takenBytes > mostBytes / 2)) {
      wire.send(new BusFrame.Credit(takenMessages, takenBytes));
      takenMessages = 0;
      takenBytes = 0;
    }
  }

  // ---- the end ----

  @Override
  protected void disconnect() {
    leaving = true;
    flush();
  }

  @Override
  protected void abort() {
    end(new SpException(Reason.DISCONNECTED, "the connection to " + remoteAddress + " was ended"));
  }

  /** What was handed over counts as lost now; what had left before may be lost too. */
  @Override
  public void lost(SpException cause) {
    int untaken = creditAtFirst - creditMessages - handedMessages;
    end(
        new SpException(
            cause.reason(),
            "%s; of what was sent, at most %d messages are lost with it"
                .formatted(cause.getMessage(), Math.max(0, untaken)),
            cause));
  }

  /** What arrived before is still delivered. */
  private void end(SpException cause) {
    if (isClosed() && left) {
      return;
    }
    while (!unread.isEmpty() && !isClosed()) {
      take();
    }
    sayBye();
    wire.close();
    closed(cause);
  }
}
