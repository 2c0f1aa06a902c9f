package io.scapro.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code scapro:health}. */
@Timeout(60)
class HealthTest extends BusTest {

  private JsonObject health() throws Exception {
    return (JsonObject) await(vertx.eventBus().request("scapro.health", null)).body();
  }

  private static JsonObject check(JsonObject health, String name) {
    return health.getJsonArray("checks").stream()
        .map(JsonObject.class::cast)
        .filter(check -> check.getString("id").equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tellsWhatIsBoundAndWhoIsMissing() throws Exception {
    deploy("scapro:health", new JsonObject());
    String id =
        deploy(
            "scapro:pull",
            new JsonObject()
                .put("bind", ANY_PORT)
                .put("deliver", "jobs")
                .put("options", new JsonObject().put("name", "jobs")));
    assertEquals("UP", health().getString("status"));
    JsonObject jobs = check(health(), "jobs");
    assertEquals(JsonArray.of(url(id)), jobs.getJsonObject("data").getJsonArray("bound"));
    assertEquals(0, jobs.getJsonObject("data").getInteger("peers"));

    String pushes =
        deploy(
            "scapro:push",
            new JsonObject()
                .put("connect", connected(url(id)))
                .put("address", "work")
                .put("options", new JsonObject().put("name", "work")));
    assertEquals("UP", check(health(), "work").getString("status"));
    health(now -> check(now, "jobs").getJsonObject("data").getInteger("peers") == 1);

    await(vertx.undeploy(id));
    JsonObject down = health(now -> now.getString("status").equals("DOWN"));
    assertEquals("DOWN", check(down, "work").getString("status"));
    assertNotNull(check(down, "work").getJsonObject("data").getString("lastError"));
    await(vertx.undeploy(pushes));
    assertEquals("UP", health().getString("status"));
  }

  /** Asks until the answer is as expected. */
  private JsonObject health(Predicate<JsonObject> expected) throws Exception {
    JsonObject now;
    do {
      now = health();
    } while (!expected.test(now));
    return now;
  }
}
