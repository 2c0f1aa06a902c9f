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
 * The raw form of any protocol: messages with their SP header, for devices and for custom
 * protocols. It connects to the same peers as the cooked form of the protocol.
 *
 * <pre>
 *   protocol              header of a received message      header to send
 *   pair pub sub          none                              none
 *   push pull             none                              none
 *   bus                   pipe id of the sender             pipe id to leave out; or none
 *   pair1                 hop count                         hop count; one is added
 *   star                  hop count, one added              hop count
 *   req surveyor          backtrace                         backtrace
 *   rep respondent        pipe id of the sender, backtrace  pipe id of the receiver, backtrace
 * </pre>
 *
 * <p>The TTL is checked for rep, respondent, pair1 and star. A received message with an invalid
 * header is dropped as MALFORMED. A message to send is dropped as BAD_HEADER if its header is
 * invalid, and as PEER_GONE if its peer is not connected. See docs/wire.md, sections 7 and 8.
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
   * Opens the raw form of a protocol. The socket belongs to the calling context, or to a new one if
   * the caller has none. May be called from any thread.
   *
   * @param vertx the Vertx of the socket; when it is closed, the socket is closed too
   * @param protocol the name of a protocol, such as {@code rep}
   * @param options the options; the socket uses a copy
   * @return the open socket, without any endpoint
   * @throws SpException UNSUPPORTED when there is no protocol of that name
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static RawSocket create(Vertx vertx, String protocol, SocketOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(options, "options");
    return new RawSocket(Engines.host(vertx), way(protocol), options.copy());
  }

  /**
   * Opens the raw form of a protocol with the default options. See {@link #create(Vertx, String,
   * SocketOptions)}.
   *
   * @param vertx the Vertx of the socket; when it is closed, the socket is closed too
   * @param protocol the name of a protocol, such as {@code rep}
   * @return the open socket, without any endpoint
   * @throws SpException UNSUPPORTED when there is no protocol of that name
   * @throws IllegalStateException Vert.x is older than 5.1
   */
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

  /** {@return whether this protocol sends; false for pull and sub} */
  public boolean isSender() {
    return way.out() != RawWay.Out.NONE;
  }

  /** {@return whether this protocol receives; false for push and pub} */
  public boolean isReceiver() {
    return way.in() != RawWay.In.NONE;
  }

  /**
   * Sends a message. The class comment describes its header.
   *
   * @param item the message; do not change it after the call
   * @return completes when it was accepted for sending; fails with UNSUPPORTED for a protocol that
   *     does not send, TIMEOUT after the send timeout, NO_PEERS if {@code failNoPeers} is set,
   *     TOO_LONG or CLOSED
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

  /** The result of {@code future}, on the caller's context. */
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
