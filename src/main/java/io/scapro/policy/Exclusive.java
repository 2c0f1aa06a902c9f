package io.scapro.policy;

import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Pipe;
import org.jspecify.annotations.Nullable;

/** At most one peer. While it is connected, other peers are refused. */
public final class Exclusive {

  private @Nullable Pipe peer;

  /**
   * @return null: a peer can be added; otherwise why not
   */
  public @Nullable SpException refusal() {
    return peer == null
        ? null
        : new SpException(
            Reason.REFUSED,
            "expected one peer at most, got one more while "
                + peer
                + " is connected; do: bind one socket for each peer, or use a PAIR1 socket with the"
                + " option polyamorous");
  }

  public void add(Pipe peer) {
    this.peer = peer;
  }

  public void remove(Pipe peer) {
    if (this.peer == peer) {
      this.peer = null;
    }
  }

  /** Whether a peer is connected and can accept a message. */
  public boolean isReady() {
    return peer != null && peer.isWritable();
  }

  /** Sends to the peer; false: none is connected, or it cannot accept {@code message} now. */
  public boolean send(Message message) {
    Pipe to = peer;
    if (to == null || !to.isWritable()) {
      return false;
    }
    to.send(message);
    return true;
  }
}
