package io.scapro.verticle;

import io.vertx.core.buffer.Buffer;
import java.util.Objects;

/**
 * A message between an application and a socket verticle.
 *
 * @param body the body; do not change it any more
 * @param pipe the id of the connection on which the message arrived; for a message to a polyamorous
 *     PAIR1, the id of the connection to send on; 0: none
 * @param peer the address of the peer that sent the message; empty: none
 */
public record SocketMessage(Buffer body, int pipe, String peer) {

  /**
   * Checks that no component is null.
   *
   * @param body see {@link #body}
   * @param pipe see {@link #pipe}
   * @param peer see {@link #peer}
   */
  public SocketMessage {
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(peer, "peer");
  }

  /**
   * {@return a message without a peer: the protocol selects the peer}
   *
   * @param body do not change it any more
   */
  public static SocketMessage of(Buffer body) {
    Objects.requireNonNull(body, "body");
    return new SocketMessage(body, 0, "");
  }
}
