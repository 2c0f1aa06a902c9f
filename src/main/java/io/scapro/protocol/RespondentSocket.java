package io.scapro.protocol;

import io.scapro.Identity;
import io.scapro.SocketOptions;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.vertx.core.Vertx;
import java.util.Objects;

/**
 * RESPONDENT: receives surveys and answers each on the way it came, or not at all; see {@link
 * AnsweringSocket}.
 *
 * <p>Source: peers.md 1.9.
 */
public final class RespondentSocket extends AnsweringSocket<RespondentSocket> {

  public static final Identity IDENTITY = new Identity("respondent", 0x63, "surveyor", 0x62);

  RespondentSocket(Host host, SocketOptions options) {
    super(host, IDENTITY, options, AnswerOptions.DEFAULT_FAILURE_BODY);
  }

  RespondentSocket(Host host, AnswerOptions options) {
    super(host, IDENTITY, options, options.getFailureBody());
  }

  public static RespondentSocket create(Vertx vertx) {
    return create(vertx, new SocketOptions());
  }

  /** Opens a socket on the calling context. */
  public static RespondentSocket create(Vertx vertx, SocketOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new RespondentSocket(Engines.host(vertx), options.copy());
  }

  /** Opens a socket on the calling context. */
  public static RespondentSocket create(Vertx vertx, AnswerOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new RespondentSocket(Engines.host(vertx), options.copy());
  }
}
