package io.scapro.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.protocol.BusSocket;
import io.scapro.protocol.Pair1Socket;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.StarSocket;
import io.scapro.protocol.SurveyorSocket;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Verticles whose sockets have several peers, or answer. */
class ManyPeersTest extends BusTest {

  private static final JsonObject MORE_TIME = new JsonObject().put("surveyTime", "500ms");

  private RespondentSocket respondent(String url, String answer) throws Exception {
    RespondentSocket respondent = RespondentSocket.create(vertx);
    respondent.handler(survey -> survey.reply(Buffer.buffer(answer)));
    await(await(respondent.connect(url)).connected());
    return respondent;
  }

  @Test
  void answersThePeerThatAskedAmongMany() throws Exception {
    var heard = listen("heard");
    String id =
        deploy(
            "scapro:pair1",
            new JsonObject()
                .put("bind", ANY_PORT)
                .put("address", "say")
                .put("deliver", "heard")
                .put("options", new JsonObject().put("polyamorous", true)));
    Pair1Socket first = Pair1Socket.create(vertx);
    await(await(first.connect(url(id))).connected());
    Pair1Socket second = Pair1Socket.create(vertx);
    await(second.connect(url(id)));
    await(second.send(Buffer.buffer("I am the second")));
    var message = next(heard);
    String pipe = message.headers().get(VerticleConfig.PIPE);
    await(
        vertx
            .eventBus()
            .request("say", "welcome", new DeliveryOptions().addHeader("scapro-pipe", pipe)));
    assertEquals("welcome", await(second.receive()).body().toString());
    var nobody = new DeliveryOptions().addHeader(VerticleConfig.PIPE, "1");
    var failure = replyFailure(vertx.eventBus().request("say", "anybody?", nobody));
    assertEquals(Reason.DISCONNECTED, FailureCodes.reason(failure).orElseThrow());
  }

  @Test
  void tellsItsNeighboursAndHearsThem() throws Exception {
    for (String protocol : new String[] {"bus", "star"}) {
      var heard = listen("heard " + protocol);
      String id =
          deploy(
              "scapro:" + protocol,
              new JsonObject()
                  .put("bind", ANY_PORT)
                  .put("address", "say " + protocol)
                  .put("deliver", "heard " + protocol));
      var peer = protocol.equals("bus") ? BusSocket.create(vertx) : StarSocket.create(vertx);
      await(await(peer.connect(url(id))).connected());
      await(peer.send(Buffer.buffer("there")));
      assertEquals(Buffer.buffer("there"), next(heard).body());
      await(vertx.eventBus().request("say " + protocol, "back"));
      assertEquals("back", await(peer.receive()).body().toString());
    }
  }

  @Test
  void repliesWithTheListOfAllAnswers() throws Exception {
    var survey =
        new JsonObject()
            .put("bind", ANY_PORT)
            .put("address", "who")
            .put("body", "string")
            .put("options", MORE_TIME);
    String url = url(deploy("scapro:surveyor", survey));
    respondent(url, "a");
    respondent(url, "b");
    awaitPeers(url, 2);
    JsonArray answers = (JsonArray) await(vertx.eventBus().request("who", "is there?")).body();
    assertEquals(Set.of("a", "b"), answers.stream().collect(Collectors.toSet()));
  }

  @Test
  void deliversAnswersAsTheyComeWhereThereIsAnAddressForThem() throws Exception {
    var answers = listen("answers");
    String url =
        url(
            deploy(
                "scapro:surveyor",
                new JsonObject()
                    .put("bind", ANY_PORT)
                    .put("address", "who")
                    .put("deliver", "answers")
                    .put("body", "string")
                    .put("options", new JsonObject().put("surveyTime", "30s"))));
    respondent(url, "a");
    awaitPeers(url, 1);
    var named =
        new DeliveryOptions().addHeader(VerticleConfig.SURVEY, "first").setSendTimeout(60_000);
    vertx.eventBus().request("who", "is there?", named);
    var answer = next(answers);
    assertEquals("a", answer.body());
    assertEquals("first", answer.headers().get(VerticleConfig.SURVEY));
    answer.reply(null);
  }

