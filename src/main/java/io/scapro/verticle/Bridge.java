package io.scapro.verticle;

import io.scapro.SpSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;

/** One direction between a socket and the event bus. Lives on the verticle's context. */
interface Bridge {

  /** The key of {@link VerticleConfig} that names its event-bus address. */
  String addressKey();

  /** The other keys that it reads. */
  Set<String> keys();

  /** Begins to pass messages on. */
  Future<Void> start();

  /** Takes no more, and ends what it began where that matters to a peer. */
  default Future<Void> stop() {
    return Future.succeededFuture();
  }

  /** The directions that {@code socket} has and that are configured, in any order. */
  static List<Bridge> of(Vertx vertx, SpSocket socket, VerticleConfig config, Instances instances) {
    return new Bridges(vertx, socket, config, instances).all();
  }
}
