package io.scapro.protocol;

import io.scapro.DropReason;
import io.scapro.Message;
import io.scapro.Nearest;
import io.scapro.Peer;
import io.scapro.Reason;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Any protocol without its machine: messages with their SP header apart, for devices and for
 * protocols of one's own. It speaks with the same peers as the socket of that name.
 *
 * <pre>
 *   protocol              header of a received message      header to send
 *   pair pub sub          none                              none
 *   push pull             none                              none
 *   bus                   pipe id: where it came from       pipe id: not sent there; or none
 *   pair1                 hop count                         hop count, sent one higher
 *   star                  hop count, one higher             hop count
 *   req surveyor          backtrace                         backtrace
 *   rep respondent        pipe id, backtrace                pipe id: sent there; backtrace
 * </pre>
 *
 * <p>The TTL is checked where peers.md 1.3 has it checked. What cannot be sent (a header too short,
 * a peer that left) is counted as BAD_HEADER or PEER_GONE. Source: peers.md 1.2; wire.md 7.
 */
public final class RawSocket extends StreamSocket<Message, RawSocket> {

  private static final TreeMap<String, RawWay> WAYS = RawWay.all();

  private final RawWay way;
  private final int ttl;
  private final RawPeers peers;

  RawSocket(Host host, RawWay way, SocketOptions options) {
    super(host, way.identity(), options);
    this.way = way;
    this.ttl = options.getTtl();
    this.peers = new RawPeers(way.out());
  }

  /**
   * Opens the raw form of a protocol on the calling context.
   *
   * @throws SpException UNSUPPORTED when there is no protocol of that name
   */
  public static RawSocket create(Vertx vertx, String protocol, SocketOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(options, "options");
    return new RawSocket(Engines.host(vertx), way(protocol), options.copy());
  }

  public static RawSocket create(Vertx vertx, String protocol) {
    return create(vertx, protocol, new SocketOptions());
  }

  static RawWay way(String protocol) {
    RawWay way = WAYS.get(protocol);
    if (way == null) {
      throw new SpException(
          Reason.UNSUPPORTED, Nearest.unknown("protocol", protocol, WAYS.keySet()));
    }
    return way;
  }

  // ---- application side ----

  /** Whether this protocol lets the application send. */
  public boolean isSender() {
    return way.out() != RawWay.Out.NONE;
  }

  /** Whether this protocol lets the application receive. */
  public boolean isReceiver() {
    return way.in() != RawWay.In.NONE;
  }

  /**
   * Sends {@code item}, which belongs to the socket from now on. Completes when it was accepted,
   * fails with UNSUPPORTED, TIMEOUT or CLOSED.
   */
  @Override
  public Future<Void> send(Message item) {
    Objects.requireNonNull(item, "item");
    return isSender()
        ? outbox.send(item.keep())
        : host.failed(
            new SpException(
                Reason.UNSUPPORTED, "expected a protocol that sends, got " + identity().name()));
  }

  @Override
  Message message(Message message) {
    return message;
  }

  @Override
  boolean offer(Message message) {
    return switch (peers.send(message)) {
      case SENT -> {
        countCopies(peers.reached());
        drop(DropReason.PEER_FULL, peers.missed());
        yield true;
      }
      case WAIT -> false;
      case NO_SUCH_PEER -> lost(DropReason.PEER_GONE);
      case MALFORMED -> lost(DropReason.BAD_HEADER);
    };
  }

  private boolean lost(DropReason reason) {
    countCopies(1);
    drop(reason, 1);
    return true;
  }

  @Override
  protected @Nullable Boolean isSendable() {
    return isSender() ? outbox.isEmpty() && peers.isReady() : null;
  }

  @Override
  protected @Nullable Boolean isReceivable() {
    return isReceiver() ? super.isReceivable() : null;
  }

  /** The outcome of {@code future} on the caller's context. */
  <T> Future<T> answer(Future<T> future) {
    return host.answer(future);
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
    RawWay.Read read = way.in().read(peer, message, ttl);
    Message split = read.message();
    if (split == null) {
      message.release();
      drop(read.refusal(), 1);
      return true;
    }
    if (way.passesOn()) {
      passOn(peer, split);
    }
    return inbox.offer(peer, split, split.length());
  }

  private void passOn(Pipe from, Message message) {
    if (peers.others(from) > 0) {
      peers.sendToOthers(message.keep(), from);
      countCopies(peers.reached());
      drop(DropReason.PEER_FULL, peers.missed());
    }
  }

  @Override
  protected void writable(Pipe peer) {
    peers.writable(peer);
    outbox.flush();
  }

  @Override
  protected void detached(Pipe peer) {
    peers.remove(peer);
    outbox.flush();
  }
}
