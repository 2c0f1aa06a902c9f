package io.scapro.verticle;

import io.scapro.SpException;
import io.scapro.spi.Protocol;
import io.vertx.core.Deployable;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;

/** The verticles of {@link ScaproVerticleFactory}, by name. */
final class Verticles {

  private Verticles() {}

  /** Completes {@code promise} with the factory of {@code kind}; fails it for an unknown kind. */
  static void create(String kind, Promise<Callable<? extends Deployable>> promise) {
    switch (kind) {
      case MonitorVerticle.NAME -> promise.complete(MonitorVerticle::new);
      case DeviceVerticle.NAME -> promise.complete(DeviceVerticle::new);
      case HealthVerticle.NAME -> promise.complete(HealthVerticle::new);
      case WebVerticle.NAME -> promise.complete(WebVerticle::new);
      default -> createSocket(kind, promise);
    }
  }

  private static void createSocket(String kind, Promise<Callable<? extends Deployable>> promise) {
    try {
      Protocol protocol = Protocol.of(kind);
      promise.complete(() -> new SocketVerticle(protocol));
    } catch (SpException e) {
      promise.fail(e);
    }
  }
}
