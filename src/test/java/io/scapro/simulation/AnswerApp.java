package io.scapro.simulation;

import io.scapro.Socket;
import io.scapro.protocol.AnsweringSocket;
import io.scapro.protocol.Request;
import io.scapro.protocol.RespondentSocket;
import java.util.List;

/** Answers: REP and RESPONDENT. Some answers are late, and some after the deadline. */
final class AnswerApp extends App {

  private final AnsweringSocket<?> socket;

  AnswerApp(SimProcess process, AnsweringSocket<?> socket) {
    super(process);
    this.socket = socket;
    socket.handler(this::asked);
  }

  @Override
  List<Socket> sockets() {
    return List.of(socket);
  }

  @Override
  void pause() {
    socket.pause();
  }

  @Override
  void resume() {
    socket.resume();
  }

  private void asked(Request request) {
    Body question = Body.decode(request.body());
    checkAlive(question);
    long delay = question.kind() == 'p' ? 0 : delay(question.number());
    if (delay == 0) {
      answer(request, question);
    } else {
      request.keep();
      keep(question, request.body());
      process.after(delay, () -> answer(request, question));
    }
  }

  private long delay(int number) {
    int longest = socket instanceof RespondentSocket ? process.spec().options().survey() : 200;
    return number % 3 == 0 ? 0 : number % 5 * longest * 1_000_000L / 3;
  }

  private void answer(Request request, Body question) {
    Body answer = fresh('a', "", question.id());
    request.reply(answer.encode(64 + question.number() % 500));
  }
}
