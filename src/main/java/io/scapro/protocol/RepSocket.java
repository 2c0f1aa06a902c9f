package io.scapro.protocol;

import io.scapro.Identity;
import io.scapro.SocketOptions;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.vertx.core.Vertx;
import java.util.Objects;

/**
 * REP: receives requests and answers each of them; see {@link AnsweringSocket}.
 *
 * <p>See docs/peers.md, section 4.
 */
public final class RepSocket extends AnsweringSocket<RepSocket> {

  /** {@code rep}, SP number 0x31; its peers are {@code req}. */
  public static final Identity IDENTITY = new Identity("rep", 0x31, "req", 0x30);

  RepSocket(Host host, SocketOptions options) {
    super(host, IDENTITY, options, AnswerOptions.DEFAULT_FAILURE_BODY);
  }

  RepSocket(Host host, AnswerOptions options) {
    super(host, IDENTITY, options, options.getFailureBody());
  }

  /**
   * Opens a socket with the default options. It belongs to the calling context, or to a new one if
   * the caller has none. May be called from any thread.
   *
   * @param vertx the Vertx of the socket; when it is closed, the socket is closed too
   * @return the open socket, without any endpoint
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static RepSocket create(Vertx vertx) {
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
  public static RepSocket create(Vertx vertx, SocketOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new RepSocket(Engines.host(vertx), options.copy());
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
  public static RepSocket create(Vertx vertx, AnswerOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new RepSocket(Engines.host(vertx), options.copy());
  }
}
