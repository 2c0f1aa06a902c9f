package io.scapro.protocol;

import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.SocketOptions;
import io.scapro.policy.FairQueue;
import io.scapro.policy.Loan;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Objects;

/**
 * PULL: reads what PUSH peers send, in fair turns among them, and slows them down when it reads
 * slowly.
 *
 * <p>Source: peers.md 1.8; priorities as nanomsg.
 */
public final class PullSocket extends ReceivingSocket<Message, PullSocket> {

  public static final Identity IDENTITY = new Identity("pull", 0x51, "push", 0x50);

  PullSocket(Host host, SocketOptions options) {
    super(host, IDENTITY, options, new FairQueue<>(options), Loan.OF_MESSAGES);
  }

  public static PullSocket create(Vertx vertx) {
    return create(vertx, new SocketOptions());
  }

  /** Opens a socket on the calling context. */
  public static PullSocket create(Vertx vertx, SocketOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new PullSocket(Engines.host(vertx), options.copy());
  }

  // ---- application side ----

  /**
   * The bodies of the messages, as a stream that can be piped: {@code bodies().pipeTo(file)}. It
   * takes the place of {@link #handler}; demand and end are those of this socket. A body belongs to
   * the reader.
   */
  public ReadStream<Buffer> bodies() {
    return new Bodies(this);
  }

  // ---- peer side ----

  @Override
  protected void attached(Pipe peer) {}

  @Override
  protected boolean received(Pipe peer, Message message) {
    return inbox.offer(peer, message, message.length());
  }

  @Override
  protected void writable(Pipe peer) {}

  @Override
  protected void detached(Pipe peer) {}

  @Override
  protected boolean isDrained() {
    return true;
  }
}
