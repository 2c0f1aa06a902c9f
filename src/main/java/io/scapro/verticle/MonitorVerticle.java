package io.scapro.verticle;

import io.scapro.JsonValues;
import io.scapro.OptionFields;
import io.scapro.SocketOptions;
import io.scapro.metrics.StatisticsFeed;
import io.scapro.protocol.PubSocket;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code scapro:monitor}: publishes the {@link StatisticsFeed} of its Vertx.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><td>{@code bind}, {@code connect}</td><td>as in {@link VerticleConfig}. Every peer that connects can read the
 *     statistics of all sockets of this process.</td></tr>
 * <tr><td>{@code interval}</td><td>from one snapshot to the next; 1 ms or more, default 1 s.
 *     </td></tr>
 * <tr><td>{@code options}</td><td>of the PUB socket; its default name is {@code monitor}.</td></tr>
 * </table>
 */
final class MonitorVerticle extends VerticleBase {

  /** The verticle name after {@code scapro:}, and the socket's default name. */
  static final String NAME = "monitor";

  private @Nullable PubSocket socket;
  private @Nullable StatisticsFeed feed;

  private static final class Config {
    static final OptionFields<Config> FIELDS =
        new OptionFields<Config>()
            .json("bind", Object.class, c -> c.bind, (c, v) -> c.bind = Reach.addresses(v))
            .json("connect", Object.class, c -> c.connect, (c, v) -> c.connect = Reach.addresses(v))
            .json("options", JsonObject.class, c -> c.options, (c, v) -> c.options = v)
            .positiveTime("interval", c -> c.interval, (c, v) -> c.interval = v);

    List<Reach.At> bind = List.of();
    List<Reach.At> connect = List.of();
    JsonObject options = new JsonObject();
    Duration interval = Duration.ofSeconds(1);
  }

  @Override
  public Future<?> start() {
    Instances.one(context, NAME);
    Config config = new Config();
    Config.FIELDS.fromJson(config(), config);
    Reach reach = Reach.of(config.bind, config.connect, config.options);
    PubSocket pub = PubSocket.create(vertx, options(config.options));
    socket = pub;
    return Future.succeededFuture()
        .compose(go -> publish(pub, config.interval, reach))
        .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
  }

  private static SocketOptions options(JsonObject json) {
    try {
      return new SocketOptions().setName(NAME).setAll(json);
    } catch (IllegalArgumentException e) {
      throw JsonValues.at("options", e);
    }
  }

  private Future<?> publish(PubSocket pub, Duration interval, Reach reach) {
    feed = StatisticsFeed.start(vertx, pub, interval);
    return reach
        .open(pub, Instances.ALONE)
        .onSuccess(endpoints -> DeployedEndpoint.enter(vertx, deploymentID(), endpoints));
  }

  @Override
  public Future<?> stop() {
    DeployedEndpoint.leave(vertx, deploymentID());
    if (feed != null) {
      feed.stop();
    }
    return socket == null ? Future.succeededFuture() : socket.close();
  }
}
