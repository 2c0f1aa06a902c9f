package io.scapro.verticle.bridge;

import io.vertx.core.Future;
import java.util.Set;

/** One direction between a socket and the event bus. Runs on the verticle's context. */
public interface Bridge {

  /** The configuration key that names its event-bus address. */
  String addressKey();

  /** The other configuration keys that it reads. */
  Set<String> keys();

  /** Starts to forward messages. */
  Future<Void> start();

  /** Stops accepting messages, and completes pending work if a peer waits for it. */
  default Future<Void> stop() {
    return Future.succeededFuture();
  }
}
