package io.scapro.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.protocol.PullSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sample of {@code docs/verticles.md}. */
@Timeout(30)
class VerticlesTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private static Future<String> deploy(Vertx vertx, String url) {
    JsonObject config = new JsonObject().put("bind", url).put("address", "jobs");
    return vertx.deployVerticle("scapro:push", new DeploymentOptions().setConfig(config));
  }

  @Test
  void sendsWhatIsSentToTheAddress() {
    deploy(vertx, "inproc://jobs").await();
    PullSocket pull = PullSocket.create(vertx);
    pull.connect("inproc://jobs").await();
    vertx.eventBus().send("jobs", Buffer.buffer("job"));
    assertEquals("job", pull.receive().await().body().toString());
  }
}
