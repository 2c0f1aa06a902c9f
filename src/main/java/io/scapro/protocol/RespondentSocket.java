package io.scapro.protocol;

import io.scapro.Host;
import io.scapro.Identity;
import io.vertx.core.Vertx;

/**
 * RESPONDENT: receives surveys and answers each on the way it came, or not at all; see {@link
 * AnsweringSocket}.
 *
 * <p>Source: peers.md 1.9.
 */
public final class RespondentSocket extends AnsweringSocket {

  public static final Identity IDENTITY = new Identity("respondent", 0x63, "surveyor", 0x62);

  RespondentSocket(Host host, RespondentOptions options) {
    super(host, IDENTITY, options);
  }

  public static RespondentSocket create(Vertx vertx) {
    return create(vertx, new RespondentOptions());
  }

  /** Opens a socket on the calling context. */
  public static RespondentSocket create(Vertx vertx, RespondentOptions options) {
    return new RespondentSocket(Host.of(vertx), options.copy());
  }
}
