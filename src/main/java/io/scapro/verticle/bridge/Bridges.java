package io.scapro.verticle.bridge;

import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SpException;
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
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates the bridges between a socket and the event bus. */
public record Bridges(
    Vertx vertx, Socket socket, BridgeConfig config, @Nullable Publishing publishing) {

  /**
   * The configured directions of {@code socket}, in any order.
   *
   * @param publishing shared by the instances of a pub; null: there is one instance
   */
  public static List<Bridge> of(
      Vertx vertx, Socket socket, BridgeConfig config, @Nullable Publishing publishing) {
    return new Bridges(vertx, socket, config, publishing).all();
  }

  /**
   * @throws IllegalArgumentException the configuration does not fit the protocol
   */
  List<Bridge> all() {
    return config.bridge.equals(BridgeRules.NONE) ? plain() : enveloped();
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
    check(rules.outbound().isEmpty() || sends(), "inbound", "outbound");
    check(rules.inbound().isEmpty() || receives(), "outbound", "inbound");
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

  private void check(boolean possible, String only, String refused) {
    if (!possible || socket instanceof SurveyorSocket) {
      throw new IllegalArgumentException(
          socket instanceof SurveyorSocket
              ? "expected \"address\" for scapro:surveyor, got \"bridge\""
              : "expected a bridge with only \"%s\" for scapro:%s, got \"%s\""
                  .formatted(only, socket.identity().name(), refused));
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

  /** Makes the instances of a pub share the messages that one of them takes. */
  private List<Bridge> toNetwork(List<Bridge> fromBus) {
    return socket instanceof PubSocket pub && publishing != null && !fromBus.isEmpty()
        ? List.of(new PublishingInstance(vertx, pub, publishing, fromBus))
        : fromBus;
  }

  private Bridge toNetwork(String address, Format format) {
    return new BusToSocket(vertx, socket, pass(format), config, address, format);
  }

  private BusToSocket.Pass pass(Format format) {
    if (socket instanceof ReqSocket req) {
      return (body, pipe, headers) -> req.request(body).map(format::readAnswer);
    } else if (socket instanceof SurveyorSocket surveyor) {
      return new Surveys(vertx, surveyor, config, format);
    } else if (socket instanceof PubSocket && publishing != null) {
      return (body, pipe, headers) -> publishing.publish(body);
    } else if (socket instanceof SendingSocket<?> sending) {
      return (body, pipe, headers) -> sending.send(body);
    }
    DuplexSocket<?> duplex = (DuplexSocket<?>) socket;
    return (body, pipe, headers) -> send(duplex, body, pipe);
  }

  private static Future<Void> send(DuplexSocket<?> socket, Buffer body, int pipe) {
    return pipe != 0 && socket instanceof Pair1Socket pair
        ? pair.send(pipe, body)
        : socket.send(body);
  }

  private Bridge toBus(Format format) {
    if (socket instanceof AnsweringSocket<?> answering) {
      return new RequestsToBus(vertx, answering, config, format);
    } else if (socket instanceof PullSocket pull) {
      return new SocketToBus(vertx, pull, config, format);
    } else if (socket instanceof SubSocket sub) {
      return new SocketToBus(vertx, sub, config, format);
    }
    return new SocketToBus(vertx, (DuplexSocket<?>) socket, config, format);
  }
}
