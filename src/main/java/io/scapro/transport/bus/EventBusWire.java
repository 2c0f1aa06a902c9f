package io.scapro.transport.bus;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Failures;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.transport.ClusterOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageProducer;
import java.security.SecureRandom;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Frames as bytes from node to node: pipe(8), number(4), frame.
 *
 * <p>The bus does not report lost messages. So each side numbers its frames, and the other side
 * aborts the connection at a gap. The bus does not report a dead node either. So each side sends a
 * ping per heartbeat, and aborts the connection when no frame arrives within its patience or when
 * the bus cannot deliver.
 */
final class EventBusWire implements BusWire {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int FRAME_AT = Long.BYTES + Integer.BYTES;
  private static final int BATCH_BYTES = 64 << 10;

  private final Host host;
  private final Context context;
  private final EventBus bus;
  private final EventBusNode node;
  private final long here = RANDOM.nextLong(); // not to be guessed by others
  private final Duration heartbeat;
  private final Duration patience;
  private @Nullable User user;
  private @Nullable MessageProducer<Buffer> there;
  private long pipe;
  private int sent;
  private int arrived;
  private long heardAt;
  private long beatAt;
  private Host.@Nullable Timer next;

  EventBusWire(Link link) {
    this.host = link.host();
    this.context = link.context();
    this.bus = link.vertx().eventBus();
    this.node = EventBusNode.of(link.vertx());
    ClusterOptions options = link.options().get(ClusterOptions.class);
    this.heartbeat = options.getHeartbeat();
    this.patience = options.getPatience();
  }

  @Override
  public Future<Void> open(User user) {
    this.user = user;
    node.open(here, frame -> host.execute(() -> arrived(frame)));
    Promise<Void> opened = Promise.promise();
    node.registered()
        .onComplete(
            done -> context.runOnContext(go -> opened.complete()),
            failure -> context.runOnContext(go -> opened.fail(failure)));
    return opened.future();
  }

  @Override
  public String address() {
    return node.address() + '/' + Long.toHexString(here);
  }

  @Override
  public void connectedTo(String address) {
    int slash = address.lastIndexOf('/');
    try {
      pipe = Long.parseUnsignedLong(address.substring(slash + 1), 16);
      there = bus.sender(address.substring(0, Math.max(0, slash)));
    } catch (NumberFormatException e) {
      failed(new SpException(Reason.PROTOCOL, "expected the address of a pipe, got " + address));
      return;
    }
    heardAt = host.nanoTime();
    beatAt = heardAt;
    next = host.after(heartbeat, this::beat);
  }

  // ---- outbound ----

  @Override
  public Future<Void> send(BusFrame frame) {
    if (there == null) {
      return Future.failedFuture("not connected");
    }
    Buffer bytes = Buffer.buffer(FRAME_AT + BusFrameCodec.size(frame));
    bytes.appendLong(pipe).appendInt(sent++);
    BusFrameCodec.append(bytes, frame);
    Future<Void> written = there.write(bytes);
    return written.onFailure(failure -> host.execute(() -> undelivered(failure)));
  }

  private void undelivered(Throwable failure) {
    failed(
        new SpException(
            Reason.DISCONNECTED,
            "the node of the peer cannot be reached: " + Failures.of(failure, "send").getMessage(),
            failure));
  }

  @Override
  public int batchBytes() {
    return BATCH_BYTES;
  }

  // ---- inbound ----

  private void arrived(Buffer bytes) {
    if (user == null) {
      return;
    }
    heardAt = host.nanoTime();
    try {
      int number = bytes.getInt(Long.BYTES);
      if (number != arrived++) {
        throw new SpException(
            Reason.DISCONNECTED,
            "expected frame %d from the event bus, got %d: frames are missing"
                .formatted(arrived - 1, number));
      }
      BusFrame frame = BusFrameCodec.unpacked(bytes, FRAME_AT);
      if (!(frame instanceof BusFrame.Ping)) {
        user.arrived(frame);
      }
    } catch (IndexOutOfBoundsException e) {
      failed(
          new SpException(
              Reason.PROTOCOL, "expected a whole frame on the event bus, got a part of one", e));
    } catch (SpException e) {
      failed(e);
    }
  }

  // ---- liveness ----

  private void beat() {
    long now = host.nanoTime();
    if (now - beatAt > 2 * heartbeat.toNanos()) {
      heardAt = now; // this node was suspended
    }
    beatAt = now;
    if (now - heardAt > patience.toNanos()) {
      failed(
          new SpException(
              Reason.TIMEOUT,
              ("expected a frame from the peer within %d ms, got none; do: see whether its node"
                      + " hangs or the network is cut, or raise cluster.patience")
                  .formatted(patience.toMillis())));
    } else {
      next = host.after(heartbeat, this::beat);
      send(new BusFrame.Ping());
    }
  }

  private void failed(SpException cause) {
    if (user != null) {
      user.wireFailed(cause);
    }
  }

  @Override
  public void close() {
    user = null;
    node.close(here);
    if (next != null) {
      next.cancel();
    }
  }
}
