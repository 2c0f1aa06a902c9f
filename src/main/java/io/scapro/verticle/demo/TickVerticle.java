package io.scapro.verticle.demo;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * Sends a numbered text to the event-bus {@code address} repeatedly: {@code text} (default "tick")
 * and a number from 1 on, every {@code interval} milliseconds (default 1000).
 */
public final class TickVerticle extends VerticleBase {

  private long ticks;

  @Override
  public Future<?> start() {
    String address = config().getString("address");
    String text = config().getString("text", "tick");
    vertx.setPeriodic(
        config().getLong("interval", 1000L),
        timer -> vertx.eventBus().send(address, text + ' ' + ++ticks));
    return Future.succeededFuture();
  }
}
