package io.scapro.core;

import io.scapro.DropReason;
import io.scapro.Message;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.scapro.spi.SendBudget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ends a pipe whose peer was refused after its greeting: another peer was attached meanwhile, or
 * the peer hook completed late. The peer may have sent messages, so the connection is closed
 * gracefully. Messages that arrive until the peer closes it too are dropped and counted.
 */
final class TurnedAway implements Pipe.Owner {

  /** How long the peer may take to close the connection. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** The bytes that the peer may send until then: more than network buffers hold. */
  private static final long MOST = 16L << 20;

  private final Parts socket;
  private final SpException why;
  private Host.@Nullable Timer patience;

  /**
   * @param why the peer is refused
   */
  TurnedAway(Parts socket, SpException why) {
    this.socket = socket;
    this.why = why;
  }

  void end(Pipe pipe) {
    patience = socket.host().after(PATIENCE, () -> pipe.abort(why));
    pipe.attach(this, SendBudget.unlimited());
    pipe.start();
    if (!pipe.isClosed()) {
      pipe.closeGracefully();
    }
  }

  @Override
  public boolean received(Pipe pipe, Message message) {
    message.release();
    socket.drop(DropReason.PEER_REFUSED, 1);
    if (pipe.receivedBytes() > MOST) {
      pipe.abort(why);
    }
    return true;
  }

  @Override
  public void writable(Pipe pipe) {}

  @Override
  public void dropped(Pipe pipe, DropReason reason, long messages) {
    socket.drop(reason, messages);
  }

  @Override
  public void closed(Pipe pipe, SpException cause) {
    if (patience != null) {
      patience.cancel();
    }
    socket.retire(pipe);
  }
}
