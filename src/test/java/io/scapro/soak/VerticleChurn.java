package io.scapro.soak;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.protocol.ReqSocket;
import io.scapro.verticle.DeployedEndpoint;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;

/** A verticle that answers requests from the event bus, is deployed and undeployed. */
record VerticleChurn(Vertx vertx) implements Churn {

  @Override
  public void round(int number) {
    MessageConsumer<Buffer> service =
        vertx.eventBus().consumer("soak.service", request -> request.reply(request.body()));
    result(service.completion());
    String id =
        result(
            vertx.deployVerticle(
                "scapro:rep",
                new DeploymentOptions()
                    .setInstances(1 + number % 2)
                    .setConfig(
                        new JsonObject()
                            .put("bind", "tcp://127.0.0.1:0")
                            .put("deliver", "soak.service"))));
    String url = DeployedEndpoint.of(vertx, id).get(0).url();
    ReqSocket req = ReqSocket.create(vertx);
    result(req.connect(url));
    Buffer body = Buffer.buffer("request " + number);
    assertEquals(body, result(req.request(body)));
    result(vertx.undeploy(id));
    result(req.close());
    result(service.unregister());
  }
}
