package io.scapro.policy;

import io.scapro.Message;
import io.scapro.spi.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * Gives each message to one peer, in turn, among those that can take it now. Peers of a better send
 * priority (1 is best) go first; the others get what those cannot take.
 */
public final class LoadBalance {

  private final Priorities<Pipe> ready = new Priorities<>();

  /** {@code peer} can take messages. */
  public void add(Pipe peer) {
    ready.add(priority(peer), peer);
  }

  public void remove(Pipe peer) {
    ready.remove(priority(peer), peer);
  }

  public boolean isReady() {
    return !ready.isEmpty();
  }

  /** Sends {@code message} to the next peer; returns that peer, or null when none is ready. */
  public @Nullable Pipe send(Message message) {
    Pipe peer = take();
    if (peer != null && peer.send(message)) {
      add(peer);
    }
    return peer;
  }

  /** The next peer, which is not ready any more until it is added again; null: none is ready. */
  public @Nullable Pipe take() {
    for (int priority = ready.best(); priority > 0; priority = ready.best()) {
      Pipe peer = ready.poll(priority);
      if (peer.isWritable()) { // else it is closing: it will not be back
        return peer;
      }
    }
    return null;
  }

  private static int priority(Pipe peer) {
    return peer.sendPriority();
  }
}
