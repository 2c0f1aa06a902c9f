package io.scapro.protocol;

import io.scapro.Message;
import io.scapro.Pipe;
import io.scapro.Reason;
import io.scapro.SpException;
import org.jspecify.annotations.Nullable;

/** At most one peer: the first stays, others are refused until it leaves. */
final class Exclusive {

  private @Nullable Pipe peer;

  /**
   * @return null when there is room, else why not
   */
  @Nullable SpException refusal() {
    return peer == null
        ? null
        : new SpException(Reason.REFUSED, "expected one peer at most, got one more beside " + peer);
  }

  void add(Pipe peer) {
    this.peer = peer;
  }

  void remove(Pipe peer) {
    if (this.peer == peer) {
      this.peer = null;
    }
  }

  /** Whether the peer is there and can take a message. */
  boolean isReady() {
    return peer != null && peer.isWritable();
  }

  /** Whether the peer was there and took {@code message}. */
  boolean send(Message message) {
    Pipe to = peer;
    if (to == null || !to.isWritable()) {
      return false;
    }
    to.send(message);
    return true;
  }
}
