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
 * BUS: gives each message to all its direct peers, and reads what they send; never its own, and
 * nothing is passed on. To hear everybody, connect everybody, or put a device in the middle.
 *
 * <p>Sending never waits: a peer whose send buffer is full misses the message, counted as
 * PEER_FULL. A slow reader stops its peers' connections, so that the loss is counted where it
 * happens. Source: peers.md 1.10; reading with back-pressure as mangos.
 */
public final class BusSocket extends DuplexSocket<BusSocket> {

  public static final Identity IDENTITY = new Identity("bus", 0x70, "bus", 0x70);

  private final Fanout peers = new Fanout();

  BusSocket(Host host, SocketOptions options) {
    super(host, IDENTITY, options);
  }

  public static BusSocket create(Vertx vertx) {
    return create(vertx, new SocketOptions());
  }

  /** Opens a socket on the calling context. */
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
