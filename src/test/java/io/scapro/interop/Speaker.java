package io.scapro.interop;

import io.scapro.Socket;
import io.scapro.protocol.AnsweringSocket;
import io.scapro.protocol.BusSocket;
import io.scapro.protocol.DuplexSocket;
import io.scapro.protocol.Pair1Socket;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.Request;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.SendingSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.Survey;
import io.scapro.protocol.SurveyorOptions;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.suite.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** A socket of any protocol, as a recording uses it: it says a body, it hears one. */
final class Speaker {

  private final Socket socket;
  private Future<Buffer> answer = Future.failedFuture("nothing was asked");
  private Request request;
  private Survey survey;

  private Speaker(Socket socket) {
    this.socket = socket;
  }

  static Speaker of(String name, Vertx vertx) {
    return new Speaker(
        switch (name) {
          case "pair0" -> PairSocket.create(vertx);
          case "pub" -> PubSocket.create(vertx);
          case "sub" -> subscribed(SubSocket.create(vertx));
          case "push" -> PushSocket.create(vertx);
          case "pull" -> PullSocket.create(vertx);
          case "req" -> ReqSocket.create(vertx);
          case "rep" -> RepSocket.create(vertx);
          case "surveyor" ->
              SurveyorSocket.create(vertx, new SurveyorOptions().setSurveyTime(Await.PATIENCE));
          case "respondent" -> RespondentSocket.create(vertx);
          case "bus" -> BusSocket.create(vertx);
          case "pair1" -> Pair1Socket.create(vertx);
          default -> throw new IllegalArgumentException("expected a protocol, got " + name);
        });
  }

  private static SubSocket subscribed(SubSocket sub) {
    sub.subscribe("");
    return sub;
  }

  Socket socket() {
    return socket;
  }

  boolean makesIds() {
    return socket instanceof ReqSocket || socket instanceof SurveyorSocket;
  }

  void say(Buffer body) {
    if (socket instanceof ReqSocket req) {
      answer = req.request(body);
    } else if (socket instanceof SurveyorSocket surveyor) {
      survey = surveyor.survey(body);
    } else if (socket instanceof AnsweringSocket) {
      Await.result(request.reply(body));
    } else if (socket instanceof DuplexSocket<?> duplex) {
      Await.result(duplex.send(body));
    } else {
      Await.result(((SendingSocket<?>) socket).send(body));
    }
  }

  Buffer hear() {
    if (socket instanceof ReqSocket) {
      return Await.result(answer);
    } else if (socket instanceof SurveyorSocket) {
      return Await.result(survey.receive()).body();
    } else if (socket instanceof AnsweringSocket<?> answering) {
      request = Await.result(answering.receive());
      return request.body();
    } else if (socket instanceof DuplexSocket<?> duplex) {
      return Await.result(duplex.receive()).body();
    } else if (socket instanceof SubSocket sub) {
      return Await.result(sub.receive()).body();
    }
    return Await.result(((PullSocket) socket).receive()).body();
  }
}
