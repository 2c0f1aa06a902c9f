package io.scapro.verticle;

import io.scapro.Endpoint;
import io.scapro.verticle.bridge.Publishing;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The shared state of the instances of one deployment. Safe from any thread. */
final class Instances implements Shareable {

  private static final String MAP = "io.scapro.instances";

  private static final String OTHERS_PEERS =
      "a peer is connected to one instance and misses the messages that the others take from the event bus";
  private static final String SEPARATE =
      "messages are not forwarded between the peers of different instances";
  private static final String ONE_PEER = "a pair has one peer";

  private static final Map<String, String> NOT_BOUND =
      Map.of(
          "push", OTHERS_PEERS,
          "req", OTHERS_PEERS,
          "surveyor", OTHERS_PEERS,
          "pair", ONE_PEER,
          "pair1", ONE_PEER,
          "bus", SEPARATE,
          "star", SEPARATE);

  private static final Map<String, String> NOT_CONNECTED =
      Map.of(
          "pub", "a peer receives from every instance",
          "sub", "every instance receives every message",
          "respondent", "a surveyor receives a response from every instance",
          "pair", ONE_PEER,
          "pair1", ONE_PEER,
          "bus", "a peer receives from every instance, and every instance from it",
          "star", "a peer receives from every instance, and every instance from it");

  /** For a verticle with a single instance. */
  static final Instances ALONE = new Instances(1);

  private final int count;
  private final Publishing publishing = new Publishing();
  private final Map<String, Promise<String>> bound = new ConcurrentHashMap<>();
  private int joined;

  private Instances(int count) {
    this.count = count;
  }

  /** Adds the calling instance. */
  static Instances join(Vertx vertx, Context context) {
    return map(vertx)
        .compute(
            context.deploymentID(),
            (id, there) -> {
              Instances all = there == null ? new Instances(context.getInstanceCount()) : there;
              all.joined++;
              return all;
            });
  }

  /** Removes one instance. */
  void leave(Vertx vertx, String deploymentId) {
    map(vertx).computeIfPresent(deploymentId, (id, all) -> --joined == 0 ? null : all);
  }

  private static LocalMap<String, Instances> map(Vertx vertx) {
    return vertx.sharedData().getLocalMap(MAP);
  }

  /**
   * Refuses several instances of a verticle that supports only one.
   *
   * @throws IllegalArgumentException there are several
   */
  static void one(Context context, String name) {
    if (context.getInstanceCount() > 1) {
      throw new IllegalArgumentException(
          "expected 1 instance of scapro:%s, got %d".formatted(name, context.getInstanceCount()));
    }
  }

  /**
   * @throws IllegalArgumentException several instances of {@code protocol} would not behave as one
   */
  void check(String protocol, boolean binds, boolean connects) {
    if (count == 1) {
      return;
    }
    if (binds) {
      check(protocol, "bind", NOT_BOUND);
    }
    if (connects) {
      check(protocol, "connect", NOT_CONNECTED);
    }
  }

  private void check(String protocol, String key, Map<String, String> refused) {
    String why = refused.get(protocol);
    if (why != null) {
      throw new IllegalArgumentException(
          "expected 1 instance of scapro:%s with \"%s\" (%s), got %d"
              .formatted(protocol, key, why, count));
    }
  }

  boolean isAlone() {
    return count == 1;
  }

  /** Shared by the instances of a pub; null if there is one instance. */
  @Nullable Publishing publishing() {
    return isAlone() ? null : publishing;
  }

  /**
   * Binds one instance. With port 0 the first instance gets a free port, and the others bind the
   * same port.
   *
   * @param key the same for all instances
   */
  Future<Endpoint> bind(String key, String url, Function<String, Future<Endpoint>> binder) {
    if (isAlone()) {
      return binder.apply(url);
    }
    Promise<String> mine = Promise.promise();
    Promise<String> first = bound.putIfAbsent(key, mine);
    if (first != null) {
      return first.future().compose(binder);
    }
    return binder
        .apply(url)
        .onSuccess(endpoint -> mine.complete(String.valueOf(endpoint.address())))
        .onFailure(mine::fail);
  }
}
