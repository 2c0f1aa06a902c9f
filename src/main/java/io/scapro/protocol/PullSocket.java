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
 * PULL: receives what PUSH peers send, in fair turns among them by priority, and slows them down
 * when it reads slowly.
 *
 * <p>Source: docs/peers.md, 5; priorities as in nanomsg.
 */
public final class PullSocket extends ReceivingSocket<Message, PullSocket> {

  /** {@code pull}, SP number 0x51; its peers are {@code push}. */
  public static final Identity IDENTITY = new Identity("pull", 0x51, "push", 0x50);

  PullSocket(Host host, SocketOptions options) {
    super(host, IDENTITY, options, new FairQueue<>(options), Loan.OF_MESSAGES);
  }

  /**
   * Opens a socket with the default options on the calling context, or on a new one where the
   * caller has none. Any thread.
   *
   * @param vertx runs the socket, and closes it when it is closed itself
   * @return the open socket, without any endpoint
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static PullSocket create(Vertx vertx) {
    return create(vertx, new SocketOptions());
  }

  /**
   * Opens a socket on the calling context, or on a new one where the caller has none. Any thread.
   *
   * @param vertx runs the socket, and closes it when it is closed itself
   * @param options are copied
   * @return the open socket, without any endpoint
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static PullSocket create(Vertx vertx, SocketOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new PullSocket(Engines.host(vertx), options.copy());
  }

  // ---- application side ----

  /**
   * {@return the bodies of the messages, as a stream that can be piped: {@code
   * bodies().pipeTo(file)}. It replaces {@link #handler}; demand and end are those of this socket.
   * A body belongs to the reader}
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
