package io.scapro.transport;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.suite.Await;
import io.scapro.suite.ReservedPort;
import io.scapro.suite.TestCa;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that restarts again and again is found again each time; it prints how fast. */
@ExtendWith(VertxExtension.class)
class RestartIT {

  private static final int RESTARTS = 20;

  @TempDir static Path folder;
  private static TestCa ca;
  private static TestCa.Issued own;

  @BeforeAll
  static void certify() {
    ca = new TestCa(folder, "authority");
    own = ca.issue("127.0.0.1");
  }

  static Stream<Arguments> cases() {
    return Stream.of("SUB", "PULL", "REP", "RESPONDENT", "REQ")
        .flatMap(
            socket -> Stream.of("tcp", "tls+tcp", "ws", "ipc").map(at -> Arguments.of(socket, at)));
  }

  /** The socket that stays, connected. */
  private static Socket client(String kind, Vertx vertx) {
    switch (kind) {
      case "SUB" -> {
        SubSocket sub = SubSocket.create(vertx);
        result(sub.subscribe(""));
        return sub.handler(message -> {});
      }
      case "PULL" -> {
        return PullSocket.create(vertx).handler(message -> {});
      }
      case "REP" -> {
        return RepSocket.create(vertx).handler(request -> request.reply(request.body()));
      }
      case "RESPONDENT" -> {
        return RespondentSocket.create(vertx).handler(request -> request.reply(request.body()));
      }
      default -> {
        return ReqSocket.create(vertx);
      }
    }
  }

  /** The socket that restarts; {@code exchange} has the two use their connection. */
  private static Socket server(String kind, Vertx vertx) {
    return switch (kind) {
      case "SUB" -> PubSocket.create(vertx);
      case "PULL" -> PushSocket.create(vertx);
      case "REP" -> ReqSocket.create(vertx);
      case "RESPONDENT" -> SurveyorSocket.create(vertx);
      default -> RepSocket.create(vertx).handler(request -> request.reply(request.body()));
    };
  }

  private static void exchange(Socket server, Socket client) {
    Buffer body = Buffer.buffer("m");
    if (server instanceof PubSocket pub) {
      result(pub.send(body));
      delivered(client);
    } else if (server instanceof PushSocket push) {
      result(push.send(body));
      delivered(client);
    } else if (server instanceof ReqSocket req) {
      result(req.request(body));
    } else if (server instanceof SurveyorSocket surveyor) {
      result(surveyor.survey(body).receive());
    } else {
      result(((ReqSocket) client).request(body));
    }
  }

  /** Until the client has got something on its connection of now. */
  private static void delivered(Socket client) {
    while (result(client.statistics()).peers().stream()
        .noneMatch(peer -> peer.receivedMessages() > 0)) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isFoundAgain(String kind, String scheme, Vertx vertx) throws IOException {
    try (ReservedPort port = new ReservedPort()) {
      String url =
          scheme.equals("ipc")
              ? "ipc://" + folder.resolve(kind)
              : scheme + "://127.0.0.1:" + port.number();
      Socket client = client(kind, vertx);
      BlockingQueue<SocketEvent.Type> events = new LinkedBlockingQueue<>();
      client.eventHandler(event -> events.add(event.type()));
      EndpointOptions options =
          new EndpointOptions()
              .with(
                  new TlsOptions()
                      .setCertificates(List.of(own.certificate().toString()))
                      .setKeys(List.of(own.key().toString()))
                      .setTrusted(List.of(ca.pem().toString())));
      Endpoint endpoint = null;
      long worst = 0;
      for (int restart = 0; restart <= RESTARTS; restart++) {
        Socket server = server(kind, vertx);
        BlockingQueue<SocketEvent> accepted = new LinkedBlockingQueue<>();
        server.eventHandler(
            event -> {
              if (event.type() == SocketEvent.Type.ACCEPTED) {
                accepted.add(event);
              }
            });
        result(server.bind(url, options));
        long start = System.nanoTime();
        if (endpoint == null) {
          endpoint = result(client.connect(url, options));
        }
        Await.next(accepted);
        if (restart > 0) {
          worst = Math.max(worst, System.nanoTime() - start);
        }
        while (Await.next(events) != SocketEvent.Type.CONNECTED) {}
        exchange(server, client);
        events.clear();
        result(server.close());
        while (Await.next(events) != SocketEvent.Type.DISCONNECTED) {}
      }
      System.out.printf(
          "%s over %s: worst recovery %d ms%n", kind, scheme, TimeUnit.NANOSECONDS.toMillis(worst));
      long attempts = result(client.statistics()).endpoints().get(0).attempts();
      assertTrue(attempts > RESTARTS, () -> attempts + " attempts");
      result(client.close());
    }
  }
}
