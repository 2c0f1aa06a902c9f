package io.scapro.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that name their event-bus address, and the rules for that. */
class BridgeTest extends BusTest {

  private static JsonArray rules(String key, String... texts) {
    JsonArray result = new JsonArray();
    for (String text : texts) {
      result.add(new JsonObject().put(key, text));
    }
    return result;
  }

  private static JsonObject inbound(JsonArray rules) {
    return new JsonObject()
        .put("bind", ANY_PORT)
        .put("bridge", new JsonObject().put("inbound", rules));
  }

  private Socket pair(JsonObject bridge) throws Exception {
    return open("pair", new JsonObject().put("bind", ANY_PORT).put("bridge", bridge));
  }

  private PairSocket peerOf(Socket verticle) throws Exception {
    PairSocket peer = PairSocket.create(vertx);
    await(await(peer.connect(url(verticle))).connected());
    return peer;
  }

  @Test
  void deliversToThePermittedAddressThatAMessageNames() throws Exception {
    var orders = listen("orders");
    var news = listen("news.today");
    Socket verticle =
        pair(
            new JsonObject()
                .put(
                    "inbound",
                    rules("address", "orders").addAll(rules("addressRegex", "news\\..*"))));
    PairSocket peer = peerOf(verticle);
    peer.send(Buffer.buffer("{\"address\":\"orders\",\"body\":{\"id\":1}}"));
    peer.send(Buffer.buffer("{\"address\":\"news.today\",\"body\":\"rain\"}"));
    assertEquals(new JsonObject().put("id", 1), next(orders).body());
    assertEquals("rain", next(news).body());
  }

  @Test
  void countsWhatIsNotPermittedAndGoesOn() throws Exception {
    var orders = listen("orders");
    var others = listen("orders.secret");
    Socket verticle = pair(new JsonObject().put("inbound", rules("address", "orders")));
    PairSocket peer = peerOf(verticle);
    peer.send(Buffer.buffer("{\"address\":\"orders.secret\",\"body\":1}"));
    peer.send(Buffer.buffer("no envelope"));
    peer.send(Buffer.buffer("[1]"));
    peer.send(Buffer.buffer("{\"body\":1}"));
    peer.send(Buffer.buffer("{\"address\":\"orders\",\"body\":1}"));
    assertEquals(1, next(orders).body());
    assertTrue(others.isEmpty());
    awaitDrops(verticle, DropReason.NOT_PERMITTED, 1);
    awaitDrops(verticle, DropReason.BAD_BODY, 3);
  }

  @Test
  void anAddressIsNoExpression() throws Exception {
    var others = listen("a-b");
    Socket verticle = pair(new JsonObject().put("inbound", rules("address", "a.b")));
    peerOf(verticle).send(Buffer.buffer("{\"address\":\"a-b\",\"body\":1}"));
    awaitDrops(verticle, DropReason.NOT_PERMITTED, 1);
    assertTrue(others.isEmpty());
  }

  @Test
  void sendsWhatComesToItsAddresses() throws Exception {
    Socket verticle = pair(new JsonObject().put("outbound", rules("address", "prices", "news")));
    PairSocket peer = peerOf(verticle);
    vertx.eventBus().publish("prices", new JsonObject().put("EUR", 1));
    assertEquals(
        new JsonObject().put("address", "prices").put("body", new JsonObject().put("EUR", 1)),
        new JsonObject(await(peer.receive()).body()));
    await(vertx.eventBus().request("news", "rain"));
    assertEquals(
        new JsonObject().put("address", "news").put("body", "rain"),
        new JsonObject(await(peer.receive()).body()));
  }

  @Test
  void makesAnAddressOfAnotherVertxOnesOwn() throws Exception {
    Vertx far = Vertx.vertx();
    far.eventBus().<JsonObject>consumer("add", m -> m.reply(m.body().getInteger("a") + 1));
    far.eventBus().consumer("refuse", message -> message.fail(42, "no"));
    DeploymentOptions rep =
        new DeploymentOptions().setConfig(inbound(rules("address", "add", "refuse")));
    String id = await(far.deployVerticle("scapro:rep", rep));
    open(
        "req",
        new JsonObject()
            .put("connect", connected(DeployedEndpoint.of(far, id).get(0).url()))
            .put(
                "bridge",
                new JsonObject().put("outbound", rules("address", "add", "refuse", "x"))));
    JsonObject question = new JsonObject().put("a", 1);
    assertEquals(2, await(vertx.eventBus().request("add", question)).body());
    ReplyException failure = replyFailure(vertx.eventBus().request("refuse", 1));
    assertEquals(ReplyFailure.RECIPIENT_FAILURE, failure.failureType());
    assertEquals(42, failure.failureCode());
    assertEquals("no", failure.getMessage());
    failure = replyFailure(vertx.eventBus().request("x", 1));
    assertEquals(Reason.REFUSED, FailureCodes.reason(failure).orElseThrow());
    await(far.close());
  }

