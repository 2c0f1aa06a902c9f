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
import java.util.ArrayList;
import java.util.List;

/** Finds the bridges between a socket and the event bus. */
record Bridges(Vertx vertx, SpSocket socket, VerticleConfig config, Instances instances) {

  /**
   * @throws IllegalArgumentException the configuration is not for this protocol
   */
  List<Bridge> all() {
    return config.bridge == BridgeRules.NONE ? plain() : enveloped();
  }

  private List<Bridge> plain() {
    Format format = new PlainFormat(config);
    List<Bridge> result = new ArrayList<>();
    if (sends()) {
      result.addAll(toNetwork(List.of(toNetwork(config.address, format))));
    }
    if (receives()) {
      result.add(toBus(format));
    }
    if (result.isEmpty()) {
      throw new SpException(
          Reason.UNSUPPORTED, "expected a protocol that has a verticle, got " + socket.identity());
    }
    return result;
  }

  private List<Bridge> enveloped() {
    BridgeRules rules = config.bridge;
    if (!config.address.isEmpty() || !config.deliver.isEmpty()) {
      throw new IllegalArgumentException(
          "expected either \"bridge\" or \"address\" and \"deliver\", got both");
    }
    check(rules.outbound().isEmpty() || sends(), "inbound");
    check(rules.inbound().isEmpty() || receives(), "outbound");
    List<Bridge> outbound = new ArrayList<>();
    for (String address : rules.outbound()) {
      outbound.add(toNetwork(address, new EnvelopeFormat(address, rules)));
    }
    List<Bridge> result = new ArrayList<>(toNetwork(outbound));
    if (!rules.inbound().isEmpty()) {
      result.add(toBus(new EnvelopeFormat("", rules)));
    }
    return result;
  }

  private void check(boolean possible, String only) {
    if (!possible || socket instanceof SurveyorSocket) {
      throw new IllegalArgumentException(
          socket instanceof SurveyorSocket
              ? "expected \"address\" for surveyor, got \"bridge\""
              : "expected a bridge with only \"%s\" for %s, got more"
                  .formatted(only, socket.identity().name()));
    }
  }

  private boolean sends() {
    return socket instanceof SendingSocket
        || socket instanceof DuplexSocket
        || socket instanceof ReqSocket
        || socket instanceof SurveyorSocket;
  }

  private boolean receives() {
    return socket instanceof PullSocket
        || socket instanceof SubSocket
        || socket instanceof DuplexSocket
        || socket instanceof AnsweringSocket;
  }

  /** Has the instances of a pub share what one of them takes. */
  private List<Bridge> toNetwork(List<Bridge> fromBus) {
    return socket instanceof PubSocket pub && !instances.isAlone() && !fromBus.isEmpty()
        ? List.of(new PublishingInstance(vertx, pub, instances.publishing(), fromBus))
        : fromBus;
  }

  private Bridge toNetwork(String address, Format format) {
    return new BusToSocket(vertx, socket, pass(format), config, address, format);
  }

  private BusToSocket.Pass pass(Format format) {
    if (socket instanceof ReqSocket req) {
      return (m, headers) -> req.request(m.body()).map(format::readAnswer);
    } else if (socket instanceof SurveyorSocket surveyor) {
      return new Surveys(vertx, surveyor, config, format);
    } else if (socket instanceof PubSocket && !instances.isAlone()) {
      return (m, headers) -> instances.publishing().publish(m.body());
    } else if (socket instanceof SendingSocket sending) {
      return (m, headers) -> sending.send(m.body());
    }
    DuplexSocket duplex = (DuplexSocket) socket;
    return (m, headers) -> send(duplex, m);
  }

  private static Future<Void> send(DuplexSocket socket, SocketMessage message) {
    return message.pipe() != 0 && socket instanceof Pair1Socket pair
        ? pair.send(message.pipe(), message.body())
        : socket.send(message.body());
  }

  private Bridge toBus(Format format) {
    if (socket instanceof AnsweringSocket answering) {
      return new RequestsToBus(vertx, answering, config, format);
    } else if (socket instanceof PullSocket pull) {
      return new SocketToBus(vertx, pull, config, format);
    } else if (socket instanceof SubSocket sub) {
      return new SocketToBus(vertx, sub, config, format);
    }
    return new SocketToBus(vertx, (DuplexSocket) socket, config, format);
  }
}
