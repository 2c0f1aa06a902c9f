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
 * PULL: receives the messages of PUSH peers. It reads peers of the same priority in turn, and
 * priority 1 first. A slow reader slows its peers down.
 *
 * <p>Priorities are those of nanomsg. See docs/peers.md, section 5.
 */
public final class PullSocket extends ReceivingSocket<Message, PullSocket> {

  /** {@code pull}, SP number 0x51; its peers are {@code push}. */
  public static final Identity IDENTITY = new Identity("pull", 0x51, "push", 0x50);

  PullSocket(Host host, SocketOptions options) {
    super(host, IDENTITY, options, new FairQueue<>(options), Loan.OF_MESSAGES);
  }

  /**
   * Opens a socket with the default options. It belongs to the calling context, or to a new one if
   * the caller has none. May be called from any thread.
   *
   * @param vertx the Vertx of the socket; when it is closed, the socket is closed too
   * @return the open socket, without any endpoint
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static PullSocket create(Vertx vertx) {
    return create(vertx, new SocketOptions());
  }

  /**
   * Opens a socket. It belongs to the calling context, or to a new one if the caller has none. May
   * be called from any thread.
   *
   * @param vertx the Vertx of the socket; when it is closed, the socket is closed too
   * @param options the options; the socket uses a copy
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
   * {@return the bodies of the messages as a stream: {@code bodies().pipeTo(file)}. The handler of
   * the stream replaces {@link #handler}. The stream and this socket have the same demand and the
   * same end. The application may keep each body, even if {@code lendBodies} is set}
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
