package io.scapro.soak;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.MeterRegistry;
import io.scapro.Socket;
import io.scapro.metrics.SocketMeters;
import io.scapro.protocol.DuplexSocket;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.spi.Protocol;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Sockets of all protocols that meet over all local transports, exchange messages, and close. */
record SocketChurn(Vertx vertx, MeterRegistry registry, Path folder) implements Churn {

  private static final List<String> PROTOCOLS =
      List.of("pair", "pair1", "pub", "req", "push", "surveyor", "bus", "star");

  private List<String> urls() {
    return List.of(
        "tcp://127.0.0.1:0",
        "ws://127.0.0.1:0/soak",
        "ipc://" + folder.resolve("soak"),
        "inproc://soak",
        "eventbus://soak");
  }

  @Override
  public void round(int number) {
    String protocol = PROTOCOLS.get(number % PROTOCOLS.size());
    for (String url : urls()) {
      Socket first = Protocol.of(protocol).open(vertx, new JsonObject());
      SocketMeters meters =
          result(SocketMeters.bind(vertx, registry, first, Duration.ofMinutes(10)));
      String at = result(first.bind(url)).address().toString();
      for (int peer = 0; peer < 2; peer++) { // one after the other: some protocols have one peer
        Socket second = Protocol.of(first.identity().peerName()).open(vertx, new JsonObject());
        serve(second);
        result(result(second.connect(at)).connected());
        exchange(first, second, Buffer.buffer(new byte[1 << (number % 17)]));
        result(second.close());
      }
      meters.stop();
      result(first.close());
    }
  }

  private static void serve(Socket socket) {
    if (socket instanceof RepSocket rep) {
      rep.handler(request -> request.reply(request.body()));
    } else if (socket instanceof RespondentSocket respondent) {
      respondent.handler(survey -> survey.reply(survey.body()));
    } else if (socket instanceof SubSocket sub) {
      result(sub.subscribe(""));
    }
  }

  private static void exchange(Socket first, Socket second, Buffer body) {
    if (first instanceof ReqSocket req) {
      assertEquals(body, result(req.request(body)));
    } else if (first instanceof SurveyorSocket surveyor) {
      assertEquals(body, result(surveyor.survey(body).receive()).body());
    } else if (first instanceof PushSocket push) {
      result(push.send(body));
      assertEquals(body, result(((PullSocket) second).receive()).body());
    } else if (first instanceof PubSocket pub) {
      result(pub.send(body));
      assertEquals(body, result(((SubSocket) second).receive()).body());
    } else {
      result(((DuplexSocket<?>) second).send(body));
      assertEquals(body, result(((DuplexSocket<?>) first).receive()).body());
    }
  }
}
