package io.scapro.protocol;

import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Peer;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.scapro.policy.Exclusive;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.vertx.core.Vertx;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * PAIR (version 0): talks with one peer, both ways. A second peer is refused and the first stays;
 * when it leaves, the next one may come. A message waits while there is no peer, or while the peer
 * reads too slowly.
 *
 * <p>Source: peers.md 1.4.
 */
public final class PairSocket extends DuplexSocket<PairSocket> {

  public static final Identity IDENTITY = new Identity("pair", 0x10, "pair", 0x10);

  private final Exclusive peers = new Exclusive();

  PairSocket(Host host, SocketOptions options) {
    super(host, IDENTITY, options);
  }

  public static PairSocket create(Vertx vertx) {
    return create(vertx, new SocketOptions());
  }

  /** Opens a socket on the calling context. */
  public static PairSocket create(Vertx vertx, SocketOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new PairSocket(Engines.host(vertx), options.copy());
  }

  @Override
  boolean offer(Message message) {
    if (!peers.send(message)) {
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
  protected @Nullable SpException admits(Peer peer) {
    return peers.refusal();
  }

  @Override
  protected void attached(Pipe peer) {
    peers.add(peer);
    outbox.flush();
  }

  @Override
  protected boolean received(Pipe peer, Message message) {
    return inbox.offer(peer, message, message.length());
  }

  @Override
  protected void writable(Pipe peer) {
    outbox.flush();
  }

  @Override
  protected void detached(Pipe peer) {
    peers.remove(peer);
  }
}
