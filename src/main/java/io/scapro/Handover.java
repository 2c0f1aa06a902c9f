package io.scapro;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.SpscUnboundedArrayQueue;

/**
 * A pipe of another loop, as the socket's own loop sees it: messages cross in batches, one
 * scheduled task for all that wait, in both directions.
 *
 * <pre>
 *   socket's loop                           pipe's loop
 *   write ──────── outbound queue ────────▶ pipe.send, while it is writable
 *   received ◀──── inbound queue ────────── at most the receive buffer is under way
 * </pre>
 */
final class Handover extends Pipe {

  private final Pipe pipe;
  private final Host there;
  private final Host here;
  private final int mostUnderWay;
  private final String remoteAddress;
  private final String localAddress;

  private final Queue<Message> outbound = new SpscUnboundedArrayQueue<>(128);
  private final Queue<Message> inbound = new SpscUnboundedArrayQueue<>(128);
  private final AtomicBoolean outboundScheduled = new AtomicBoolean();
  private final AtomicBoolean inboundScheduled = new AtomicBoolean();
  private final AtomicInteger underWay = new AtomicInteger();
  private boolean stopped; // here
  private boolean held; // there: the pipe was told to stop
  private boolean leaving; // there: close when all is sent

  Handover(Pipe pipe, Host there, Host here, SocketOptions<?> options) {
    super(options);
    this.pipe = pipe;
    this.there = there;
    this.here = here;
    this.mostUnderWay = options.receiveBuffer();
    this.remoteAddress = pipe.remoteAddress();
    this.localAddress = pipe.localAddress();
    pipe.owner(new There(), null, SendBudget.unlimited()); // its bytes are counted here
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }

  @Override
  public String localAddress() {
    return localAddress;
  }

  // ---- on the socket's loop ----

  @Override
  protected void start() {
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
  protected void disconnect() {
    there.later(
        () -> {
          leaving = true;
          sendOn();
        });
  }

  @Override
  protected void abort() {
    there.execute(pipe::abort);
  }

  private void receiveOn() {
    inboundScheduled.set(false);
    int taken = 0;
    while (!stopped) {
      Message message = inbound.poll();
      if (message == null) {
        break;
      }
      taken++;
      stopped = !received(new Message(message.header(), message.body(), this, null));
    }
    if (taken > 0 && underWay.addAndGet(-taken) <= mostUnderWay / 2) {
      there.execute(this::readOn);
    }
  }

  private void end(SpException cause) {
    for (Message message = inbound.poll(); message != null; message = inbound.poll()) {
      received(new Message(message.header(), message.body(), this, null));
    }
    closed(cause);
  }

  // ---- on the pipe's loop ----

  private void sendOn() {
    outboundScheduled.set(false);
    while (pipe.isWritable()) {
      Message message = outbound.poll();
      if (message == null) {
        if (leaving) {
          pipe.disconnect();
        }
        return;
      }
      pipe.send(message);
    }
  }

  private void readOn() {
    if (held && underWay.get() <= mostUnderWay / 2) {
      held = false;
      pipe.resume();
    }
  }

  private final class There implements Owner {

    @Override
    public boolean received(Pipe from, Message message) {
      inbound.add(message.keep()); // its pool belongs to this loop
      held = underWay.incrementAndGet() >= mostUnderWay;
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
      // what is lost here was not reported written, and is counted when this pipe is closed
    }

    @Override
    public void closed(Pipe from, SpException cause) {
      here.execute(() -> end(cause));
    }
  }
}
