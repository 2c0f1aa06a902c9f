package io.scapro.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.interop.Peer;
import io.scapro.interop.Requirement;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers of the real programs to one survey, delivered as they come. */
@Timeout(60)
class SurveyStreamIT extends BusTest {

  private final List<Peer> peers = new ArrayList<>();

  @AfterEach
  void endPeers() {
    peers.forEach(Peer::close);
  }

  private Peer respondent(String program, String url, String answer) throws IOException {
    Requirement.program(program);
    Peer peer =
        Peer.start(
            Peer.command(program, "--respondent", "--connect", url, "--data", answer, "--hex"));
    peers.add(peer);
    return peer;
  }

  @Test
  void deliversTheAnswersOfNanocatAndNngcatEachByItself() throws Exception {
    var answers = listen("answers");
    String url =
        url(
            deploy(
                "scapro:surveyor",
                new JsonObject()
                    .put("bind", ANY_PORT)
                    .put("address", "ask")
                    .put("deliver", "answers")
                    .put("body", "string")
                    .put("options", new JsonObject().put("surveyTime", "2s"))));
    respondent("nanocat", url, "one");
    respondent("nanocat", url, "two");
    respondent("nngcat", url, "three");
    awaitPeers(url, 3);
    var number =
        vertx
            .eventBus()
            .<Integer>request(
                "ask", "who?", new DeliveryOptions().addHeader(VerticleConfig.SURVEY, "7"));
    Set<String> got = new TreeSet<>();
    for (int i = 0; i < 3; i++) {
      Message<Object> answer = next(answers);
      assertEquals("7", answer.headers().get(VerticleConfig.SURVEY));
      got.add((String) answer.body());
      answer.reply(null);
    }
    assertEquals(Set.of("one", "two", "three"), got);
    assertEquals(3, await(number).body());
    for (Peer each : peers) {
      assertEquals("who?", each.printed().toString());
    }
  }
}
