package io.scapro.verticle.bridge;

import io.scapro.DropReason;
import io.scapro.Message;
import io.scapro.SpException;
import io.scapro.protocol.Survey;
import io.scapro.protocol.SurveyorSocket;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Map;

/**
 * Makes a survey of a request. At the deadline all answers are its reply. If there is an address to
 * deliver to, each answer is delivered there on arrival, and the reply is their number.
 */
final class Surveys implements BusToSocket.Pass {

  private static final int WINDOW = 16;

  private final SurveyorSocket socket;
  private final BridgeConfig config;
  private final Format format;
  private final BusConsumer consumer;

  Surveys(Vertx vertx, SurveyorSocket socket, BridgeConfig config, Format format) {
    if (config.ack == BridgeConfig.Ack.CREDIT) {
      throw new IllegalArgumentException(
          "expected \"ack\": \"reply\" or \"none\" for scapro:surveyor, got \"credit\"");
    }
    this.socket = socket;
    this.config = config;
    this.format = format;
    this.consumer = new BusConsumer(vertx, socket, config, format);
  }

  @Override
  public Future<?> apply(Buffer question, int pipe, MultiMap headers) {
    Survey survey = socket.survey(question);
    if (config.deliver.isEmpty()) {
      return survey.answers().map(this::list);
    }
    String name = headers.get(Headers.SURVEY);
    return new Stream(survey, name == null ? Map.of() : Map.of(Headers.SURVEY, name)).all();
  }

  private JsonArray list(List<Message> answers) {
    JsonArray list = new JsonArray();
    for (Message answer : answers) {
      try {
        list.add(format.readAnswer(answer.body()));
      } catch (SpException e) {
        socket.countDropped(DropReason.BAD_BODY);
      }
    }
    return list;
  }

  /** The answers of one survey, with a window of unanswered deliveries. */
  private final class Stream {
    private final Survey survey;
    private final Map<String, String> headers;
    private final Promise<Integer> delivered = Promise.promise();
    private int count;
    private int onTheirWay;
    private boolean ended;

    Stream(Survey survey, Map<String, String> headers) {
      this.survey = survey;
      this.headers = headers;
    }

    Future<Integer> all() {
      survey.endHandler(
          end -> {
            ended = true;
            completeWhenDelivered();
          });
      survey.pause().fetch(config.window(WINDOW)).handler(this::deliver);
      return delivered.future();
    }

    private void deliver(Message answer) {
      count++;
      if (config.ack == BridgeConfig.Ack.NONE) {
        consumer.tell(answer.peer(), answer.keep().body(), headers);
        survey.fetch(1);
        return;
      }
      onTheirWay++;
      consumer
          .ask(answer.peer(), answer.keep().body(), headers, reply -> reply)
          .onComplete(
              taken -> {
                onTheirWay--;
                survey.fetch(1);
                completeWhenDelivered();
              });
    }

    private void completeWhenDelivered() {
      if (ended && onTheirWay == 0) {
        delivered.tryComplete(count);
      }
    }
  }
}
