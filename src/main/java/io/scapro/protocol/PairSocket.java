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
 * PAIR (version 0): exchanges messages with one peer. While one is connected, a second peer is
 * refused. When the peer has disconnected, the next one can connect. A message to send is queued
 * while no peer is connected, or while the peer reads too slowly.
 *
 * <p>See docs/peers.md, section 1.
 */
public final class PairSocket extends DuplexSocket<PairSocket> {

  /** {@code pair}, SP number 0x10; its peers are {@code pair}. */
  public static final Identity IDENTITY = new Identity("pair", 0x10, "pair", 0x10);

  private final Exclusive peers = new Exclusive();

  PairSocket(Host host, SocketOptions options) {
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
  public static PairSocket create(Vertx vertx) {
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
