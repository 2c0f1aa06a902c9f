package io.scapro.patterns;

import static io.scapro.suite.Await.failure;
import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.DropReason;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.protocol.AnswerContext;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.SurveyContext;
import io.scapro.protocol.SurveyorOptions;
import io.scapro.protocol.SurveyorSocket;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SurveyTest extends Network {

  private static final Buffer QUESTION = Buffer.buffer("who");

  private SurveyorSocket surveyor(Duration time) {
    return SurveyorSocket.create(vertx, new SurveyorOptions().setSurveyTime(time));
  }

  private RespondentSocket respondent(String name) {
    RespondentSocket respondent = RespondentSocket.create(vertx);
    respondent.handler(survey -> survey.reply(Buffer.buffer(name + " to " + survey.body())));
    return respondent;
  }

  private static Set<String> texts(List<Message> answers) {
    return answers.stream().map(answer -> answer.body().toString()).collect(Collectors.toSet());
  }

  @Test
  void everybodyIsAskedAndAllAnswersComeByTheDeadline() {
    SurveyorSocket surveyor = surveyor(Duration.ofMillis(300));
    join(surveyor, respondent("a"), respondent("b"), respondent("c"));
    assertEquals(
        Set.of("a to who", "b to who", "c to who"),
        texts(result(surveyor.survey(QUESTION).answers())));
  }

  @Test
  void surveysUnderWayDoNotMix() {
    SurveyorSocket surveyor = surveyor(Duration.ofMillis(500));
    join(surveyor, respondent("a"), respondent("b"));
    Future<List<Message>> one = surveyor.survey(Buffer.buffer("1")).answers();
    Future<List<Message>> two = surveyor.survey(Buffer.buffer("2")).answers();
    assertEquals(Set.of("a to 1", "b to 1"), texts(result(one)));
    assertEquals(Set.of("a to 2", "b to 2"), texts(result(two)));
  }

  @Test
  void anAnswerAfterTheDeadlineIsCountedAndDropped() {
    SurveyorSocket surveyor = surveyor(Duration.ofMillis(100));
    RespondentSocket late = RespondentSocket.create(vertx);
    join(surveyor, late);
    Future<List<Message>> answers = surveyor.survey(QUESTION).answers();
    var request = result(late.receive());
    assertEquals(List.of(), result(answers));
    result(request.reply(Buffer.buffer("too late")));
    result(late.close());
    assertEquals(1, result(surveyor.statistics()).dropped(DropReason.UNKNOWN_REQUEST));
  }

  @Test
  void theClassicOrderIsSendThenReceiveUntilTimeoutThenState() {
    SurveyorSocket surveyor = surveyor(Duration.ofMillis(300));
    join(surveyor, respondent("a"));
    SurveyContext context = surveyor.context();
    assertEquals(Reason.STATE, failure(context.receive()));
    result(context.send(QUESTION));
    assertEquals("a to who", result(context.receive()).body().toString());
    assertEquals(Reason.TIMEOUT, failure(context.receive()));
    assertEquals(Reason.STATE, failure(context.receive()));
  }

  @Test
  void aNewSurveyInTheSameContextCancelsTheOneBefore() {
    SurveyorSocket surveyor = surveyor(Duration.ofSeconds(20));
    SurveyContext context = surveyor.context();
    result(context.send(QUESTION));
    Future<Message> waiting = context.receive();
    result(context.send(QUESTION));
    assertEquals(Reason.CANCELLED, failure(waiting));
  }

  @Test
  void aRespondentThatSendsWithoutASurveyIsTold() {
    RespondentSocket respondent = RespondentSocket.create(vertx);
    AnswerContext context = respondent.context();
    assertEquals(Reason.STATE, failure(context.send(QUESTION)));
    SurveyorSocket surveyor = surveyor(Duration.ofSeconds(5));
    join(surveyor, respondent);
    var survey = surveyor.survey(QUESTION);
    assertEquals("who", result(context.receive()).toString());
    result(context.send(Buffer.buffer("me")));
    assertEquals("me", result(survey.receive()).body().toString());
    assertEquals(Reason.STATE, failure(context.send(QUESTION)));
  }

  @Test
  void closingEndsSurveysWithTheReason() {
    SurveyorSocket surveyor = surveyor(Duration.ofSeconds(20));
    var survey = surveyor.survey(QUESTION);
    Future<Message> waiting = survey.receive();
    result(surveyor.close());
    assertEquals(Reason.CLOSED, failure(waiting));
    assertEquals(Reason.CLOSED, failure(surveyor.survey(QUESTION).answers()));
  }
}
