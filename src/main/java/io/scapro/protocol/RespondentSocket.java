package io.scapro.protocol;

import io.scapro.Identity;
import io.scapro.SocketOptions;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.vertx.core.Vertx;
import java.util.Objects;

/**
 * RESPONDENT: receives surveys and may answer each of them; see {@link AnsweringSocket}.
 *
 * <p>See docs/peers.md, section 6.
 */
public final class RespondentSocket extends AnsweringSocket<RespondentSocket> {

  /** {@code respondent}, SP number 0x63; its peers are {@code surveyor}. */
  public static final Identity IDENTITY = new Identity("respondent", 0x63, "surveyor", 0x62);

  RespondentSocket(Host host, SocketOptions options) {
    super(host, IDENTITY, options, AnswerOptions.DEFAULT_FAILURE_BODY);
  }

  RespondentSocket(Host host, AnswerOptions options) {
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
  public static RespondentSocket create(Vertx vertx) {
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
  public static RespondentSocket create(Vertx vertx, SocketOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new RespondentSocket(Engines.host(vertx), options.copy());
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
  public static RespondentSocket create(Vertx vertx, AnswerOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new RespondentSocket(Engines.host(vertx), options.copy());
  }
}
