package io.scapro.core;

import io.scapro.CommonOptions;
import io.scapro.DropReason;
import io.scapro.Message;
import io.scapro.Peer;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.scapro.spi.Queues;
import io.scapro.spi.ReceiveBudget;
import io.scapro.spi.SendBudget;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Represents a pipe of another event loop on the socket's event loop. In both directions, messages
 * cross in batches: one scheduled task passes all that are queued.
 *
 * <pre>
 *   socket's event loop                     pipe's event loop
 *   write ──────── outbound queue ────────▶ pipe.send, while it is writable
 *   received ◀──── inbound queue ────────── at most the receive buffer is in transit
 * </pre>
 */
final class Handover extends Pipe {

  private final Pipe pipe;
  private final Host there;
  private final Host here;
  private final int maxInTransit;
  private final int maxBytesInTransit;
  private final ReceiveBudget budget;

  private final Queue<Message> outbound = Queues.unbounded(128);
  private final Queue<Message> inbound = Queues.unbounded(128);
  private final AtomicBoolean outboundScheduled = new AtomicBoolean();
  private final AtomicBoolean inboundScheduled = new AtomicBoolean();
  private final AtomicInteger inTransit = new AtomicInteger();
  private final AtomicLong bytesInTransit = new AtomicLong();
  private long uncountedHere; // delivered here, and not yet counted in the budget
  private boolean stopped; // on the socket's event loop
  private long uncountedThere; // received there, and not yet counted in the budget
  private boolean held; // on the pipe's event loop: the pipe was stopped
  private boolean closing; // on the pipe's event loop: close gracefully when all is sent

  Handover(
      Pipe pipe, Host there, Host here, CommonOptions<?> options, ReceiveBudget receiveBudget) {
    super(options, pipe);
    this.pipe = pipe;
    this.there = there;
    this.here = here;
    this.maxInTransit = options.getReceiveBuffer();
    this.maxBytesInTransit = options.getReceiveBufferBytes();
    this.budget = receiveBudget;
    pipe.attach(new There(), SendBudget.unlimited()); // its bytes are counted here
    if (pipe.isClosed()) { // then it makes no upcall
      here.execute(() -> pipeClosed(closedBefore()));
    }
  }

  private static SpException closedBefore() {
    return new SpException(Reason.DISCONNECTED, "the peer closed before it was attached");
  }

  /** The same object: it is complete on every event loop. */
  @Override
  public Peer peer() {
    return pipe.peer();
  }

  @Override
  public int sendPriority() {
    return pipe.sendPriority();
  }

  @Override
  public int receivePriority() {
    return pipe.receivePriority();
  }

  @Override
  public boolean isTooLongForPeer() {
    return pipe.isTooLongForPeer();
  }

  @Override
  public String remoteAddress() {
    return peer().remoteAddress();
  }

  // ---- on the socket's event loop ----

  @Override
  public void start() {
    there.execute(pipe::start);
  }

  @Override
  protected void write(Message message) {
    outbound.add(message);
    if (outboundScheduled.compareAndSet(false, true)) {
      there.later(this::sendOn);
    }
  }

  @Override
  public void resume() {
    if (stopped) {
      stopped = false;
      receiveOn();
    }
  }

  @Override
  public void closeGracefully() {
    there.later(
        () -> {
          closing = true;
          sendOn();
        });
  }

  @Override
  public void abort() {
    there.execute(() -> pipe.abort());
  }

  private void receiveOn() {
    inboundScheduled.set(false);
    int taken = 0;
    long bytes = 0;
    while (!stopped && !isClosed()) { // messages that cross during an abort are not received
      Message message = inbound.poll();
      if (message == null) {
        break;
      }
      taken++;
      bytes += message.length();
      countHere(message.length(), ReceiveBudget.STEP);
      stopped = !received(message);
    }
    if (taken > 0) {
      inTransit.addAndGet(-taken);
      bytesInTransit.addAndGet(-bytes);
      if (isHalfEmpty()) {
        there.execute(this::readOn);
      }
    }
  }

  private void countHere(int bytes, int step) {
    uncountedHere += bytes;
    if (uncountedHere >= step) {
      budget.crossing(-uncountedHere);
      uncountedHere = 0;
    }
  }

  /** The pipe is closed. Messages that it delivered before are still received. */
  private void pipeClosed(SpException cause) {
    for (Message message = inbound.poll(); message != null; message = inbound.poll()) {
      countHere(message.length(), ReceiveBudget.STEP);
      if (!isClosed()) {
        received(message);
      }
    }
    countHere(0, 0);
    closed(cause);
  }

  // ---- on the pipe's event loop ----

  private void sendOn() {
    outboundScheduled.set(false);
    while (pipe.isWritable()) {
      Message message = outbound.poll();
      if (message == null) {
        if (closing) {
          pipe.closeGracefully();
        }
        return;
      }
      pipe.send(message);
    }
  }

  private boolean isHalfEmpty() {
    return inTransit.get() <= maxInTransit / 2 && bytesInTransit.get() <= maxBytesInTransit / 2;
  }

  private void readOn() {
    if (held && isHalfEmpty()) {
      held = false;
      pipe.resume();
    }
  }

  private void countThere(int bytes, int step) {
    uncountedThere += bytes;
    if (uncountedThere >= step) {
      budget.crossing(uncountedThere);
      uncountedThere = 0;
    }
  }

  private final class There implements Owner {

    @Override
    public boolean received(Pipe from, Message message) {
      inbound.add(message.keep()); // its pool belongs to the pipe's event loop
      countThere(message.length(), ReceiveBudget.STEP);
      long bytes = bytesInTransit.addAndGet(message.length());
      held =
          inTransit.incrementAndGet() >= maxInTransit
              || bytes >= maxBytesInTransit
              || budget.isOver();
      if (inboundScheduled.compareAndSet(false, true)) {
        here.later(Handover.this::receiveOn);
      }
      return !held;
    }

    @Override
    public void writable(Pipe from) {
      sendOn();
    }

    @Override
    public void written(Pipe from, int messages, long bytes) {
      here.execute(() -> Handover.this.written(messages, bytes));
    }

    @Override
    public void dropped(Pipe from, DropReason reason, long messages) {
      // it was not reported written, so it is counted when this pipe is closed
    }

    @Override
    public void closed(Pipe from, SpException cause) {
      countThere(0, 0);
      here.execute(() -> pipeClosed(cause));
    }
  }
}
