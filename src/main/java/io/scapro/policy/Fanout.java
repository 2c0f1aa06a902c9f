package io.scapro.policy;

import io.scapro.Message;
import io.scapro.spi.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends each message to every peer that can accept it now. A slow peer never delays the others. */
public final class Fanout {

  /** Copied on change, since peers may be attached or detached while a message is being sent. */
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

  /** The number of peers without {@code except}, which may have been removed before. */
  public int sizeWithout(@Nullable Pipe except) {
    return except != null && peers.contains(except) ? peers.size() - 1 : peers.size();
  }

  /**
   * Sends {@code message} to all peers except {@code except}.
   *
   * @return how many of them could not accept it
   */
  public int send(Message message, @Nullable Pipe except) {
    return send(message, except, peer -> {});
  }

  /** As above; {@code reached} is called for each peer that accepts the message. */
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
