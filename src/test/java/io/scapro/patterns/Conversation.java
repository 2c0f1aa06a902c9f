package io.scapro.patterns;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Message;
import io.scapro.Socket;
import io.scapro.protocol.DuplexSocket;
import io.scapro.protocol.Pair1Socket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.SendingSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.Survey;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.spi.Protocol;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** Two sockets whose protocols belong together, and how they exchange a body. */
enum Conversation {
  PAIR("pair", "pair", 0),
  PAIR1("pair1", "pair1", Integer.BYTES),
  PAIR1_POLYAMOROUS("pair1", "pair1", Integer.BYTES),
  PUB_SUB("pub", "sub", 0),
  REQ_REP("req", "rep", Integer.BYTES),
  PUSH_PULL("push", "pull", 0),
  SURVEYOR_RESPONDENT("surveyor", "respondent", Integer.BYTES),
  BUS("bus", "bus", 0),
  STAR("star", "star", Integer.BYTES);

  private final String first;
  private final String second;

  /** What the protocol puts in front of a body, in bytes. */
  final int headerLength;

  Conversation(String first, String second, int headerLength) {
    this.first = first;
    this.second = second;
    this.headerLength = headerLength;
  }

  /** The socket that sends first. */
  Socket first(Vertx vertx, int receiveMaxSize) {
    JsonObject options = new JsonObject().put("receiveMaxSize", receiveMaxSize);
    switch (this) {
      case PAIR1_POLYAMOROUS -> options.put("polyamorous", true);
      case SURVEYOR_RESPONDENT -> options.put("surveyTime", "20s");
      default -> {}
    }
    return Protocol.of(first).open(vertx, options);
  }

  /** The other one; it answers by itself where the protocol has answers. */
  Socket second(Vertx vertx, int receiveMaxSize) {
    Socket socket =
        Protocol.of(second).open(vertx, new JsonObject().put("receiveMaxSize", receiveMaxSize));
    if (socket instanceof RepSocket rep) {
      rep.handler(request -> request.reply(request.body()));
    } else if (socket instanceof RespondentSocket respondent) {
      respondent.handler(survey -> survey.reply(survey.body()));
    } else if (socket instanceof SubSocket sub) {
      result(sub.subscribe(""));
    }
    return socket;
  }

  /** Sends {@code body} there, and back where the protocol allows it; returns when it is there. */
  void exchange(Socket from, Socket to, Buffer body) {
    if (from instanceof ReqSocket req) {
      assertEquals(body, result(req.request(body.copy())));
    } else if (from instanceof SurveyorSocket surveyor) {
      Survey survey = surveyor.survey(body.copy());
      assertEquals(body, result(survey.receive()).body());
      survey.cancel();
    } else if (from instanceof SendingSocket<?> sending) {
      sending.send(body.copy());
      assertEquals(body, receive(to).body());
    } else if (this == PAIR1_POLYAMOROUS) {
      Pair1Socket hub = (Pair1Socket) from;
      ((DuplexSocket<?>) to).send(body.copy());
      Message message = receive(hub);
      assertEquals(body, message.body());
      hub.send(message.peer(), body.copy());
      assertEquals(body, receive(to).body());
    } else {
      thereAndBack((DuplexSocket<?>) from, (DuplexSocket<?>) to, body);
    }
  }

  private static void thereAndBack(DuplexSocket<?> one, DuplexSocket<?> other, Buffer body) {
    one.send(body.copy());
    assertEquals(body, receive(other).body());
    other.send(body.copy());
    assertEquals(body, receive(one).body());
  }

  private static Message receive(Socket socket) {
    if (socket instanceof PullSocket pull) {
      return result(pull.receive());
    }
    return socket instanceof SubSocket sub
        ? result(sub.receive())
        : result(((DuplexSocket<?>) socket).receive());
  }

  /** Sends {@code body}, without waiting for anything. */
  void send(Socket from, Socket to, Buffer body) {
    if (from instanceof ReqSocket req) {
      req.request(body);
    } else if (from instanceof SurveyorSocket surveyor) {
      surveyor.survey(body);
    } else if (from instanceof SendingSocket<?> sending) {
      sending.send(body);
    } else {
      ((DuplexSocket<?>) (this == PAIR1_POLYAMOROUS ? to : from)).send(body);
    }
  }
}
