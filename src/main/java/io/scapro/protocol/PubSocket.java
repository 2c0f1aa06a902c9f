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
 * PUB: sends each message to every SUB peer. It never waits: a peer whose send buffer is full
 * misses the message, which is counted as PEER_FULL. Without peers the message is discarded and not
 * counted.
 *
 * <p>The topic is the beginning of the body. The peers filter the messages. A message from a peer
 * is dropped as NOT_EXPECTED. See docs/peers.md, section 3.
 */
public final class PubSocket extends SendingSocket<PubSocket> {

  /** {@code pub}, SP number 0x20; its peers are {@code sub}. */
  public static final Identity IDENTITY = new Identity("pub", 0x20, "sub", 0x21);

  private final Fanout peers = new Fanout();

  PubSocket(Host host, SocketOptions options) {
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
  public static PubSocket create(Vertx vertx) {
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
  public static PubSocket create(Vertx vertx, SocketOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new PubSocket(Engines.host(vertx), options.copy());
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
    message.release();
    drop(DropReason.NOT_EXPECTED, 1);
    return true;
  }

  @Override
  protected void writable(Pipe peer) {}

  @Override
  protected void detached(Pipe peer) {
    peers.remove(peer);
  }
}
