package io.scapro;

import java.util.Objects;
import java.util.Optional;

/**
 * Something that happened to a socket besides messages.
 *
 * @param endpoint the endpoint concerned
 * @param peer the peer concerned
 * @param cause why, for failures and ends
 * @param dropReason why messages were discarded, for {@link Type#DROPPED}
 * @param count messages discarded, for {@link Type#DROPPED}; else 1
 */
public record SocketEvent(
    Type type,
    Optional<Endpoint> endpoint,
    Optional<Peer> peer,
    Optional<SpException> cause,
    Optional<DropReason> dropReason,
    long count) {

  /** Checks the components. */
  public SocketEvent {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(peer, "peer");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(dropReason, "dropReason");
  }

  /** What happened. */
  public enum Type {
    BOUND,
    BIND_FAILED,
    CONNECTING,
    CONNECT_FAILED,
    /** A peer joined through an endpoint that connects. */
    CONNECTED,
    /** A peer joined through an endpoint that is bound. */
    ACCEPTED,
    /** A peer was turned away before it joined: wrong protocol, one too many, too slow. */
    REFUSED,
    /** A peer that had joined left. */
    DISCONNECTED,
    /** A request was failed, since each connection ended that it was sent on; not sent again. */
    GAVE_UP,
    /** Messages were discarded; one event per turn and reason, with their number. */
    DROPPED,
    /** An endpoint was closed. */
    ENDPOINT_CLOSED,
    /** The socket was closed. */
    CLOSED
  }

  public static SocketEvent of(Type type, Endpoint endpoint) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(endpoint, "endpoint");
    return new SocketEvent(
        type, Optional.of(endpoint), Optional.empty(), Optional.empty(), Optional.empty(), 1);
  }

  public static SocketEvent of(Type type, Endpoint endpoint, SpException cause) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(cause, "cause");
    return new SocketEvent(
        type, Optional.of(endpoint), Optional.empty(), Optional.of(cause), Optional.empty(), 1);
  }

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
