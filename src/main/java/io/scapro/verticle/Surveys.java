package io.scapro.verticle;

import io.scapro.Message;
import io.scapro.protocol.SurveyorSocket;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.function.Function;

/** Has a survey made of a request: all answers, at the deadline, are its reply. */
record Surveys(SurveyorSocket socket, VerticleConfig config)
    implements Function<SocketMessage, Future<JsonArray>> {

  @Override
  public Future<JsonArray> apply(SocketMessage question) {
    return socket.survey(question.body()).answers().map(this::list);
  }

  private JsonArray list(List<Message> answers) {
    JsonArray list = new JsonArray();
    answers.forEach(answer -> list.add(config.body.read(answer.body())));
    return list;
  }
}
