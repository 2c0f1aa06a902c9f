package io.scapro.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.EndpointOptions;
import io.scapro.Socket;
import io.scapro.peers.Proof;
import io.scapro.protocol.Device;
import io.scapro.protocol.Pair1Socket;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RawSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.SurveyorOptions;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Received;
import io.scapro.suite.ReservedPort;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages across chains of our devices, nanomsg's and nng's, in every order. */
@ExtendWith(VertxExtension.class)
class DeviceChainIT {

  private static final EndpointOptions OFTEN =
      new EndpointOptions()
          .setReconnectInterval(Duration.ofMillis(20))
          .setReconnectIntervalMax(Duration.ZERO);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private Vertx vertx;
  private TestReporter reporter;

  @BeforeEach
  void open(Vertx vertx, TestReporter reporter) {
    this.vertx = vertx;
    this.reporter = reporter;
  }

  @AfterEach
  void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  private String address() throws IOException {
    ReservedPort port = new ReservedPort();
    open.push(port);
    return port.url();
  }

  /**
   * Builds {@code client ── devices ── server}, from the server to the client, so that everybody
   * connects to who is there.
   *
   * @param devices such as {@code ours nng}, seen from the client
   * @param front the protocol that the client's peers speak
   */
  private void chain(String devices, String front, String back, Socket client, Socket server)
      throws IOException {
    Proof.publish(reporter, "chain", devices.replace(' ', ','), client.identity().name());
    String next = Await.result(server.bind("tcp://127.0.0.1:0")).address().toString();
    List<String> kinds = List.of(devices.split(" "));
    for (int i = kinds.size() - 1; i >= 0; i--) {
      next = device(kinds.get(i), front, back, next);
    }
    Await.result(Await.result(client.connect(next, OFTEN)).connected());
  }

  private String device(String kind, String front, String back, String next) throws IOException {
    if (kind.equals("ours")) {
      RawSocket atFront = RawSocket.create(vertx, front);
      RawSocket atBack = RawSocket.create(vertx, back);
      Device.start(atFront, atBack);
      Await.result(Await.result(atBack.connect(next, OFTEN)).connected());
      return Await.result(atFront.bind("tcp://127.0.0.1:0")).address().toString();
    }
    String address = address();
    String program = CProgram.of(kind + "_device", kind);
    open.push(Peer.start(List.of(program, front, back, address, next)));
    return address;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ours ours",
        "ours nanomsg nng",
        "ours nng nanomsg",
        "nanomsg ours nng",
        "nanomsg nng ours",
        "nng ours nanomsg",
        "nng nanomsg ours",
      })
  void repliesFindTheirWayBack(String devices) throws Exception {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("re: ").appendBuffer(request.body())));
    ReqSocket req = ReqSocket.create(vertx);
    chain(devices, "rep", "req", req, rep);
    for (int i = 0; i < 50; i++) {
      assertEquals("re: " + i, Await.result(req.request(Buffer.buffer("" + i))).toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ours ours", "ours nanomsg nng", "nng ours nanomsg", "nanomsg nng ours"})
  void answersFindTheirWayBack(String devices) throws Exception {
    RespondentSocket respondent = RespondentSocket.create(vertx);
    respondent.handler(survey -> survey.reply(survey.body().copy().appendString("!")));
    SurveyorSocket surveyor =
        SurveyorSocket.create(vertx, new SurveyorOptions().setSurveyTime(Duration.ofMillis(200)));
    chain(devices, "respondent", "surveyor", surveyor, respondent);
    // A survey is lost where a link of the chain is not there yet, so it is held until answered.
    String answer = null;
    while (answer == null) {
      var answers = Await.result(surveyor.survey(Buffer.buffer("anybody")).answers());
      answer = answers.isEmpty() ? null : answers.get(0).body().toString();
    }
    assertEquals("anybody!", answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ours ours", "ours nanomsg nng", "nng ours nanomsg", "nanomsg nng ours"})
  void jobsGoOneWay(String devices) throws Exception {
    PullSocket pull = PullSocket.create(vertx);
    Received received = Received.of(pull);
    PushSocket push = PushSocket.create(vertx);
    chain(devices, "pull", "push", push, pull);
    for (int i = 0; i < 100; i++) {
      push.send(Buffer.buffer("" + i));
    }
    for (int i = 0; i < 100; i++) {
      assertEquals("" + i, received.next().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ours ours", "ours nanomsg nng", "nng ours nanomsg", "nanomsg nng ours"})
  void newsGoOneWay(String devices) throws Exception {
    SubSocket sub = SubSocket.create(vertx);
    Received received = Received.of(sub);
    Await.result(sub.subscribe("news"));
    PubSocket pub = PubSocket.create(vertx);
    chain(devices, "sub", "pub", pub, sub);
    long publishing =
        vertx.setPeriodic(
            20,
            tick -> {
              pub.send(Buffer.buffer("olds"));
              pub.send(Buffer.buffer("news"));
            });
    assertEquals("news", received.next().toString());
    vertx.cancelTimer(publishing);
  }

  @Test
  void pairsCountTheirHops() throws Exception {
    Pair1Socket far = Pair1Socket.create(vertx);
    Pair1Socket near = Pair1Socket.create(vertx);
    Received atFar = Received.of(far);
    Received atNear = Received.of(near);
    chain("ours nng ours", "pair1", "pair1", near, far);
    near.send(Buffer.buffer("there"));
    assertEquals("there", atFar.next().toString());
    far.send(Buffer.buffer("and back"));
    assertEquals("and back", atNear.next().toString());
  }
}
