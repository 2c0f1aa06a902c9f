package io.scapro.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.protocol.PullSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.spi.Changes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code scapro:health}. */
@Timeout(60)
class HealthTest extends BusTest {

  private Future<JsonObject> ask() {
    return vertx.eventBus().<JsonObject>request("scapro.health", null).map(Message::body);
  }

  private JsonObject health() throws Exception {
    return await(ask());
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

  @Test
  void tellsWhereNobodyListens() throws Exception {
    deploy("scapro:health", new JsonObject());
    String id =
        deploy("scapro:rep", new JsonObject().put("bind", ANY_PORT).put("deliver", "answer"));
    ReqSocket req = ReqSocket.create(vertx);
    await(req.connect(url(id)));
    req.ask(Buffer.buffer("nobody?"));
    JsonObject down = health(now -> check(now, "rep").getString("status").equals("DOWN"));
    assertEquals(
        "expected a consumer at the event-bus address answer, got none; do: register one",
        check(down, "rep").getJsonObject("data").getString("lastError"));
    vertx.eventBus().consumer("answer", question -> question.reply("!"));
    assertEquals("!", await(req.request(Buffer.buffer("somebody?"))).toString());
    assertEquals("UP", check(health(), "rep").getString("status"));
  }

  @Test
  void tellsTheLastErrorOfABoundSocketThatRefusesAPeer() throws Exception {
    deploy("scapro:health", new JsonObject());
    String id =
        deploy("scapro:pull", new JsonObject().put("bind", ANY_PORT).put("deliver", "jobs"));
    PullSocket wrong = PullSocket.create(vertx);
    await(wrong.connect(url(id)));
    JsonObject told = health(now -> check(now, "pull", id).getString("lastError") != null);
    assertTrue(check(told, "pull", id).getString("lastError").startsWith("PROTOCOL"));
  }

  /** Of the socket that is bound by a deployment. */
  private JsonObject check(JsonObject health, String name, String id) {
    return health.getJsonArray("checks").stream()
        .map(JsonObject.class::cast)
        .filter(check -> check.getString("id").equals(name))
        .map(check -> check.getJsonObject("data"))
        .filter(data -> data.getJsonArray("bound").contains(url(id)))
        .findFirst()
        .orElseThrow();
  }

  /** The answer, once it is as expected. */
  private JsonObject health(Predicate<JsonObject> expected) {
    try (Changes changes = Changes.in(vertx)) {
      return changes.await(this::ask, expected);
    }
  }
}
