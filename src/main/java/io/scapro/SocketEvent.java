package io.scapro;

import java.util.Objects;
import java.util.Optional;

/**
 * An event of a socket. Messages are not events.
 *
 * @param type what happened
 * @param endpoint the endpoint concerned; empty for {@link Type#DROPPED} and {@link Type#CLOSED}
 * @param peer the peer concerned; always empty for {@link Type#REFUSED}, since the peer was never
 *     connected
 * @param cause why a failure or the end of a connection happened
 * @param dropReason why messages were dropped, for {@link Type#DROPPED}
 * @param count number of dropped messages, for {@link Type#DROPPED}; else 1
 */
public record SocketEvent(
    Type type,
    Optional<Endpoint> endpoint,
    Optional<Peer> peer,
    Optional<SpException> cause,
    Optional<DropReason> dropReason,
    long count) {

  /**
   * Checks that no component is null.
   *
   * @param type see {@link #type}
   * @param endpoint see {@link #endpoint}
   * @param peer see {@link #peer}
   * @param cause see {@link #cause}
   * @param dropReason see {@link #dropReason}
   * @param count see {@link #count}
   */
  public SocketEvent {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(peer, "peer");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(dropReason, "dropReason");
  }

  /** What happened. */
  public enum Type {
    /** An address was bound. */
    BOUND,

    /** An address could not be bound; {@code cause} says why. */
    BIND_FAILED,

    /** An attempt to connect has started. */
    CONNECTING,

    /** An attempt to connect has failed; {@code cause} says why. */
    CONNECT_FAILED,
    /** A peer was connected through an endpoint that connects. */
    CONNECTED,
    /** A peer was connected through an endpoint that is bound. */
    ACCEPTED,
    /**
     * A peer was refused before it was connected; {@code cause} says why: wrong protocol, too many
     * peers, handshake timeout, or the peer hook. The event has no {@code peer}.
     */
    REFUSED,
    /** A connection has ended; {@code cause} says why. */
    DISCONNECTED,
    /**
     * A request has failed: every connection that it was sent on has ended, or a peer reported that
     * the request was too long. The request is not resent. Not raised when resending is off, or
     * when {@code maxResends} ends the request.
     */
    GAVE_UP,
    /**
     * Messages were dropped. All messages that are dropped for one reason in one turn of the event
     * loop are one event; {@code count} is their number.
     */
    DROPPED,
    /** An endpoint was closed. */
    ENDPOINT_CLOSED,
    /** The socket was closed. */
    CLOSED
  }

  /**
   * {@return an event of an endpoint}
   *
   * @param type what happened
   * @param endpoint the endpoint concerned
   */
  public static SocketEvent of(Type type, Endpoint endpoint) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(endpoint, "endpoint");
    return new SocketEvent(
        type, Optional.of(endpoint), Optional.empty(), Optional.empty(), Optional.empty(), 1);
  }

  /**
   * {@return a failure of an endpoint}
   *
   * @param type what happened
   * @param endpoint the endpoint concerned
   * @param cause why
   */
  public static SocketEvent of(Type type, Endpoint endpoint, SpException cause) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(cause, "cause");
    return new SocketEvent(
        type, Optional.of(endpoint), Optional.empty(), Optional.of(cause), Optional.empty(), 1);
  }

  /**
   * {@return an event of a peer and its endpoint}
   *
   * @param type what happened
   * @param peer the peer concerned
   */
  public static SocketEvent of(Type type, Peer peer) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(peer, "peer");
    return new SocketEvent(
        type,
        Optional.of(peer.endpoint()),
        Optional.of(peer),
        Optional.empty(),
        Optional.empty(),
        1);
  }

  /**
   * {@return the event of a failure, or of the end of a peer's connection}
   *
   * @param type what happened
   * @param peer the peer concerned
   * @param cause why
   */
  public static SocketEvent of(Type type, Peer peer, SpException cause) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(peer, "peer");
    Objects.requireNonNull(cause, "cause");
    return new SocketEvent(
        type,
        Optional.of(peer.endpoint()),
        Optional.of(peer),
        Optional.of(cause),
        Optional.empty(),
        1);
  }

  /**
   * {@return an event DROPPED}
   *
   * @param reason why the messages were dropped
   * @param count how many
   */
  public static SocketEvent dropped(DropReason reason, long count) {
    Objects.requireNonNull(reason, "reason");
    return new SocketEvent(
        Type.DROPPED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(reason),
        count);
  }

  /** {@return the event CLOSED of a socket} */
  public static SocketEvent closed() {
    return new SocketEvent(
        Type.CLOSED, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 1);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(type.name());
    endpoint.ifPresent(e -> text.append(' ').append(e.address()));
    peer.ifPresent(p -> text.append(' ').append(p));
    dropReason.ifPresent(r -> text.append(' ').append(r).append(" x").append(count));
    cause.ifPresent(c -> text.append(": ").append(c.text()));
    return text.toString();
  }
}
