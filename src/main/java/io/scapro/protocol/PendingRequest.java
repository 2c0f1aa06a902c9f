package io.scapro.protocol;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** A request in progress. Safe from any thread. */
public interface PendingRequest {

  /**
   * {@return the body of the reply; fails with TIMEOUT after the receive or send timeout,
   * CANCELLED, CLOSED, TOO_LONG, NO_PEERS, RESENT_TOO_OFTEN, or DISCONNECTED where requests are not
   * sent again}
   */
  Future<Buffer> reply();

  /**
   * Ends the request: a reply will be dropped, and {@link #reply} fails with CANCELLED. No effect
   * once it has ended.
   */
  void cancel();
}
