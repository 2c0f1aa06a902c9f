package io.scapro.protocol;

import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.SocketOptions;
import io.scapro.policy.Fanout;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.vertx.core.Vertx;
import java.util.Objects;

/**
 * BUS: sends each message to all direct peers, and receives their messages. It does not forward
 * messages. To reach all members, connect every pair of them, or use a {@link Device}.
 *
 * <p>Sending never waits: a peer whose send buffer is full misses the message, which is counted as
 * PEER_FULL. A slow reader slows its peers down, as in mangos. See docs/peers.md, section 7.
 */
public final class BusSocket extends DuplexSocket<BusSocket> {

  /** {@code bus}, SP number 0x70; its peers are {@code bus}. */
  public static final Identity IDENTITY = new Identity("bus", 0x70, "bus", 0x70);

  private final Fanout peers = new Fanout();

  BusSocket(Host host, SocketOptions options) {
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
  public static BusSocket create(Vertx vertx) {
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
  public static BusSocket create(Vertx vertx, SocketOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new BusSocket(Engines.host(vertx), options.copy());
  }

  @Override
  boolean offer(Message message) {
    countCopies(peers.size());
    drop(DropReason.PEER_FULL, peers.send(message, null));
    return true;
  }

  @Override
  protected Boolean isSendable() {
    return true;
  }

  // ---- peer side ----

  @Override
  protected void attached(Pipe peer) {
    peers.add(peer);
  }

  @Override
  protected boolean received(Pipe peer, Message message) {
    return inbox.offer(peer, message, message.length());
  }

  @Override
  protected void writable(Pipe peer) {}

  @Override
  protected void detached(Pipe peer) {
    peers.remove(peer);
  }
}
