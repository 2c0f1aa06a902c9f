package io.scapro.samples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.SocketEvent;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.Survey;
import io.scapro.protocol.SurveyorOptions;
import io.scapro.protocol.SurveyorSocket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of {@code docs/guides/discovery-by-survey.md}. */
@Timeout(30)
class DiscoverySampleTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static Future<Endpoint> announce(Vertx vertx, String surveyUrl, String service, String url) {
    RespondentSocket respondent = RespondentSocket.create(vertx);
    respondent.handler(
        survey -> {
          if (survey.body().toString().equals(service)) {
            survey.reply(new JsonObject().put("service", service).put("url", url).toBuffer());
          }
        });
    return respondent.connect(surveyUrl);
  }

  static SurveyorSocket openDirectory(Vertx vertx) {
    return SurveyorSocket.create(
        vertx, new SurveyorOptions().setName("directory").setSurveyTime(Duration.ofSeconds(2)));
  }

  static Future<List<String>> find(SurveyorSocket directory, String service) {
    return directory
        .survey(Buffer.buffer(service))
        .answers()
        .map(
            answers ->
                answers.stream()
                    .map(answer -> answer.body().toJsonObject().getString("url"))
                    .toList());
  }

  static Future<String> findFirst(SurveyorSocket directory, String service) {
    Survey survey = directory.survey(Buffer.buffer(service));
    return survey
        .receive()
        .map(answer -> answer.body().toJsonObject().getString("url"))
        .onComplete(end -> survey.cancel());
  }

  /** A directory that three services are attached to. */
  private SurveyorSocket directory() {
    AtomicInteger attached = new AtomicInteger();
    Promise<Void> all = Promise.promise();
    SurveyorSocket directory = openDirectory(vertx);
    directory.eventHandler(
        event -> {
          if (event.type() == SocketEvent.Type.ACCEPTED && attached.incrementAndGet() == 3) {
            all.complete();
          }
        });
    directory.bind("inproc://directory").await();
    announce(vertx, "inproc://directory", "prices", "tcp://10.0.0.1:5555").await();
    announce(vertx, "inproc://directory", "prices", "tcp://10.0.0.2:5555").await();
    announce(vertx, "inproc://directory", "orders", "tcp://10.0.0.3:5555").await();
    all.future().await();
    return directory;
  }

  @Test
  void findsAllServersOfAService() {
    Set<String> found = new TreeSet<>(find(directory(), "prices").await());
    assertEquals(Set.of("tcp://10.0.0.1:5555", "tcp://10.0.0.2:5555"), found);
  }

  @Test
  void findsTheFirstServerOfAService() {
    assertEquals("tcp://10.0.0.3:5555", findFirst(directory(), "orders").await());
  }

  @Test
  void findsNothingWhereNobodyAnswers() {
    assertEquals(List.of(), find(openDirectory(vertx), "nothing").await());
  }
}
