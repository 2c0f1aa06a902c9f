package io.scapro.protocol;

import io.scapro.Host;
import io.scapro.Identity;
import io.vertx.core.Vertx;

/**
 * REP: receives requests and answers each on the way it came; see {@link AnsweringSocket}.
 *
 * <p>Source: peers.md 1.7.
 */
public final class RepSocket extends AnsweringSocket {

  public static final Identity IDENTITY = new Identity("rep", 0x31, "req", 0x30);

  RepSocket(Host host, RepOptions options) {
    super(host, IDENTITY, options);
  }

  public static RepSocket create(Vertx vertx) {
    return create(vertx, new RepOptions());
  }

  /** Opens a socket on the calling context. */
  public static RepSocket create(Vertx vertx, RepOptions options) {
    return new RepSocket(Host.of(vertx), options.copy());
  }
}
