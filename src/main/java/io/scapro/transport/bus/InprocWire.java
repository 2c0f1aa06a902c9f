package io.scapro.transport.bus;

import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;

/** Carries frames unchanged between two private addresses of one Vertx. */
final class InprocWire implements BusWire {

  static final DeliveryOptions OPTIONS =
      new DeliveryOptions().setLocalOnly(true).setCodecName(InprocCodec.NAME);

  private static final Duration WHILE = Duration.ofSeconds(1);
  private static final Future<Void> SENT = Future.succeededFuture();

  private final Host host;
  private final EventBus bus;
  private final String here = "scapro.inproc." + UUID.randomUUID();
  private final MessageConsumer<Object> consumer;
  private String there = "";
  private volatile boolean closed;
  private volatile boolean peerEnded;

  InprocWire(Link link) {
    this.host = link.host();
    this.bus = link.vertx().eventBus();
    this.consumer = bus.localConsumer(here);
  }

  @Override
  public Future<Void> open(User user) {
    consumer.handler(
        message -> {
          if (message.body() instanceof BusFrame.Close) {
            peerEnded = true;
          }
          if (!closed && message.body() instanceof BusFrame frame) {
            host.execute(() -> user.arrived(frame));
          }
        });
    return consumer.completion();
  }

  @Override
  public String address() {
    return here;
  }

  @Override
  public void connectedTo(String address) {
    there = address;
  }

  @Override
  public Future<Void> send(BusFrame frame) {
    bus.send(there, frame, OPTIONS);
    return SENT;
  }

  @Override
  public int batchBytes() {
    return Integer.MAX_VALUE;
  }

  /**
   * Unregisters later, since the bus logs a message in transit to an unregistered consumer: in two
   * turns if the peer has sent its last frame, else after a delay in which the peer answers the
   * last frame of this side with its own.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (peerEnded || there.isEmpty()) {
        host.later(() -> host.later(consumer::unregister));
      } else {
        host.after(WHILE, consumer::unregister);
      }
    } catch (RejectedExecutionException e) { // Vert.x was closed
      consumer.unregister();
    }
  }
}
