package io.scapro.protocol;

import io.scapro.Endpoint;
import io.scapro.Message;
import io.scapro.Pipe;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Gives each message to one peer, in turn, among those that can take it now. Peers of a better send
 * priority (1 is best) go first; the others get what those cannot take.
 */
final class LoadBalance {

  private static final int CLASSES = 17;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private final ArrayDeque<Pipe>[] ready = new ArrayDeque[CLASSES];

  /** Bit i is set when class i has a ready peer. */
  private int classes;

  /** {@code peer} can take messages. */
  void add(Pipe peer) {
    int priority = priority(peer);
    if (ready[priority] == null) {
      ready[priority] = new ArrayDeque<>();
    }
    ready[priority].addLast(peer);
    classes |= 1 << priority;
  }

  void remove(Pipe peer) {
    int priority = priority(peer);
    ArrayDeque<Pipe> peers = ready[priority];
    if (peers != null && peers.remove(peer) && peers.isEmpty()) {
      classes &= ~(1 << priority);
    }
  }

  boolean isReady() {
    return classes != 0;
  }

  /** Sends {@code message} to the next peer; returns that peer, or null when none is ready. */
  @Nullable Pipe send(Message message) {
    while (classes != 0) {
      Pipe peer = take();
      if (peer.isWritable()) { // else it is leaving: it will not be back
        if (peer.send(message)) {
          add(peer);
        }
        return peer;
      }
    }
    return null;
  }

  private Pipe take() {
    int priority = Integer.numberOfTrailingZeros(classes);
    ArrayDeque<Pipe> peers = ready[priority];
    Pipe peer = peers.removeFirst();
    if (peers.isEmpty()) {
      classes &= ~(1 << priority);
    }
    return peer;
  }

  private static int priority(Pipe peer) {
    Endpoint endpoint = peer.endpoint();
    return endpoint == null ? 8 : endpoint.options().sendPriority();
  }
}
