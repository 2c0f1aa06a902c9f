package io.scapro.protocol;

import io.scapro.Identity;
import io.scapro.SocketOptions;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.vertx.core.Vertx;
import java.util.Objects;

/**
 * RESPONDENT: receives surveys and answers each, or not; see {@link AnsweringSocket}.
 *
 * <p>Source: docs/peers.md, 6.
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
   * Opens a socket with the default options on the calling context, or on a new one where the
   * caller has none. Any thread.
   *
   * @param vertx runs the socket, and closes it when it is closed itself
   * @return the open socket, without any endpoint
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static RespondentSocket create(Vertx vertx) {
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
  public static RespondentSocket create(Vertx vertx, SocketOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new RespondentSocket(Engines.host(vertx), options.copy());
  }

  /**
   * Opens a socket on the calling context, or on a new one where the caller has none. Any thread.
   *
   * @param vertx runs the socket, and closes it when it is closed itself
   * @param options are copied
   * @return the open socket, without any endpoint
   * @throws IllegalStateException Vert.x is older than 5.1
   */
  public static RespondentSocket create(Vertx vertx, AnswerOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new RespondentSocket(Engines.host(vertx), options.copy());
  }
}
