package io.scapro.protocol;

import io.scapro.Host;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Pipe;
import io.vertx.core.Vertx;

/**
 * PULL: reads what PUSH peers send, in fair turns among them, and slows them down when it reads
 * slowly.
 *
 * <p>Source: peers.md 1.8; priorities as nanomsg.
 */
public final class PullSocket extends ReceivingSocket<Message> {

  public static final Identity IDENTITY = new Identity("pull", 0x51, "push", 0x50);

  PullSocket(Host host, PullOptions options) {
    super(host, IDENTITY, options, new FairQueue<>(options), Message::keep, Message::release);
  }

  public static PullSocket create(Vertx vertx) {
    return create(vertx, new PullOptions());
  }

  /** Opens a socket on the calling context. */
  public static PullSocket create(Vertx vertx, PullOptions options) {
    return new PullSocket(Host.of(vertx), options.copy());
  }

  // ---- peer side ----

  @Override
  protected void attached(Pipe peer) {}

  @Override
  protected boolean received(Pipe peer, Message message) {
    return inbox.offer(peer, message, message.length());
  }

  @Override
  protected void writable(Pipe peer) {}

  @Override
  protected void detached(Pipe peer) {}

  @Override
  protected boolean isDrained() {
    return true;
  }
}
