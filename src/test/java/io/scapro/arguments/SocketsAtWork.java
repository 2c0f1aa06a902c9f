package io.scapro.arguments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.scapro.Message;
import io.scapro.Socket;
import io.scapro.protocol.BusSocket;
import io.scapro.protocol.Pair1Socket;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RawSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.StarSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.testing.FakeHost;
import io.scapro.testing.FakePeer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Whether a socket still works: one message through a peer. */
final class SocketsAtWork {

  /**
   * How one class of sockets is opened and used.
   *
   * @param begin prepares the socket for the message
   * @param offered what the peer sends; empty: nothing
   * @param done how many messages went through, the answers of the application included
   */
  record Work(
      Function<Vertx, ? extends Socket> create,
      Consumer<Socket> begin,
      Buffer offered,
      Function<FakePeer, Integer> done) {

    Socket open(FakeHost host) {
      return host.open(create::apply);
    }
  }

  private static final Buffer BODY = Buffer.buffer("x");
  private static final Buffer NONE = Buffer.buffer();
  private static final Buffer REQUEST = Buffer.buffer().appendInt(0x80000001).appendBuffer(BODY);
  private static final List<Object> RECEIVED = new ArrayList<>();

  private static <S extends Socket> Work sends(
      Class<S> type, Function<Vertx, S> create, Function<S, Future<?>> send) {
    return new Work(
        create, socket -> send.apply(type.cast(socket)), NONE, peer -> peer.sent().size());
  }

  private static <S extends Socket> Work receives(
      Class<S> type, Function<Vertx, S> create, Buffer offered, Consumer<S> begin) {
    return new Work(
        create, socket -> begin.accept(type.cast(socket)), offered, peer -> RECEIVED.size());
  }

  private static <S extends Socket> Work answers(
      Class<S> type, Function<Vertx, S> create, Consumer<S> begin) {
    return new Work(
        create, socket -> begin.accept(type.cast(socket)), REQUEST, peer -> peer.sent().size());
  }

  private static final Map<Class<?>, Work> ALL =
      Map.ofEntries(
          Map.entry(
              PushSocket.class, sends(PushSocket.class, PushSocket::create, s -> s.send(BODY))),
          Map.entry(PubSocket.class, sends(PubSocket.class, PubSocket::create, s -> s.send(BODY))),
          Map.entry(
              PairSocket.class, sends(PairSocket.class, PairSocket::create, s -> s.send(BODY))),
          Map.entry(
              Pair1Socket.class, sends(Pair1Socket.class, Pair1Socket::create, s -> s.send(BODY))),
          Map.entry(BusSocket.class, sends(BusSocket.class, BusSocket::create, s -> s.send(BODY))),
          Map.entry(
              StarSocket.class, sends(StarSocket.class, StarSocket::create, s -> s.send(BODY))),
          Map.entry(
              ReqSocket.class, sends(ReqSocket.class, ReqSocket::create, s -> s.request(BODY))),
          Map.entry(
              SurveyorSocket.class,
              sends(SurveyorSocket.class, SurveyorSocket::create, s -> s.survey(BODY).answers())),
          Map.entry(
              RawSocket.class,
              sends(
                  RawSocket.class,
                  vertx -> RawSocket.create(vertx, "push"),
                  s -> s.send(new Message(BODY)))),
          Map.entry(
              PullSocket.class,
              receives(PullSocket.class, PullSocket::create, BODY, s -> s.handler(RECEIVED::add))),
          Map.entry(
              SubSocket.class,
              receives(
                  SubSocket.class,
                  SubSocket::create,
                  BODY,
                  s -> s.handler(RECEIVED::add).subscribe(""))),
          Map.entry(
              RepSocket.class,
              answers(
                  RepSocket.class, RepSocket::create, s -> s.handler(asked -> asked.reply(BODY)))),
          Map.entry(
              RespondentSocket.class,
              answers(
                  RespondentSocket.class,
                  RespondentSocket::create,
                  s -> s.handler(asked -> asked.reply(BODY)))));

  private SocketsAtWork() {}

  static Work of(Class<?> type) {
    Work work = ALL.get(type);
    assertNotNull(
        work,
        "expected a way to use "
            + type.getName()
            + ", got none; do: add one to the table of SocketsAtWork");
    return work;
  }

  /** Fails unless one message goes through {@code socket}. */
  static void check(Socket socket, FakeHost host) {
    Work work = of(socket.getClass());
    RECEIVED.clear();
    FakePeer peer = FakePeer.join(socket);
    work.begin().accept(socket);
    if (work.offered().length() > 0) {
      peer.offer(work.offered());
    }
    assertEquals(1, work.done().apply(peer), socket + " has stopped");
    assertEquals(List.of(), host.failures());
    peer.disconnect();
  }
}
