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
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One end of an inproc connection: frames on the event bus under credits.
 *
 * <p>A {@code Batch} carries the messages of a turn, as many as the peer gave credit for. The peer
 * gives credit back when its socket has taken half of what it allows, so that never more than that
 * waits on the bus. A {@code Bye} follows the last batch; the other side answers with its own.
 */
final class InprocPipe extends Pipe {

  /** Messages of one turn. */
  record Batch(List<Message> messages) {}

  /** Room for more. */
  record Credit(int messages, long bytes) {}

  /** The end. */
  record Bye() {}

  private static final DeliveryOptions OPTIONS = InprocTransport.options();

  /**
   * Messages under way besides the receive buffer, as in the kernel's buffers of a tcp connection.
   */
  private static final int IN_TRANSIT = 1024;

  private static final Buffer NO_HEADER = Buffer.buffer(0);

  private final Host host;
  private final EventBus bus;
  private final String remoteAddress;
  private final String here = "scapro.inproc." + UUID.randomUUID();
  private final MessageConsumer<Object> consumer;
  private String there = "";

  // outwards
  private final ArrayDeque<Message> waiting = new ArrayDeque<>();
  private int creditMessages;
  private long creditBytes;
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
  InprocPipe(Link link, String remoteAddress) {
    super(link.socketOptions());
    SocketOptions<?> options = link.socketOptions();
    this.host = link.host();
    this.bus = link.vertx().eventBus();
    this.remoteAddress = remoteAddress;
    this.mostMessages = options.receiveBuffer() + IN_TRANSIT;
    this.mostBytes = options.receiveBufferBytes();
    this.longest = options.receiveMaxSize() == 0 ? Integer.MAX_VALUE : options.receiveMaxSize();
    this.consumer = bus.localConsumer(here);
  }

  /** Listens on the private address. */
  Future<Void> open() {
    consumer.handler(frame -> host.execute(() -> arrived(frame.body())));
    return consumer.completion();
  }

  /** What the other side has to know. */
  InprocTransport.Hello hello(Identity identity) {
    return new InprocTransport.Hello(identity.id(), here, mostMessages, mostBytes);
  }

  void connectedTo(InprocTransport.Hello peer) {
    there = peer.address();
    creditMessages = peer.creditMessages();
    creditBytes = peer.creditBytes();
  }

  /** There will be no connection. */
  void forget() {
    consumer.unregister();
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
    while (!waiting.isEmpty() && creditMessages > 0 && creditBytes > 0 && !left) {
      List<Message> batch = new ArrayList<>(Math.min(waiting.size(), creditMessages));
      long bytes = 0;
      while (!waiting.isEmpty() && creditMessages > 0 && creditBytes > 0) {
        Message message = waiting.removeFirst();
        batch.add(message);
        bytes += message.length();
        creditMessages--;
        creditBytes -= message.length();
      }
      bus.send(there, new Batch(batch), OPTIONS);
      written(batch.size(), bytes);
    }
    if (leaving && waiting.isEmpty()) {
      sayBye();
    }
  }

  private void sayBye() {
    if (!left) {
      left = true;
      bus.send(there, new Bye(), OPTIONS);
    }
  }

  // ---- inwards ----

  private void arrived(Object frame) {
    if (frame instanceof Batch batch) {
      unread.addAll(batch.messages());
      read();
    } else if (frame instanceof Credit credit) {
      creditMessages += credit.messages();
      creditBytes += credit.bytes();
      flush();
    } else if (frame instanceof Bye) {
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
      bus.send(there, new Credit(takenMessages, takenBytes), OPTIONS);
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

  /** What arrived before is still delivered. */
  private void end(SpException cause) {
    if (isClosed() && left) {
      return;
    }
    while (!unread.isEmpty() && !isClosed()) {
      take();
    }
    sayBye();
    consumer.unregister();
    closed(cause);
  }
}
