package io.scapro.simulation;

import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SpException;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.Survey;
import io.scapro.protocol.SurveyorSocket;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks: REQ and SURVEYOR. */
final class AskApp extends App {

  /** What may happen to a request while connections end, and when its socket closes. */
  private static final Set<Reason> EXPECTED =
      EnumSet.of(Reason.CLOSED, Reason.RESENT_TOO_OFTEN, Reason.DISCONNECTED);

  /** How long after the deadline an answer may be on its way to the application. */
  private static final long MARGIN = 50_000_000;

  private final ReqSocket req;
  private final SurveyorSocket surveyor;

  AskApp(SimProcess process, ReqSocket req, SurveyorSocket surveyor) {
    super(process);
    this.req = req;
    this.surveyor = surveyor;
  }

  @Override
  List<Socket> sockets() {
    return List.of(req == null ? surveyor : req);
  }

  @Override
  void send(int size, boolean probe) {
    Body question = fresh(probe ? 'p' : 'q', "", "");
    process.world().ledger().sent(question);
    if (probe) {
      process.world().probed(question, process);
    }
    if (req != null) {
      long start = process.now();
      req.request(question.encode(size))
          .onComplete(reply -> process.guard(() -> replied(question, reply, start)));
    } else {
      survey(question, surveyor.survey(question.encode(size)));
    }
  }

  private void replied(Body question, AsyncResult<Buffer> reply, long start) {
    if (reply.succeeded()) {
      Body answer = Body.decode(reply.result());
      boolean again =
          process.now() - start > process.spec().options().resend() * 1_000_000L
              || process.world().network().closings() > 0;
      Violation.check(
          (answer.kind() == 'a' || again) && answer.about().equals(question.id()),
          "reply",
          question.id() + " got " + answer);
    } else {
      Reason reason = ((SpException) reply.cause()).reason();
      Violation.check(
          EXPECTED.contains(reason), "request", question.id() + " failed: " + reply.cause());
      Violation.check(
          reason == Reason.CLOSED || process.world().network().closings() > 0,
          "request",
          question.id() + " failed on living connections: " + reply.cause());
    }
    process.world().ledger().done(question, process.spec().role(), reply.succeeded());
  }

  private void survey(Body question, Survey survey) {
    Set<String> answered = new HashSet<>();
    long start = process.now();
    long deadline = start + process.spec().options().survey() * 1_000_000L + MARGIN;
    survey.handler(answer -> answered(question, answer, deadline, answered));
    survey.endHandler(
        end -> {
          checkInTime(question.id() + " ended", deadline);
          process.world().ledger().done(question, process.spec().role(), true);
        });
  }

  private void answered(Body question, Message message, long deadline, Set<String> answered) {
    Body answer = read(message);
    Violation.check(
        answer.kind() == 'a' && answer.about().equals(question.id()),
        "survey",
        question.id() + " got " + answer);
    Violation.check(
        answered.add(answer.origin() + "." + answer.life()),
        "survey",
        question.id() + " was answered again by " + answer.origin());
    checkInTime(answer.id() + " answers " + question.id(), deadline);
    if (question.kind() == 'p') {
      process.world().answered(question, answer.origin());
    }
  }

  private void checkInTime(String what, long deadline) {
    Violation.check(
        process.wasFrozen() || process.isClosed() || process.now() <= deadline,
        "deadline",
        what + " late by " + (process.now() - deadline) + " ns");
  }
}
