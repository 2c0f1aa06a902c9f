package io.scapro.policy;

import io.scapro.Message;
import io.scapro.spi.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * Sends each message to one peer, in turn among those that can accept it now. Peers of the best
 * send priority (1 is best) are served first; a lower priority only when all of them are full.
 */
public final class LoadBalance {

  private final Priorities<Pipe> ready = new Priorities<>();

  /** Adds {@code peer}, which can accept messages. */
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
    Pipe only = ready.only();
    if (only != null && only.isWritable()) { // the usual case: no turns to take
      if (!only.send(message)) {
        remove(only);
      } else if (ready.only() == null) { // another one joined meanwhile: its turn is next
        remove(only);
        add(only);
      }
      return only;
    }
    Pipe peer = take();
    if (peer != null && peer.send(message)) {
      add(peer);
    }
    return peer;
  }

  /** Removes and returns the next peer; null: none can accept a message. */
  public @Nullable Pipe take() {
    for (int priority = ready.best(); priority > 0; priority = ready.best()) {
      Pipe peer = ready.poll(priority);
      if (peer.isWritable()) { // otherwise it is closing and cannot accept messages again
        return peer;
      }
    }
    return null;
  }

  private static int priority(Pipe peer) {
    return peer.sendPriority();
  }
}
