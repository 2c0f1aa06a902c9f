package io.scapro.verticle;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.SpSocket;
import io.scapro.protocol.AnsweringSocket;
import io.scapro.protocol.DuplexSocket;
import io.scapro.protocol.Pair1Socket;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.SendingSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.SurveyorSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;

/** One direction between a socket and the event bus. Lives on the verticle's context. */
interface Bridge {

  /** The key of {@link VerticleConfig} that names its event-bus address. */
  String addressKey();

  /** The other keys that it reads. */
  Set<String> keys();

  /** Begins to pass messages on. */
  Future<Void> start();

  /** Takes no more, and ends what it began where that matters to a peer. */
  default Future<Void> stop() {
    return Future.succeededFuture();
  }

  /** The directions that {@code socket} has. */
  static List<Bridge> of(Vertx vertx, SpSocket socket, VerticleConfig config, Instances instances) {
    if (socket instanceof ReqSocket req) {
      return List.of(
          new BusToSocket(vertx, req, m -> req.request(m.body()).map(config.body::read), config));
    } else if (socket instanceof SurveyorSocket surveyor) {
      return List.of(new BusToSocket(vertx, surveyor, new Surveys(surveyor, config), config));
    } else if (socket instanceof AnsweringSocket answering) {
      return List.of(new RequestsToBus(vertx, answering, config));
    } else if (socket instanceof PubSocket pub && !instances.isAlone()) {
      return List.of(new PublishingInstance(vertx, pub, config, instances.publishing()));
    } else if (socket instanceof SendingSocket sending) {
      return List.of(new BusToSocket(vertx, sending, m -> sending.send(m.body()), config));
    } else if (socket instanceof PullSocket pull) {
      return List.of(new SocketToBus(vertx, pull, config));
    } else if (socket instanceof SubSocket sub) {
      return List.of(new SocketToBus(vertx, sub, config));
    } else if (socket instanceof DuplexSocket duplex) {
      return List.of(
          new BusToSocket(vertx, duplex, m -> send(duplex, m), config),
          new SocketToBus(vertx, duplex, config));
    }
    throw new SpException(
        Reason.UNSUPPORTED, "expected a protocol that has a verticle, got " + socket.identity());
  }

  private static Future<Void> send(DuplexSocket socket, SocketMessage message) {
    return message.pipe() != 0 && socket instanceof Pair1Socket pair
        ? pair.send(message.pipe(), message.body())
        : socket.send(message.body());
  }
}
