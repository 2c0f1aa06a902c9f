package io.scapro.protocol;

import io.scapro.SocketOptions;
import io.scapro.spi.Protocol;
import java.util.List;

/**
 * The protocols of this package. Command line and verticles find them with {@link Protocol#all}.
 */
public final class Protocols implements Protocol.Provider {

  /** {@return the twelve protocols of this package} */
  @Override
  public List<Protocol> protocols() {
    return List.of(
        new Protocol(
            PairSocket.IDENTITY, (v, o) -> PairSocket.create(v, new SocketOptions().setAll(o))),
        new Protocol(
            Pair1Socket.IDENTITY, (v, o) -> Pair1Socket.create(v, new Pair1Options().setAll(o))),
        new Protocol(
            PubSocket.IDENTITY, (v, o) -> PubSocket.create(v, new SocketOptions().setAll(o))),
        new Protocol(SubSocket.IDENTITY, (v, o) -> SubSocket.create(v, new SubOptions().setAll(o))),
        new Protocol(ReqSocket.IDENTITY, (v, o) -> ReqSocket.create(v, new ReqOptions().setAll(o))),
        new Protocol(
            RepSocket.IDENTITY, (v, o) -> RepSocket.create(v, new AnswerOptions().setAll(o))),
        new Protocol(
            PushSocket.IDENTITY, (v, o) -> PushSocket.create(v, new SocketOptions().setAll(o))),
        new Protocol(
            PullSocket.IDENTITY, (v, o) -> PullSocket.create(v, new SocketOptions().setAll(o))),
        new Protocol(
            SurveyorSocket.IDENTITY,
            (v, o) -> SurveyorSocket.create(v, new SurveyorOptions().setAll(o))),
        new Protocol(
            RespondentSocket.IDENTITY,
            (v, o) -> RespondentSocket.create(v, new AnswerOptions().setAll(o))),
        new Protocol(
            BusSocket.IDENTITY, (v, o) -> BusSocket.create(v, new SocketOptions().setAll(o))),
        new Protocol(
            StarSocket.IDENTITY, (v, o) -> StarSocket.create(v, new StarOptions().setAll(o))));
  }
}
