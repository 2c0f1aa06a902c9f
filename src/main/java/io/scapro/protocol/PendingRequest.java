package io.scapro.protocol;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** A request in progress. Thread-safe. */
public interface PendingRequest {

  /**
   * {@return the body of the reply; fails with TIMEOUT after the receive or send timeout,
   * CANCELLED, CLOSED, TOO_LONG, NO_PEERS, RESENT_TOO_OFTEN, or DISCONNECTED if resending is off}
   */
  Future<Buffer> reply();

  /**
   * Ends the request: {@link #reply} fails with CANCELLED, and a later reply is dropped. Has no
   * effect once the request has ended.
   */
  void cancel();
}
