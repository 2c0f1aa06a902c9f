package io.scapro.simulation;

import io.scapro.Message;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.scapro.protocol.RawSocket;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Two raw REP sockets. Both answer their requests; and each request of the first is also answered
 * by the second, which was not asked, before the first answers.
 */
final class ForgerApp extends App {

  private final RawSocket asked;
  private final RawSocket other;
  private final List<Integer> peers = new ArrayList<>();

  ForgerApp(SimProcess process, RawSocket asked, RawSocket other) {
    super(process);
    this.asked = asked;
    this.other = other;
    asked.handler(this::forge);
    other.handler(message -> answer(other, message));
    other.eventHandler(
        event -> {
          if (event.type() == SocketEvent.Type.ACCEPTED) {
            peers.add(event.peer().orElseThrow().id());
          }
        });
  }

  @Override
  List<Socket> sockets() {
    return List.of(asked, other);
  }

  private void forge(Message request) {
    Body question = Body.decode(request.body());
    checkAlive(question);
    Buffer trace = request.header();
    for (int peer : peers) {
      Buffer header = Buffer.buffer().appendInt(peer).appendBuffer(trace, 4, trace.length() - 4);
      other.send(new Message(header, fresh('f', "", question.id()).encode(32)));
    }
    Message kept = request.keep();
    process.after(1_000_000, () -> answer(asked, kept));
  }

  private void answer(RawSocket from, Message request) {
    Body question = Body.decode(request.body());
    Body answer = fresh('a', "", question.id());
    from.send(new Message(request.header().copy(), answer.encode(64)));
  }
}
