package io.scapro.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.scapro.Endpoint;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.suite.ReservedPort;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each protocol verticle, between event-bus addresses and a socket of its peer's kind. */
class VerticlesTest extends BusTest {

  private static DeploymentOptions on(ThreadingModel model) {
    return new DeploymentOptions().setThreadingModel(model);
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "WORKER"})
  void pushesWhatComesToItsAddress(ThreadingModel model) throws Exception {
    PullSocket pull = PullSocket.create(vertx);
    Endpoint at = await(pull.bind(ANY_PORT));
    deploy(
        "scapro:push",
        new JsonObject().put("connect", at.address().toString()).put("address", "jobs"),
        on(model));
    assertNull(await(vertx.eventBus().request("jobs", Buffer.buffer("buffer"))).body());
    await(vertx.eventBus().request("jobs", "text"));
    await(vertx.eventBus().request("jobs", "bytes".getBytes()));
    await(vertx.eventBus().request("jobs", new JsonObject().put("a", 1)));
    await(vertx.eventBus().request("jobs", JsonArray.of(1, 2)));
    vertx.eventBus().send("jobs", null);
    for (String expected : new String[] {"buffer", "text", "bytes", "{\"a\":1}", "[1,2]", ""}) {
      assertEquals(expected, await(pull.receive()).body().toString());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "WORKER"})
  void deliversWhatItPullsAndTellsFromWhom(ThreadingModel model) throws Exception {
    var messages = listen("jobs");
    String id =
        deploy(
            "scapro:pull",
            new JsonObject()
                .put("bind", ANY_PORT)
                .put("deliver", "jobs")
                .put("options", new JsonObject().put("name", "work")),
            on(model));
    PushSocket push = PushSocket.create(vertx);
    await(push.connect(url(id)));
    await(push.send(Buffer.buffer("one")));
    var message = next(messages);
    assertEquals(Buffer.buffer("one"), message.body());
    assertEquals("work", message.headers().get(VerticleConfig.SOCKET));
    assertNotNull(message.headers().get(VerticleConfig.PEER));
    Integer.parseInt(message.headers().get(VerticleConfig.PIPE));
  }

  @Test
  void publishesWhatComesToItsAddress() throws Exception {
    SubSocket sub = SubSocket.create(vertx);
    await(sub.subscribe("news"));
    Endpoint at = await(sub.bind(ANY_PORT));
    deploy(
        "scapro:pub",
        new JsonObject()
            .put("connect", connected(at.address().toString()))
            .put("address", "papers"));
    vertx.eventBus().send("papers", "ads: buy");
    vertx.eventBus().send("papers", "news: none");
    assertEquals("news: none", await(sub.receive()).body().toString());
  }

  @Test
  void deliversTheTopicsItSubscribedToToAllConsumers() throws Exception {
    var first = listen("papers");
    var second = listen("papers");
    String id =
        deploy(
            "scapro:sub",
            new JsonObject()
                .put("bind", JsonArray.of(ANY_PORT))
                .put("subscribe", JsonArray.of("news", "sport"))
                .put("ack", "none")
                .put("delivery", "publish")
                .put("body", "string")
                .put("deliver", "papers"));
    PubSocket pub = PubSocket.create(vertx);
    await(await(pub.connect(url(id))).connected());
    await(pub.send(Buffer.buffer("ads: buy")));
    await(pub.send(Buffer.buffer("sport: 1:0")));
    assertEquals("sport: 1:0", next(first).body());
    assertEquals("sport: 1:0", next(second).body());
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "WORKER"})
  void asksTheNetwork(ThreadingModel model) throws Exception {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(request.body()));
    Endpoint at = await(rep.bind(ANY_PORT));
    deploy(
        "scapro:req",
        new JsonObject()
            .put("connect", at.address().toString())
            .put("address", "ask")
            .put("body", "json"),
        on(model));
    JsonObject question = new JsonObject().put("answer", 42);
    assertEquals(question, await(vertx.eventBus().request("ask", question)).body());
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "WORKER"})
  void hasTheConsumerAnswerTheNetwork(ThreadingModel model) throws Exception {
    vertx
        .eventBus()
        .<String>consumer("answer", message -> message.reply(message.body().toUpperCase()));
    String id =
        deploy(
            "scapro:rep",
            new JsonObject().put("bind", ANY_PORT).put("deliver", "answer").put("body", "string"),
            on(model));
    ReqSocket req = ReqSocket.create(vertx);
    await(req.connect(url(id)));
    assertEquals("HELLO", await(req.request(Buffer.buffer("hello"))).toString());
  }

  @Test
  void talksBothWaysInAPair() throws Exception {
    var heard = listen("heard");
    String id =
        deploy(
            "scapro:pair",
            new JsonObject().put("bind", ANY_PORT).put("address", "say").put("deliver", "heard"));
    PairSocket pair = PairSocket.create(vertx);
    await(pair.connect(url(id)));
    await(pair.send(Buffer.buffer("there")));
    assertEquals(Buffer.buffer("there"), next(heard).body());
    await(vertx.eventBus().request("say", "back"));
    assertEquals("back", await(pair.receive()).body().toString());
  }

  @Test
  void sharesOneAddressAmongItsInstances() throws Exception {
    vertx.eventBus().consumer("answer", message -> message.reply(message.body()));
    try (ReservedPort port = new ReservedPort()) {
      String id =
          deploy(
              "scapro:rep",
              new JsonObject().put("bind", port.url()).put("deliver", "answer"),
              new DeploymentOptions().setInstances(2));
      assertEquals(1, DeployedEndpoint.of(vertx, id).size());
      for (int i = 0; i < 4; i++) {
        ReqSocket req = ReqSocket.create(vertx);
        await(req.connect(port.url()));
        assertEquals("x", await(req.request(Buffer.buffer("x"))).toString());
      }
    }
  }

  @Test
  void sendsWhatItAcceptedBeforeItLeaves() throws Exception {
    PullSocket pull = PullSocket.create(vertx);
    Endpoint at = await(pull.bind(ANY_PORT));
    String id =
        deploy(
            "scapro:push",
            new JsonObject()
                .put("connect", connected(at.address().toString()))
                .put("address", "a"));
    for (int i = 0; i < 50; i++) {
      vertx.eventBus().send("a", "early " + i);
    }
    await(vertx.eventBus().request("a", "last"));
    await(vertx.undeploy(id));
    for (int i = 0; i < 50; i++) {
      assertEquals("early " + i, await(pull.receive()).body().toString());
    }
    assertEquals("last", await(pull.receive()).body().toString());
  }

  @Test
  void letsTheConsumerAnswerWhatItHasBeforeItLeaves() throws Exception {
    var requests = listen("answer");
    Watched verticle = Watched.of("rep");
    String id =
        deploy(
            verticle,
            new JsonObject()
                .put("bind", ANY_PORT)
                .put("deliver", "answer")
                .put("options", new JsonObject().put("linger", "20s")));
    ReqSocket req = ReqSocket.create(vertx);
    await(req.connect(url(id)));
    var reply = req.request(Buffer.buffer("?"));
    var request = next(requests);
    var undeployed = vertx.undeploy(id);
    await(verticle.stopping().future());
    assertEquals(List.of(), DeployedEndpoint.of(vertx, id));
    request.reply("!");
    assertEquals("!", await(reply).toString());
    await(undeployed);
  }

  @Test
  void leavesNoPortBehind() throws Exception {
    try (ReservedPort port = new ReservedPort()) {
      JsonObject config = new JsonObject().put("bind", port.url()).put("deliver", "a");
      String first = deploy("scapro:pull", config);
      await(vertx.undeploy(first));
      assertEquals(0, DeployedEndpoint.of(vertx, first).size());
      assertEquals(port.url(), url(deploy("scapro:pull", config)));
    }
  }
}
