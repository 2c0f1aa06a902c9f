package io.scapro.protocol;

import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.SocketOptions;
import io.scapro.policy.LoadBalance;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.vertx.core.Vertx;
import java.util.Objects;

/**
 * PUSH: sends each message to one PULL peer. It takes turns among the peers whose send buffer is
 * not full, those of priority 1 first. If there is none, the message waits.
 *
 * <p>When a connection ends, messages that it accepted and did not write are dropped as
 * DISCONNECTED. A message from a peer is dropped as NOT_EXPECTED. Priorities are those of nanomsg.
 * See docs/peers.md, section 5.
 */
public final class PushSocket extends SendingSocket<PushSocket> {

  /** {@code push}, SP number 0x50; its peers are {@code pull}. */
  public static final Identity IDENTITY = new Identity("push", 0x50, "pull", 0x51);

  private final LoadBalance peers = new LoadBalance();

  PushSocket(Host host, SocketOptions options) {
    super(host, IDENTITY, options);
  }

  /**
   * Opens a socket with the default options. It belongs to the calling context, or to a new one if
   * the caller has none. May be called from any thread.
   *
   * @param vertx the Vertx of the socket; when it is closed, the socket is closed too
   * @return the open socket, without any endpoint
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static PushSocket create(Vertx vertx) {
    return create(vertx, new SocketOptions());
  }

  /**
   * Opens a socket. It belongs to the calling context, or to a new one if the caller has none. May
   * be called from any thread.
   *
   * @param vertx the Vertx of the socket; when it is closed, the socket is closed too
   * @param options the options; the socket uses a copy
   * @return the open socket, without any endpoint
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static PushSocket create(Vertx vertx, SocketOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new PushSocket(Engines.host(vertx), options.copy());
  }

  @Override
  boolean offer(Message message) {
    if (peers.send(message) == null) {
      return false;
    }
    countCopies(1);
    return true;
  }

  @Override
  protected Boolean isSendable() {
    return outbox.isEmpty() && peers.isReady();
  }

  // ---- peer side ----

  @Override
  protected void attached(Pipe peer) {
    peers.add(peer);
    outbox.flush();
  }

  @Override
  protected boolean received(Pipe peer, Message message) {
    message.release();
    drop(DropReason.NOT_EXPECTED, 1);
    return true;
  }

  @Override
  protected void writable(Pipe peer) {
    peers.add(peer);
    outbox.flush();
  }

  @Override
  protected void detached(Pipe peer) {
    peers.remove(peer);
  }
}
