package io.scapro.protocol;

import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Peer;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.policy.Addressed;
import io.scapro.policy.Hops;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.scapro.spi.SocketBase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * PAIR version 1: as {@link PairSocket}, with a hop count that stops messages in a loop of devices.
 * A polyamorous socket has many peers. {@code message.peer()} is the sender, and {@link #send(Peer,
 * Buffer)} sends to one peer. {@code send(body)} names no peer: it sends to the peer that has been
 * connected longest.
 *
 * <p>A message whose hop count is above the TTL is dropped as TTL_EXCEEDED. A peer that sends no
 * hop count is disconnected, as in nng. This socket sends the count 1 and also accepts 0 (mangos).
 * A message that a polyamorous socket sends to a slow peer waits; nng drops it. See docs/peers.md,
 * section 2; docs/wire.md, section 7.2.
 */
public final class Pair1Socket extends DuplexSocket<Pair1Socket> {

  /** {@code pair1}, SP number 0x11; its peers are {@code pair1}. */
  public static final Identity IDENTITY = new Identity("pair1", 0x11, "pair1", 0x11);

  private static final Buffer FIRST_HOP = Hops.header(1);

  private final boolean polyamorous;
  private final int ttl;
  private final Addressed peers;

  Pair1Socket(Host host, Pair1Options options) {
    super(host, IDENTITY, options);
    this.polyamorous = options.isPolyamorous();
    this.ttl = options.getTtl();
    this.peers =
        new Addressed(
            host,
            deadlines,
            options,
            new Addressed.Outcomes(() -> countCopies(1), this::missed, this::drained),
            SendingHalf.report(SocketBase.engineOf(this), "message"));
  }

  /**
   * Opens a socket with the default options. It belongs to the calling context, or to a new one if
   * the caller has none. May be called from any thread.
   *
   * @param vertx the Vertx of the socket; when it is closed, the socket is closed too
   * @return the open socket, without any endpoint
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static Pair1Socket create(Vertx vertx) {
    return create(vertx, new Pair1Options());
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
  public static Pair1Socket create(Vertx vertx, Pair1Options options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new Pair1Socket(Engines.host(vertx), options.copy());
  }

  // ---- application side ----

  /**
   * Sends to one peer.
   *
   * @param peer a peer of this socket, such as {@code message.peer()}
   * @param body the body of the message; do not change it after the call
   * @return completes when the connection accepted the message; fails with DISCONNECTED when the
   *     peer is no longer connected, TIMEOUT after the send timeout, TOO_LONG or CLOSED
   */
  public Future<Void> send(Peer peer, Buffer body) {
    Objects.requireNonNull(peer, "peer");
    Objects.requireNonNull(body, "body");
    return send(peer.id(), pipe -> pipe.peer().equals(peer), body);
  }

  /**
   * Sends to one peer by its id. For callers that do not have the {@link Peer}, such as another
   * process on the event bus.
   *
   * @param peerId {@link Peer#id}
   * @param body the body of the message; do not change it after the call
   * @return as {@link #send(Peer, Buffer)}
   */
  public Future<Void> send(int peerId, Buffer body) {
    Objects.requireNonNull(body, "body");
    return send(peerId, pipe -> true, body);
  }

  private Future<Void> send(int peerId, Predicate<Pipe> isMeant, Buffer body) {
    return onLoop(
        () -> {
          Pipe peer = peers.of(peerId);
          return peer == null || !isMeant.test(peer)
              ? host.failed(
                  new SpException(
                      Reason.DISCONNECTED,
                      "expected a connected peer with id %d, got none; do: send to a connected peer"
                          .formatted(peerId)))
              : peers.send(peer, new Message(FIRST_HOP, body));
        });
  }

  @Override
  boolean offer(Message message) {
    Pipe first = peers.first();
    if (first == null || !first.isWritable()) {
      return false;
    }
    countCopies(1);
    first.send(new Message(FIRST_HOP, message.body()));
    return true;
  }

  private void missed() {
    countCopies(1);
    drop(DropReason.PEER_FULL, 1);
  }

  @Override
  protected Boolean isSendable() {
    return outbox.isEmpty() && peers.isReady();
  }

  // ---- peer side ----

  @Override
  protected @Nullable SpException admits(Peer peer) {
    Pipe first = peers.first();
    return polyamorous || first == null
        ? null
        : new SpException(
            Reason.REFUSED,
            "expected one peer at most, got one more while "
                + first
                + " is connected; do: bind one socket for each peer, or set the option"
                + " polyamorous");
  }

  @Override
  protected void attached(Pipe peer) {
    peers.add(peer);
    outbox.flush();
  }

  @Override
  protected boolean received(Pipe peer, Message message) {
    int hops = Hops.of(message);
    if (hops < 0) {
      message.release();
      drop(DropReason.MALFORMED, 1);
      peer.abort(
          new SpException(
              Reason.PROTOCOL,
              "expected a message with the PAIR1 header (00 00 00 and the hop count), got one"
                  + " without it from "
                  + peer));
      return false;
    }
    if (hops > ttl) {
      message.release();
      drop(DropReason.TTL_EXCEEDED, 1);
      return true;
    }
    int bytes = message.length();
    return inbox.offer(peer, message.split(Hops.LENGTH), bytes);
  }

  @Override
  protected void writable(Pipe peer) {
    peers.writable(peer);
    outbox.flush();
  }

  @Override
  protected void detached(Pipe peer) {
    int waiting = peers.remove(peer);
    countCopies(waiting);
    drop(DropReason.PEER_GONE, waiting);
    outbox.flush();
  }

  /** Messages that wait for a peer. */
  @Override
  protected Map<String, Long> protocolStatistics() {
    return Map.of("waiting", (long) outbox.unsent() + peers.unsent());
  }

  // ---- the end ----

  @Override
  protected boolean isDrained() {
    return super.isDrained() && peers.isEmpty();
  }

  @Override
  protected void closing(SpException cause) {
    peers.close(cause);
    super.closing(cause);
  }

  @Override
  protected void ended(SpException cause) {
    peers.fail(cause);
    super.ended(cause);
  }
}
