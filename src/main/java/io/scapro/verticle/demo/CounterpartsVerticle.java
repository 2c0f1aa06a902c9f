package io.scapro.verticle.demo;

import io.scapro.Peer;
import io.scapro.Socket;
import io.scapro.SocketOptions;
import io.scapro.protocol.Device;
import io.scapro.protocol.Pair1Options;
import io.scapro.protocol.Pair1Socket;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RawSocket;
import io.scapro.protocol.ReqOptions;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.StarSocket;
import io.scapro.protocol.SubOptions;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.SurveyorOptions;
import io.scapro.protocol.SurveyorSocket;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;

/**
 * Sockets that are the peers of the playground, one for each protocol, bound to {@code
 * mounted://NAME} for {@code scapro:web}. Messages published to {@code news} are sent to the
 * event-bus {@code address}.
 */
public final class CounterpartsVerticle extends VerticleBase {

  private static final long EVERY = 2000; // milliseconds

  private final List<Future<?>> bound = new ArrayList<>();

  @Override
  public Future<?> start() {
    talk();
    ask();
    answer();
    gather();
    return Future.all(bound);
  }

  private <S extends Socket> S at(String name, S socket) {
    bound.add(socket.bind("mounted://" + name));
    return socket;
  }

  /** PAIR and PAIR1: echo each message. */
  private void talk() {
    PairSocket pair = at("pair", PairSocket.create(vertx));
    pair.handler(message -> pair.send(said(message.body())));
    Pair1Socket many =
        at("pair1", Pair1Socket.create(vertx, new Pair1Options().setPolyamorous(true)));
    many.handler(
        message -> {
          Peer asker = Objects.requireNonNull(message.peer(), "peer");
          many.send(asker, said(message.body()));
        });
  }

  private static Buffer said(Buffer body) {
    return Buffer.buffer("you said: ").appendBuffer(body);
  }

  /** REQ, SURVEYOR and PUSH: send to the connected peers at an interval. */
  private void ask() {
    ReqSocket req = at("question", ReqSocket.create(vertx, new ReqOptions().setName("question")));
    again(1, n -> req.request(Buffer.buffer("what is " + n + " + 1?")));
    SurveyorSocket surveyor =
        at("ask", SurveyorSocket.create(vertx, new SurveyorOptions().setName("ask")));
    again(1, n -> surveyor.survey(Buffer.buffer("who is there? (" + n + ')')).answers());
    PushSocket push = at("jobs", PushSocket.create(vertx, new SocketOptions().setName("jobs")));
    again(1, n -> push.send(Buffer.buffer("job " + n)));
  }

  /** Repeats with a delay after each success; a failure, as of a closed socket, ends it. */
  private void again(long number, LongFunction<Future<?>> question) {
    question
        .apply(number)
        .onSuccess(done -> vertx.setTimer(EVERY, timer -> again(number + 1, question)));
  }

  /** RESPONDENT answers; SUB forwards to the event bus. */
  private void answer() {
    RespondentSocket respondent =
        at("survey", RespondentSocket.create(vertx, new SocketOptions().setName("survey")));
    long since = System.nanoTime();
    respondent.handler(
        survey ->
            survey.reply(
                Buffer.buffer(
                    "the demo, up " + (System.nanoTime() - since) / 1_000_000_000 + " s")));
    SubSocket sub = at("news", SubSocket.create(vertx, new SubOptions().setName("news")));
    sub.subscribe("");
    sub.handler(message -> vertx.eventBus().send(config().getString("address"), message.body()));
  }

  /** BUS and STAR: forward messages between all peers. */
  private void gather() {
    RawSocket room = at("bus", RawSocket.create(vertx, "bus"));
    Device.loopback(room);
    StarSocket star = at("star", StarSocket.create(vertx));
    star.handler(message -> {});
  }
}
