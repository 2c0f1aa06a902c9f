package io.scapro.protocol;

import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.policy.Fanout;
import io.scapro.policy.Hops;
import io.scapro.policy.SeenMessages;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;

/**
 * STAR: every member receives every message. A message is sent to all direct peers. A member that
 * receives it forwards it to all its other peers.
 *
 * <pre>
 *   00 00 00 HH body            HH starts at 0, grows by 1 at each member
 *   00 00 00 HH id(16) body     with duplicate suppression
 * </pre>
 *
 * <p>A message whose hop count has reached the TTL is dropped as TTL_EXCEEDED, and a message
 * without a hop count as MALFORMED. A peer whose send buffer is full misses the message, which is
 * counted as PEER_FULL. In a network with a loop, a message arrives repeatedly until the TTL ends
 * it, unless {@link StarOptions#setSuppressDuplicates} is set. See docs/peers.md, section 8 (mangos
 * is the only other implementation).
 */
public final class StarSocket extends DuplexSocket<StarSocket> {

  /** {@code star}, SP number 0x640; its peers are {@code star}. */
  public static final Identity IDENTITY = new Identity("star", 0x640, "star", 0x640);

  private static final Buffer FIRST_HOP = Hops.header(0);

  private final int ttl;
  private final boolean suppressDuplicates;
  private final Fanout peers = new Fanout();
  private final SeenMessages seen = new SeenMessages();

  StarSocket(Host host, StarOptions options) {
    super(host, IDENTITY, options);
    this.ttl = options.getTtl();
    this.suppressDuplicates = options.isSuppressDuplicates();
  }

  /**
   * Opens a socket with the default options. It belongs to the calling context, or to a new one if
   * the caller has none. May be called from any thread.
   *
   * @param vertx the Vertx of the socket; when it is closed, the socket is closed too
   * @return the open socket, without any endpoint
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static StarSocket create(Vertx vertx) {
    return create(vertx, new StarOptions());
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
  public static StarSocket create(Vertx vertx, StarOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new StarSocket(Engines.host(vertx), options.copy());
  }

  @Override
  boolean offer(Message message) {
    Buffer header = suppressDuplicates ? FIRST_HOP.copy().appendBuffer(seen.newId()) : FIRST_HOP;
    countCopies(peers.size());
    drop(DropReason.PEER_FULL, peers.send(new Message(header, message.body()), null));
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
    int hops = Hops.of(message);
    int header = Hops.LENGTH + (suppressDuplicates ? SeenMessages.ID : 0);
    if (hops < 0 || message.body().length() < header) {
      return discard(message, DropReason.MALFORMED);
    }
    if (hops >= ttl) {
      return discard(message, DropReason.TTL_EXCEEDED);
    }
    int bytes = message.length();
    Message split = message.split(header);
    if (suppressDuplicates
        && !seen.isNew(split.header().getBuffer(Hops.LENGTH, split.header().length()))) {
      return discard(split, DropReason.DUPLICATE);
    }
    passOn(peer, split, hops + 1);
    return inbox.offer(peer, split, bytes);
  }

  private void passOn(Pipe from, Message message, int hops) {
    int others = peers.sizeWithout(from);
    if (others > 0) {
      message.keep(); // the send buffers use it after the handler has returned
      Buffer header = message.header().copy().setInt(0, hops);
      countCopies(others);
      drop(DropReason.PEER_FULL, peers.send(new Message(header, message.body()), from));
    }
  }

  private boolean discard(Message message, DropReason reason) {
    message.release();
    drop(reason, 1);
    return true;
  }

  @Override
  protected void writable(Pipe peer) {}

  @Override
  protected void detached(Pipe peer) {
    peers.remove(peer);
  }
}
