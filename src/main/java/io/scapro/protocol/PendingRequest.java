package io.scapro.protocol;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** A request on its way. Safe from any thread. */
public interface PendingRequest {

  /**
   * The reply; or TIMEOUT after the receive timeout, CANCELLED, CLOSED, or DISCONNECTED where
   * requests are not sent again.
   */
  Future<Buffer> reply();

  /** Gives the request up: no reply will be accepted. Without effect once it has ended. */
  void cancel();
}
