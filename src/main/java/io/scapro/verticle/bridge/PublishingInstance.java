package io.scapro.verticle.bridge;

import io.scapro.protocol.PubSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;

/**
 * One of several instances of a pub verticle: it is the leader, or publishes the messages of the
 * leader.
 */
final class PublishingInstance implements Bridge {

  private final Vertx vertx;
  private final PubSocket socket;
  private final Publishing all;
  private final List<Bridge> fromBus;
  private boolean leads;

  /**
   * @param fromBus the bridges by which the leader takes messages for {@code all}
   */
  PublishingInstance(Vertx vertx, PubSocket socket, Publishing all, List<Bridge> fromBus) {
    this.vertx = vertx;
    this.socket = socket;
    this.all = all;
    this.fromBus = fromBus;
  }

  @Override
  public String addressKey() {
    return fromBus.get(0).addressKey();
  }

  @Override
  public Set<String> keys() {
    return fromBus.get(0).keys();
  }

  @Override
  public Future<Void> start() {
    leads = all.join(vertx.getOrCreateContext(), socket);
    return leads
        ? Future.all(fromBus.stream().map(Bridge::start).toList()).mapEmpty()
        : Future.succeededFuture();
  }

  /** Waits for the leader: the messages that it took are published here too. */
  @Override
  public Future<Void> stop() {
    return leads
        ? Future.join(fromBus.stream().map(Bridge::stop).toList()).transform(ended -> all.end())
        : all.ended();
  }
}
