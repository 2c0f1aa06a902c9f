package io.scapro.verticle.bridge;

import io.vertx.core.Future;
import java.util.Set;

/** One direction between a socket and the event bus. Lives on the verticle's context. */
public interface Bridge {

  /** The configuration key that names its event-bus address. */
  String addressKey();

  /** The other keys that it reads. */
  Set<String> keys();

  /** Begins to pass messages on. */
  Future<Void> start();

  /** Takes no more, and ends what it began where that matters to a peer. */
  default Future<Void> stop() {
    return Future.succeededFuture();
  }
}
