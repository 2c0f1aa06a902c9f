package io.scapro.verticle;

import io.vertx.core.buffer.Buffer;
import java.util.Objects;

/**
 * A message on its way between an application and a socket verticle.
 *
 * @param body what the peer sent, or shall get; not to be changed any more
 * @param pipe the id of the connection it came by; to a polyamorous PAIR1: whom it is for; 0:
 *     nobody in particular
 * @param peer the address of the peer it came from, else empty
 */
public record SocketMessage(Buffer body, int pipe, String peer) {

  public SocketMessage {
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(peer, "peer");
  }

  /** A message to whom the protocol chooses. */
  public static SocketMessage of(Buffer body) {
    Objects.requireNonNull(body, "body");
    return new SocketMessage(body, 0, "");
  }
}
