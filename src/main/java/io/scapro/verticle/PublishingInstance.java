package io.scapro.verticle;

import io.scapro.protocol.PubSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Set;

/** One of several instances of a pub verticle: leads, or publishes what the leader passes on. */
final class PublishingInstance implements Bridge {

  private final Vertx vertx;
  private final PubSocket socket;
  private final Publishing all;
  private final BusToSocket fromBus;
  private boolean leads;

  PublishingInstance(Vertx vertx, PubSocket socket, VerticleConfig config, Publishing all) {
    this.vertx = vertx;
    this.socket = socket;
    this.all = all;
    this.fromBus = new BusToSocket(vertx, socket, message -> all.publish(message.body()), config);
  }

  @Override
  public String addressKey() {
    return fromBus.addressKey();
  }

  @Override
  public Set<String> keys() {
    return fromBus.keys();
  }

  @Override
  public Future<Void> start() {
    leads = all.join(vertx.getOrCreateContext(), socket);
    return leads ? fromBus.start() : Future.succeededFuture();
  }

  /** Waits for the leader: what it took is to be published here, too. */
  @Override
  public Future<Void> stop() {
    return leads ? fromBus.stop().transform(stopped -> all.end()) : all.ended();
  }
}