  @Test
  void tellsHowManyAnswersWereDelivered() throws Exception {
    vertx.eventBus().consumer("answers", message -> message.reply(null));
    String url =
        url(
            deploy(
                "scapro:surveyor",
                new JsonObject()
                    .put("bind", ANY_PORT)
                    .put("address", "who")
                    .put("deliver", "answers")
                    .put("options", MORE_TIME)));
    respondent(url, "a");
    respondent(url, "b");
    awaitPeers(url, 2);
    assertEquals(2, await(vertx.eventBus().request("who", "is there?")).body());
  }

  @Test
  void leavesOutAnswersThatCannotBeRead() throws Exception {
    Socket surveyor =
        open(
            "surveyor",
            new JsonObject()
                .put("bind", ANY_PORT)
                .put("address", "who")
                .put("body", "json")
                .put("options", MORE_TIME));
    respondent(url(surveyor), "{");
    respondent(url(surveyor), "[1]");
    awaitPeers(url(surveyor), 2);
    assertEquals(JsonArray.of(JsonArray.of(1)), await(vertx.eventBus().request("who", "?")).body());
    awaitDrops(surveyor, DropReason.BAD_BODY, 1);
  }

  @Test
  void hasTheConsumerAnswerSurveys() throws Exception {
    vertx.eventBus().consumer("answer", message -> message.reply("me"));
    String id =
        deploy(
            "scapro:respondent", new JsonObject().put("bind", ANY_PORT).put("deliver", "answer"));
    SurveyorSocket surveyor = SurveyorSocket.create(vertx);
    await(await(surveyor.connect(url(id))).connected());
    awaitPeers(url(id), 1);
    var survey = surveyor.survey(Buffer.buffer("who?"));
    assertEquals("me", await(survey.receive()).body().toString());
  }

  @Test
  void passesRequestsThroughADevice() throws Exception {
    String id =
        deploy(
            "scapro:device",
            new JsonObject()
                .put("front", new JsonObject().put("protocol", "rep").put("bind", ANY_PORT))
                .put("back", new JsonObject().put("protocol", "req").put("bind", ANY_PORT)));
    var ends = DeployedEndpoint.of(vertx, id);
    assertEquals(2, ends.size());
    for (DeployedEndpoint end : ends) {
      if (end.protocol().equals("req")) {
        RepSocket rep = RepSocket.create(vertx);
        rep.handler(request -> request.reply(request.body()));
        await(rep.connect(end.url()));
      }
    }
    ReqSocket req = ReqSocket.create(vertx);
    for (DeployedEndpoint end : ends) {
      if (end.protocol().equals("rep")) {
        await(req.connect(end.url()));
      }
    }
    assertEquals("through", await(req.request(Buffer.buffer("through"))).toString());
  }

  @Test
  void isALoopbackWithOneSocket() throws Exception {
    String id =
        deploy(
            "scapro:device",
            new JsonObject()
                .put("front", new JsonObject().put("protocol", "bus").put("bind", ANY_PORT)));
    BusSocket one = BusSocket.create(vertx);
    await(await(one.connect(url(id))).connected());
    BusSocket other = BusSocket.create(vertx);
    await(await(other.connect(url(id))).connected());
    awaitPeers(url(id), 2);
    await(other.send(Buffer.buffer("hello")));
    assertEquals("hello", await(one.receive()).body().toString());
  }

  @Test
  void deliversEachTopicToItsAddressAndSaysWhichItWas() throws Exception {
    var news = listen("papers");
    var sport = listen("arena");
    String id =
        deploy(
            "scapro:sub",
            new JsonObject()
                .put("bind", ANY_PORT)
                .put(
                    "subscribe",
                    new JsonObject().put("news", "papers").put("news.sport", "arena")));
    PubSocket pub = PubSocket.create(vertx);
    await(await(pub.connect(url(id))).connected());
    await(pub.send(Buffer.buffer("news.sport 1:0")));
    await(pub.send(Buffer.buffer("news today")));
    var first = next(sport);
    assertEquals("news.sport", first.headers().get(VerticleConfig.TOPIC));
    assertEquals("news.sport 1:0", first.body().toString());
    assertEquals("news", next(news).headers().get(VerticleConfig.TOPIC));
    assertTrue(sport.isEmpty());
  }
}
