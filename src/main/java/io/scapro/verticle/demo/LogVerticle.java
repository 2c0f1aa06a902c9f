package io.scapro.verticle.demo;

import io.scapro.verticle.VerticleConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;

/**
 * Prints the messages at the event-bus {@code address}, and answers each, so that more can arrive.
 */
public final class LogVerticle extends VerticleBase {

  @Override
  public Future<?> start() {
    return vertx.eventBus().consumer(config().getString("address"), LogVerticle::log).completion();
  }

  private static void log(Message<Object> message) {
    String peer = message.headers().get(VerticleConfig.PEER);
    System.out.println((peer == null ? "" : peer + ": ") + message.body());
    message.reply(null);
  }
}
