package io.scapro.verticle.demo;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Answers each event-bus request at {@code address} with its own body. */
public final class EchoVerticle extends VerticleBase {

  @Override
  public Future<?> start() {
    return vertx
        .eventBus()
        .consumer(config().getString("address"), message -> message.reply(message.body()))
        .completion();
  }
}
