package io.scapro.protocol;

import io.scapro.Identity;
import io.scapro.SocketOptions;
import io.scapro.spi.Engines;
import io.scapro.spi.Host;
import io.vertx.core.Vertx;
import java.util.Objects;

/**
 * REP: receives requests and answers each on the way it came; see {@link AnsweringSocket}.
 *
 * <p>Source: peers.md 1.7.
 */
public final class RepSocket extends AnsweringSocket<RepSocket> {

  public static final Identity IDENTITY = new Identity("rep", 0x31, "req", 0x30);

  RepSocket(Host host, SocketOptions options) {
    super(host, IDENTITY, options, AnswerOptions.DEFAULT_FAILURE_BODY);
  }

  RepSocket(Host host, AnswerOptions options) {
    super(host, IDENTITY, options, options.getFailureBody());
  }

  public static RepSocket create(Vertx vertx) {
    return create(vertx, new SocketOptions());
  }

  /** Opens a socket on the calling context. */
  public static RepSocket create(Vertx vertx, SocketOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new RepSocket(Engines.host(vertx), options.copy());
  }

  /** Opens a socket on the calling context. */
  public static RepSocket create(Vertx vertx, AnswerOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    return new RepSocket(Engines.host(vertx), options.copy());
  }
}