  @Test
  void passesOnTheAnswerOfAPeer() throws Exception {
    vertx.eventBus().consumer("echo", message -> message.reply(message.body()));
    Socket rep = open("rep", inbound(rules("address", "echo", "fail")));
    JsonObject body = new JsonObject().put("a", JsonArray.of(1, "two"));
    ReqSocket req = ReqSocket.create(vertx);
    await(req.connect(url(rep)));
    JsonObject question = new JsonObject().put("address", "echo").put("body", body);
    assertEquals(
        new JsonObject().put("body", body),
        new JsonObject(await(req.request(question.toBuffer()))));
  }

  @ParameterizedTest
  @CsvSource({"refuses, 42", "nobody, 27014", "forbidden, 27005"})
  void tellsTheAskerWhyItFailed(String address, int code) throws Exception {
    vertx.eventBus().consumer("refuses", message -> message.fail(42, "no"));
    Socket rep = open("rep", inbound(rules("address", "refuses", "nobody")));
    ReqSocket req = ReqSocket.create(vertx);
    await(req.connect(url(rep)));
    Buffer answer =
        await(req.request(new JsonObject().put("address", address).put("body", 1).toBuffer()));
    assertEquals(code, new JsonObject(answer).getJsonObject("failure").getInteger("code"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "push | {\"inbound\":[{\"address\":\"a\"}]} | expected a bridge with only \"outbound\" for scapro:push, got \"inbound\"",
        "pull | {\"outbound\":[{\"address\":\"a\"}]} | expected a bridge with only \"inbound\" for scapro:pull, got \"outbound\"",
        "surveyor | {\"outbound\":[{\"address\":\"a\"}]} | expected \"address\" for scapro:surveyor",
        "pair | {} | expected \"inbound\" or \"outbound\" with a rule such as",
        "pair | {\"inbund\":[]} | unknown key \"inbund\", did you mean \"inbound\"?",
        "pair | {\"inbound\":[{\"adress\":\"a\"}]} | unknown key \"adress\", did you mean \"address\"?",
        "pair | {\"inbound\":[{\"addressRegex\":\"(\"}]} | addressRegex: expected a regular expression",
        "pair | {\"outbound\":[{\"addressRegex\":\"a.*\"}]} | expected an outbound rule with one exact \"address\"",
        "pair | {\"inbound\":[\"a\"]} | inbound: expected {\"address\": …}",
        "pair | {\"inbound\":[{\"address\":1}]} | bridge.address: expected a string that is not empty, got the number 1"
      })
  void refusesRulesThatCannotBe(String protocol, String bridge, String expected) {
    JsonObject config =
        new JsonObject().put("bind", ANY_PORT).put("bridge", new JsonObject(bridge));
    Exception refusal = assertThrows(Exception.class, () -> open(protocol, config));
    assertTrue(refusal.getMessage().contains(expected), refusal::getMessage);
  }

  @Test
  void hasNoAddressOfAnyOtherKind() {
    JsonObject both = inbound(rules("address", "a")).put("deliver", "b");
    Exception refusal = assertThrows(Exception.class, () -> open("pair", both));
    assertTrue(refusal.getMessage().contains("got both"), refusal::getMessage);
    JsonObject credit = inbound(rules("address", "a")).put("ack", "credit");
    refusal = assertThrows(Exception.class, () -> open("pull", credit));
    assertTrue(refusal.getMessage().contains("got \"credit\""), refusal::getMessage);
  }

  @Test
  void aSurveyorDoesNotDeliverWithCredit() {
    JsonObject config =
        new JsonObject()
            .put("bind", ANY_PORT)
            .put("address", "ask")
            .put("deliver", "answers")
            .put("ack", "credit");
    Exception refusal = assertThrows(Exception.class, () -> open("surveyor", config));
    assertTrue(
        refusal.getMessage().contains("\"none\" for scapro:surveyor, got \"credit\""),
        refusal::getMessage);
  }
}
