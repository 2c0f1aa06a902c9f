package io.scapro.policy;

import io.scapro.Message;
import io.scapro.spi.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gives each message to every peer that can take it now; a slow peer never delays the others. */
public final class Fanout {

  /** Replaced, not changed: peers may come and leave while a message is sent to them. */
  private List<Pipe> peers = List.of();

  public void add(Pipe peer) {
    List<Pipe> more = new ArrayList<>(peers);
    more.add(peer);
    peers = more;
  }

  public void remove(Pipe peer) {
    List<Pipe> fewer = new ArrayList<>(peers);
    fewer.remove(peer);
    peers = fewer;
  }

  public int size() {
    return peers.size();
  }

  /** Peers but {@code except}, which may have left already. */
  public int sizeWithout(@Nullable Pipe except) {
    return except != null && peers.contains(except) ? peers.size() - 1 : peers.size();
  }

  /**
   * Sends {@code message} to all peers but {@code except}.
   *
   * @return how many of them could not take it
   */
  public int send(Message message, @Nullable Pipe except) {
    return send(message, except, peer -> {});
  }

  /** As above; {@code reached} is told of each peer that took the message. */
  public int send(Message message, @Nullable Pipe except, Consumer<Pipe> reached) {
    int missed = 0;
    for (Pipe peer : peers) {
      if (peer == except) {
        continue;
      }
      if (peer.isWritable()) {
        reached.accept(peer);
        peer.send(message);
      } else {
        missed++;
      }
    }
    return missed;
  }
}
