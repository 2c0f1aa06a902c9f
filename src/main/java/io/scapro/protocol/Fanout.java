package io.scapro.protocol;

import io.scapro.Message;
import io.scapro.Pipe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives each message to every peer that can take it now; a slow peer never delays the others. */
final class Fanout {

  private final List<Pipe> peers = new ArrayList<>();

  void add(Pipe peer) {
    peers.add(peer);
  }

  void remove(Pipe peer) {
    peers.remove(peer);
  }

  int size() {
    return peers.size();
  }

  /**
   * Sends {@code message} to all peers but {@code except}.
   *
   * @return how many of them could not take it
   */
  int send(Message message, @Nullable Pipe except) {
    int missed = 0;
    for (int i = peers.size() - 1; i >= 0; i--) { // a peer may leave while it is sent to
      Pipe peer = peers.get(i);
      if (peer == except) {
        continue;
      }
      if (peer.isWritable()) {
        peer.send(message);
      } else {
        missed++;
      }
    }
    return missed;
  }
}
