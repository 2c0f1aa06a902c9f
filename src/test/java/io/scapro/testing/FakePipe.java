package io.scapro.testing;

import io.scapro.EndpointOptions;
import io.scapro.FakeEndpoint;
import io.scapro.Message;
import io.scapro.Pipe;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.SpSocket;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A peer that does as the test tells it. It takes what it is sent at once, or {@link #hold holds}
 * it; what it sends waits, as in a network, while the socket wants no more.
 */
public final class FakePipe extends Pipe {

  private final List<Message> sent = new ArrayList<>();
  private final ArrayDeque<Message> unwritten = new ArrayDeque<>();
  private final ArrayDeque<Message> offered = new ArrayDeque<>();
  private @Nullable Runnable whileWriting;
  private boolean holding;
  private boolean started;
  private boolean stopped;
  private boolean delivering;
  private boolean leaving;
  private boolean aborted;

  public FakePipe(FakeEndpoint endpoint) {
    super(endpoint.socketOptions());
  }

  /** A peer that has joined {@code socket}, or was refused by it. */
  public static FakePipe join(SpSocket socket) {
    return join(socket, new EndpointOptions());
  }

  /** As {@link #join(SpSocket)}, by an endpoint with {@code options}. */
  public static FakePipe join(SpSocket socket, EndpointOptions options) {
    return join(new FakeEndpoint(socket, options, true));
  }

  public static FakePipe join(FakeEndpoint endpoint) {
    FakePipe pipe = new FakePipe(endpoint);
    endpoint.join(pipe);
    return pipe;
  }

  // ---- what the peer does ----

  /** It reads no more, until {@link #take}. */
  public FakePipe hold() {
    holding = true;
    return this;
  }

  /** It reads {@code messages} of those it held. */
  public void take(int messages) {
    long bytes = 0;
    for (int i = 0; i < messages; i++) {
      bytes += unwritten.removeFirst().length();
    }
    written(messages, bytes);
    leaveWhenWritten();
  }

  /** It reads all it held, and from now on what comes. */
  public void takeAll() {
    holding = false;
    if (!unwritten.isEmpty()) {
      take(unwritten.size());
    }
  }

  /** It sends a message. */
  public void offer(String body) {
    offer(Buffer.buffer(body));
  }

  public void offer(Buffer body) {
    offer(new Message(Buffer.buffer(), body, this, null));
  }

  public void offer(Message message) {
    offered.addLast(message);
    deliver();
  }

  /** It goes away without a word. */
  public void vanish() {
    closed(new SpException(Reason.DISCONNECTED, "the peer left"));
  }

  /** It goes away in the middle of the next message it is sent. */
  public void vanishWhileWriting() {
    whileWriting = this::vanish;
  }

  public void whileWriting(Runnable task) {
    whileWriting = task;
  }

  // ---- what it saw ----

  public List<Message> sent() {
    return sent;
  }

  /** The bodies it was sent, as text. */
  public List<String> texts() {
    return sent.stream().map(message -> message.body().toString()).toList();
  }

  /** Header and body of the last message it was sent. */
  public Buffer lastSent() {
    Message last = sent.get(sent.size() - 1);
    return Buffer.buffer().appendBuffer(last.header()).appendBuffer(last.body());
  }

  /** Whether the socket wants no more from it now. */
  public boolean isStopped() {
    return stopped;
  }

  public boolean isAborted() {
    return aborted;
  }

  // ---- Pipe ----

  @Override
  public String remoteAddress() {
    return "fake://peer";
  }

  @Override
  protected void start() {
    started = true;
    deliver();
  }

  @Override
  protected void write(Message message) {
    if (isClosed()) {
      throw new AssertionError("expected no message after the end, got one");
    }
    sent.add(message);
    unwritten.addLast(message);
    Runnable now = whileWriting;
    if (now != null) {
      whileWriting = null;
      now.run();
    }
    if (!holding) {
      take(unwritten.size());
    }
  }

  @Override
  public void resume() {
    stopped = false;
    deliver();
  }

  @Override
  protected void disconnect() {
    leaving = true;
    leaveWhenWritten();
  }

  @Override
  protected void abort() {
    aborted = true;
    closed(new SpException(Reason.DISCONNECTED, "ended by this side"));
  }

  private void leaveWhenWritten() {
    if (leaving && unwritten.isEmpty()) {
      closed(new SpException(Reason.DISCONNECTED, "goodbye"));
    }
  }

  private void deliver() {
    if (delivering) {
      return;
    }
    delivering = true;
    while (started && !stopped && !isClosed() && !offered.isEmpty()) {
      Message next = offered.removeFirst();
      stopped = true; // resumed already where the socket does so before it answers
      boolean goOn = received(next);
      stopped = stopped && !goOn;
    }
    delivering = false;
  }
}
