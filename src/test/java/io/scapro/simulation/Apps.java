package io.scapro.simulation;

import io.scapro.CommonOptions;
import io.scapro.Durations;
import io.scapro.EndpointOptions;
import io.scapro.SocketOptions;
import io.scapro.protocol.AnswerOptions;
import io.scapro.protocol.BusSocket;
import io.scapro.protocol.Pair1Options;
import io.scapro.protocol.Pair1Socket;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RawSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqOptions;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.StarOptions;
import io.scapro.protocol.StarSocket;
import io.scapro.protocol.SubOptions;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.SurveyorOptions;
import io.scapro.protocol.SurveyorSocket;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Opens the sockets of a process, with its options. */
final class Apps {

  /** Longer than all that may delay a close without faults. */
  private static final Duration LINGER = Duration.ofSeconds(10);

  private Apps() {}

  static App open(SimProcess process) {
    Vertx vertx = process.host().open();
    Spec.Knobs knobs = process.spec().options();
    return switch (process.spec().role()) {
      case PUSH -> StreamApp.sending(process, PushSocket.create(vertx, plain(knobs)));
      case PULL -> StreamApp.receiving(process, PullSocket.create(vertx, plain(knobs)));
      case PUB -> StreamApp.sending(process, PubSocket.create(vertx, plain(knobs)));
      case SUB ->
          StreamApp.receiving(process, SubSocket.create(vertx, set(new SubOptions(), knobs)));
      case PAIR -> StreamApp.both(process, PairSocket.create(vertx, plain(knobs)));
      case PAIR1 ->
          StreamApp.both(process, Pair1Socket.create(vertx, set(new Pair1Options(), knobs)));
      case BUS -> StreamApp.both(process, BusSocket.create(vertx, plain(knobs)));
      case STAR -> StreamApp.both(process, StarSocket.create(vertx, set(new StarOptions(), knobs)));
      case REQ ->
          new AskApp(
              process,
              ReqSocket.create(
                  vertx,
                  set(new ReqOptions(), knobs)
                      .setResendInterval(Duration.ofMillis(knobs.resend()))),
              null);
      case SURVEYOR ->
          new AskApp(
              process,
              null,
              SurveyorSocket.create(
                  vertx,
                  set(new SurveyorOptions(), knobs)
                      .setSurveyTime(Duration.ofMillis(knobs.survey()))));
      case REP -> new AnswerApp(process, RepSocket.create(vertx, set(new AnswerOptions(), knobs)));
      case RESPONDENT ->
          new AnswerApp(process, RespondentSocket.create(vertx, set(new AnswerOptions(), knobs)));
      case PUSH_DEVICE -> device(process, vertx, "pull", "push");
      case PUB_DEVICE -> device(process, vertx, "sub", "pub");
      case REQ_DEVICE -> device(process, vertx, "rep", "req");
      case SURVEYOR_DEVICE -> device(process, vertx, "respondent", "surveyor");
      case CREDIT_PULL -> new CreditApp(process, vertx, PullSocket.create(vertx, plain(knobs)));
      case CREDIT_SUB ->
          new CreditApp(process, vertx, SubSocket.create(vertx, set(new SubOptions(), knobs)));
      case READER -> new ReaderApp(process, vertx, process.spec().addresses().get(0));
      case WRITER -> new WriterApp(process, vertx);
      case CREDIT_PUSH ->
          new SinkApp(
              process,
              vertx,
              PushSocket.create(vertx, plain(knobs).setSendTimeout(sendTimeout(knobs))));
      case FORGER -> new ForgerApp(process, raw(process, vertx, "rep"), raw(process, vertx, "rep"));
    };
  }

  /** So that some of the sinks refuse messages. */
  private static Duration sendTimeout(Spec.Knobs knobs) {
    return knobs.lend() ? Duration.ofMillis(knobs.survey() / 10) : Durations.FOREVER;
  }

  private static DeviceApp device(SimProcess process, Vertx vertx, String front, String back) {
    return new DeviceApp(process, raw(process, vertx, front), raw(process, vertx, back));
  }

  private static RawSocket raw(SimProcess process, Vertx vertx, String protocol) {
    return RawSocket.create(vertx, protocol, plain(process.spec().options()));
  }

  private static SocketOptions plain(Spec.Knobs knobs) {
    return set(new SocketOptions(), knobs);
  }

  private static <O extends CommonOptions<O>> O set(O options, Spec.Knobs knobs) {
    return options
        .setSendBuffer(knobs.buffer())
        .setReceiveBuffer(knobs.buffer())
        .setSendBudget(knobs.budget())
        .setLendBodies(knobs.lend())
        .setTtl(knobs.ttl())
        .setLinger(LINGER)
        .setWarnAfter(Duration.ZERO)
        .setEndpoint(
            new EndpointOptions()
                .setHandshakeTimeout(Duration.ofSeconds(1))
                .setReconnectInterval(Duration.ofMillis(50))
                .setReconnectIntervalMax(Duration.ofSeconds(1)));
  }
}
