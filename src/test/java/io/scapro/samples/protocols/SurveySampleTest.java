package io.scapro.samples.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.Message;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.Survey;
import io.scapro.protocol.SurveyorOptions;
import io.scapro.protocol.SurveyorSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of docs/protocols/surveyor.md and docs/protocols/respondent.md. */
@Timeout(30)
class SurveySampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() {
    vertx.close().await();
  }

  @Test
  void allPeersAnswer() {
    RespondentSocket kitchen = RespondentSocket.create(vertx);
    kitchen.handler(survey -> survey.reply(Buffer.buffer("kitchen")));
    Endpoint kitchenBound = kitchen.bind("tcp://127.0.0.1:0").await();
    RespondentSocket garden = RespondentSocket.create(vertx);
    garden.handler(survey -> survey.reply(Buffer.buffer("garden")));
    Endpoint gardenBound = garden.bind("tcp://127.0.0.1:0").await();

    SurveyorSocket surveyor =
        SurveyorSocket.create(vertx, new SurveyorOptions().setSurveyTime(Duration.ofSeconds(20)));
    surveyor.connect(kitchenBound.address().toString()).await().connected().await();
    surveyor.connect(gardenBound.address().toString()).await().connected().await();
    Survey survey = surveyor.survey(Buffer.buffer("who is there?"));
    Message one = survey.receive().await();
    Message two = survey.receive().await();
    survey.cancel(); // two answers are enough; answers() would wait for the deadline

    assertEquals(Set.of("kitchen", "garden"), Set.of(one.body().toString(), two.body().toString()));
  }

  @Test
  void respondentNeedNotAnswer() {
    RespondentSocket respondent = RespondentSocket.create(vertx);
    respondent.handler(
        survey -> {
          if (survey.body().toString().startsWith("temperature")) {
            survey.reply(Buffer.buffer("21"));
          } // else: no answer
        });
    Endpoint bound = respondent.bind("tcp://127.0.0.1:0").await();

    SurveyorSocket surveyor =
        SurveyorSocket.create(vertx, new SurveyorOptions().setSurveyTime(Duration.ofSeconds(20)));
    surveyor.connect(bound.address().toString()).await().connected().await();
    Survey humidity = surveyor.survey(Buffer.buffer("humidity?"));
    Survey temperature = surveyor.survey(Buffer.buffer("temperature?"));
    Message answer = temperature.receive().await();
    humidity.cancel();
    temperature.cancel();

    assertEquals("21", answer.body().toString());
    assertEquals(1, surveyor.statistics().await().received());
  }
}
