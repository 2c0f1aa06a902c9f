package io.scapro.verticle;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.OpenSockets;
import io.scapro.protocol.SubSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class MonitorTest {

  private Vertx vertx;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
  }

  private static DeploymentOptions options(JsonObject config) {
    return new DeploymentOptions().setConfig(config);
  }

  @Test
  void publishesAtEachIntervalUntilUndeployed() {
    SubSocket sub = SubSocket.create(vertx);
    result(sub.subscribe(""));
    JsonObject config = new JsonObject().put("bind", "inproc://monitor").put("interval", "20ms");
    String id = result(vertx.deployVerticle("scapro:monitor", options(config)));
    result(sub.connect("inproc://monitor"));
    JsonObject first = result(sub.receive()).body().toJsonObject();
    JsonObject second = result(sub.receive()).body().toJsonObject();
    assertTrue(first.getInstant("time").isBefore(second.getInstant("time")));
    assertEquals("pub monitor inproc://monitor", DeployedEndpoint.of(vertx, id).get(0).toString());
    result(vertx.undeploy(id));
    assertEquals(1, OpenSockets.of(vertx).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                              | expected \"bind\" or \"connect\"",
        "{\"bind\": \"inproc://m\", \"interval\": 0}      | interval: expected a duration from 1 ms ",
        "{\"bind\": \"inproc://m\", \"intervall\": 1}     | did you mean \"interval\"?",
        "{\"bind\": 7}                                   | expected a URL"
      })
  void refusesWhatItCannotUse(String config, String expected) {
    var deployed =
        vertx
            .deployVerticle("scapro:monitor", options(new JsonObject(config)))
            .toCompletionStage()
            .toCompletableFuture();
    var failure = assertThrows(CompletionException.class, deployed::join).getCause();
    assertTrue(failure.getMessage().contains(expected), failure.toString());
    assertEquals(0, OpenSockets.of(vertx).size());
  }
}
