package io.scapro.verticle;

import io.scapro.JsonValues;
import io.scapro.OptionFields;
import io.scapro.Socket;
import io.scapro.SocketOptions;
import io.scapro.protocol.Device;
import io.scapro.protocol.RawSocket;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code scapro:device}: forwards messages between the peers of two raw sockets, or between the
 * peers of one raw socket (loopback).
 *
 * <pre>
 * {"front": {"protocol": "rep", "bind": "tcp://*:5555"},
 *  "back":  {"protocol": "req", "bind": "tcp://*:5556"}}
 * </pre>
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><td>{@code front}</td><td>a socket: {@code protocol}, {@code bind} or {@code connect} as in
 *     {@link VerticleConfig}, {@code options}.</td></tr>
 * <tr><td>{@code back}</td><td>the other socket; default of its {@code protocol}: the peer protocol of
 *     the front. Without {@code back} the front is a loopback, for bus, pair and star.</td></tr>
 * </table>
 */
final class DeviceVerticle extends VerticleBase {

  /** The verticle name after {@code scapro:}. */
  static final String NAME = "device";

  private static final class Config {
    static final OptionFields<Config> FIELDS =
        new OptionFields<Config>()
            .json("front", JsonObject.class, c -> c.front, (c, v) -> c.front = v)
            .json("back", JsonObject.class, c -> c.back, (c, v) -> c.back = v);

    @Nullable JsonObject front;
    @Nullable JsonObject back;
  }

  private static final class Side {
    static final OptionFields<Side> FIELDS =
        new OptionFields<Side>()
            .text("protocol", c -> c.protocol, (c, v) -> c.protocol = v)
            .json("bind", Object.class, c -> c.bind, (c, v) -> c.bind = Reach.addresses(v))
            .json("connect", Object.class, c -> c.connect, (c, v) -> c.connect = Reach.addresses(v))
            .json("options", JsonObject.class, c -> c.options, (c, v) -> c.options = v);

    String protocol = "";
    List<Reach.At> bind = List.of();
    List<Reach.At> connect = List.of();
    JsonObject options = new JsonObject();
    SocketOptions socketOptions = new SocketOptions();
  }

  private final List<Socket> sockets = new ArrayList<>();
  private final List<DeployedEndpoint> endpoints = new ArrayList<>();

  @Override
  public Future<?> start() {
    Instances.one(context, NAME);
    Config config = new Config();
    Config.FIELDS.fromJson(config(), config);
    JsonObject front = config.front;
    if (front == null) {
      throw new IllegalArgumentException(
          "expected \"front\": {\"protocol\": NAME, \"bind\": URL}, got none");
    }
    return Future.succeededFuture()
        .compose(go -> open(front, config.back))
        .onSuccess(opened -> DeployedEndpoint.enter(vertx, deploymentID(), endpoints))
        .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
  }

  private Future<?> open(JsonObject frontJson, @Nullable JsonObject backJson) {
    Side front = side("front", frontJson);
    RawSocket first = socket(front);
    if (backJson == null) {
      Device.loopback(first);
      return reach(first, front);
    }
    Side back = side("back", backJson);
    if (back.protocol.isEmpty()) {
      back.protocol = first.identity().peerName();
    }
    RawSocket second = socket(back);
    Device.start(first, second);
    return reach(first, front).compose(reached -> reach(second, back));
  }

  private static Side side(String key, JsonObject json) {
    try {
      Side side = new Side();
      Side.FIELDS.fromJson(json, side);
      Reach.of(side.bind, side.connect, side.options);
      side.socketOptions = options(side.options);
      return side;
    } catch (IllegalArgumentException e) {
      throw JsonValues.at(key, e);
    }
  }

  private static SocketOptions options(JsonObject json) {
    try {
      return new SocketOptions(json);
    } catch (IllegalArgumentException e) {
      throw JsonValues.at("options", e);
    }
  }

  private RawSocket socket(Side side) {
    RawSocket socket = RawSocket.create(vertx, side.protocol, side.socketOptions);
    socket.eventHandler(new DropLog(vertx, socket.name()));
    sockets.add(socket);
    return socket;
  }

  private Future<?> reach(RawSocket socket, Side side) {
    return Reach.of(side.bind, side.connect, side.options)
        .open(socket, Instances.ALONE)
        .onSuccess(endpoints::addAll);
  }

  @Override
  public Future<?> stop() {
    DeployedEndpoint.leave(vertx, deploymentID());
    return Future.join(sockets.stream().map(Socket::close).toList());
  }
}
