package io.scapro.verticle;

import io.scapro.JsonValues;
import io.scapro.Socket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.spi.Protocol;
import io.scapro.verticle.bridge.Bridge;
import io.scapro.verticle.bridge.Bridges;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One socket, from its configuration to its end, with its bridges to the event bus. */
final class SocketVerticle extends VerticleBase {

  private final Protocol protocol;
  private @Nullable Socket socket;
  private @Nullable Instances instances;
  private List<Bridge> bridges = List.of();

  SocketVerticle(Protocol protocol) {
    this.protocol = protocol;
  }

  Socket socket() {
    return Objects.requireNonNull(socket, "socket");
  }

  @Override
  public Future<?> start() {
    SocketConfig config = new SocketConfig(config());
    return Future.succeededFuture()
        .compose(go -> open(config, Instances.join(vertx, context)))
        .onSuccess(endpoints -> DeployedEndpoint.enter(vertx, deploymentID(), endpoints))
        .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
  }

  private Future<List<DeployedEndpoint>> open(SocketConfig config, Instances all) {
    instances = all;
    all.check(
        protocol.name(), !config.reach().bind().isEmpty(), !config.reach().connect().isEmpty());
    Socket opened = open(config);
    socket = opened;
    opened.eventHandler(new DropLog(vertx, opened.name()));
    return bridge(opened, config, all).compose(ready -> config.reach().open(opened, all));
  }

  /** The event bus gives up after a while, so the socket must too. */
  private Socket open(SocketConfig config) {
    long timeout = config.timeout().toMillis();
    JsonObject options = new JsonObject();
    if (protocol.identity().equals(ReqSocket.IDENTITY)) {
      options.put("receiveTimeout", timeout);
    } else if (protocol.identity().equals(RepSocket.IDENTITY)) {
      options.put("sendTimeout", timeout);
    }
    try {
      return protocol.open(vertx, options.mergeIn(config.options()));
    } catch (IllegalArgumentException e) {
      throw JsonValues.at("options", e);
    }
  }

  private Future<?> bridge(Socket opened, SocketConfig config, Instances instances) {
    List<Bridge> all = Bridges.of(vertx, opened, config, instances.publishing());
    bridges = all.stream().filter(bridge -> config().containsKey(bridge.addressKey())).toList();
    check(all);
    return Future.all(bridges.stream().map(Bridge::start).toList());
  }

  private void check(List<Bridge> all) {
    TreeSet<String> keys = new TreeSet<>(List.of("bind", "connect", "options"));
    for (Bridge bridge : all) {
      keys.add(bridge.addressKey());
      keys.addAll(bridge.keys());
    }
    for (String key : config().fieldNames()) {
      if (!keys.contains(key)) {
        throw new IllegalArgumentException(
            "expected a key of scapro:%s (%s), got \"%s\""
                .formatted(protocol.name(), String.join(", ", keys), key));
      }
    }
    if (bridges.isEmpty()) {
      throw new IllegalArgumentException(
          "expected \"%s\" with an event-bus address, got none".formatted(all.get(0).addressKey()));
    }
  }

  @Override
  public Future<?> stop() {
    DeployedEndpoint.leave(vertx, deploymentID());
    Future<?> stopped = Future.join(bridges.stream().map(Bridge::stop).toList());
    Socket opened = socket;
    return stopped
        .transform(ended -> opened == null ? Future.succeededFuture() : opened.close())
        .onComplete(closed -> leave());
  }

  private void leave() {
    Instances all = instances;
    if (all != null) {
      instances = null;
      all.leave(vertx, deploymentID());
    }
  }
}
