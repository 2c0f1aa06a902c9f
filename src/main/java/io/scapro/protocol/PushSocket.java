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
 * PUSH: gives each message to one PULL peer, in turn, among those that can take it now, better send
 * priorities first. With none, the message waits.
 *
 * <p>What a peer has accepted is lost with it and counted as DISCONNECTED. Source: peers.md 1.8;
 * priorities as nanomsg.
 */
public final class PushSocket extends SendingSocket<PushSocket> {

  public static final Identity IDENTITY = new Identity("push", 0x50, "pull", 0x51);

  private final LoadBalance peers = new LoadBalance();

  PushSocket(Host host, SocketOptions options) {
    super(host, IDENTITY, options);
  }

  public static PushSocket create(Vertx vertx) {
    return create(vertx, new SocketOptions());
  }

  /** Opens a socket on the calling context. */
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
