package io.scapro.verticle;

import io.scapro.EndpointStatistics;
import io.scapro.OpenSockets;
import io.scapro.OptionFields;
import io.scapro.Socket;
import io.scapro.SocketStatistics;
import io.scapro.verticle.bridge.Unheard;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code scapro:health}: answers each {@code request} to its {@code address} (default {@code
 * scapro.health}) with the state of the sockets of its Vertx, in the form of Vert.x's health
 * checks.
 *
 * <pre>
 * {"status": "UP", "checks": [
 *   {"id": "jobs", "status": "UP", "data": {"protocol": "push", "bound": ["tcp://…"], "peers": 2,
 *    "lastError": null}}]}
 * </pre>
 *
 * <p>A socket is UP if each address that it connects to has a connection, and if its last delivery
 * had a consumer ({@code "ack": "none"} is not checked). A bound address does not need peers.
 */
final class HealthVerticle extends VerticleBase {

  /** The verticle name after {@code scapro:}. */
  static final String NAME = "health";

  private static final class Config {
    static final OptionFields<Config> FIELDS =
        new OptionFields<Config>().text("address", c -> c.address, (c, v) -> c.address = v);

    String address = "scapro.health";
  }

  private @Nullable MessageConsumer<Object> consumer;

  @Override
  public Future<?> start() {
    Instances.one(context, NAME);
    Config config = new Config();
    Config.FIELDS.fromJson(config(), config);
    MessageConsumer<Object> answering = vertx.eventBus().consumer(config.address, this::answer);
    consumer = answering;
    return answering.completion();
  }

  private void answer(Message<Object> question) {
    List<Future<JsonObject>> checks = OpenSockets.of(vertx).stream().map(this::check).toList();
    Future.all(checks)
        .onComplete(
            all -> question.reply(summary(checks.stream().map(Future::result).toList())),
            failure -> question.fail(0, failure.getMessage()));
  }

  private static JsonObject summary(List<JsonObject> checks) {
    boolean up = checks.stream().allMatch(check -> check.getString("status").equals("UP"));
    return new JsonObject().put("status", up ? "UP" : "DOWN").put("checks", new JsonArray(checks));
  }

  private Future<JsonObject> check(Socket socket) {
    return socket.statistics().map(this::check);
  }

  private JsonObject check(SocketStatistics socket) {
    JsonArray bound = new JsonArray();
    JsonArray connects = new JsonArray();
    String lastError = null;
    boolean up = true;
    for (EndpointStatistics endpoint : socket.endpoints()) {
      (endpoint.bound() ? bound : connects).add(endpoint.address());
      lastError = endpoint.lastError().orElse(lastError);
      up &= endpoint.bound() || endpoint.pipes() > 0;
    }
    String unheard = Unheard.of(vertx).address(socket.id());
    if (unheard != null) {
      lastError =
          "expected a consumer at the event-bus address %s, got none; do: register one"
              .formatted(unheard);
      up = false;
    }
    return new JsonObject()
        .put("id", socket.name())
        .put("status", up ? "UP" : "DOWN")
        .put(
            "data",
            new JsonObject()
                .put("protocol", socket.protocol())
                .put("bound", bound)
                .put("connects", connects)
                .put("peers", socket.pipes())
                .put("lastError", lastError));
  }

  @Override
  public Future<?> stop() {
    return consumer == null ? Future.succeededFuture() : consumer.unregister();
  }
}
