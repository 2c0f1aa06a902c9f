package io.scapro.samples.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.protocol.ReqSocket;
import io.scapro.suite.Await;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The bridge of docs/migration/eventbus-bridge.md. */
@ExtendWith(VertxExtension.class)
class EventbusBridgeSampleTest {

  static Future<String> serve(Vertx vertx, String url) {
    vertx.eventBus().<String>consumer("orders", order -> order.reply("accepted " + order.body()));
    JsonArray inbound = new JsonArray().add(new JsonObject().put("address", "orders"));
    JsonObject config =
        new JsonObject().put("bind", url).put("bridge", new JsonObject().put("inbound", inbound));
    return vertx.deployVerticle("scapro:rep", new DeploymentOptions().setConfig(config));
  }

  static Future<String> order(Vertx vertx, String url) {
    ReqSocket req = ReqSocket.create(vertx);
    JsonObject order = new JsonObject().put("address", "orders").put("body", "4711");
    return req.connect(url)
        .compose(endpoint -> req.request(order.toBuffer()))
        .map(reply -> reply.toJsonObject().getString("body"))
        .eventually(req::close);
  }

  @Test
  @Timeout(30)
  void theConsumerAnswersAnSpProgram(Vertx vertx) {
    Await.result(serve(vertx, "inproc://orders"));
    assertEquals("accepted 4711", Await.result(order(vertx, "inproc://orders")));
  }
}
