package io.scapro.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Message;
import io.scapro.Socket;
import io.scapro.peers.Proof;
import io.scapro.protocol.BusSocket;
import io.scapro.protocol.Pair1Options;
import io.scapro.protocol.Pair1Socket;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.Survey;
import io.scapro.protocol.SurveyorOptions;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Bodies;
import io.scapro.suite.Received;
import io.scapro.suite.ReservedPort;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCa.Issued;
import io.scapro.transport.TlsOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every protocol and transport against nanocat and nngcat, whoever binds: each once, with another
 * body each time. With {@code -Pfull} all bodies everywhere.
 */
@ExtendWith(VertxExtension.class)
class ProgramsIT {

  private static final Buffer ANSWER = Buffer.buffer("answer");

  @TempDir static Path certificates;
  private static TestCa ca;
  private static Issued localhost;
  private static Vertx onNative;

  @TempDir Path folder;
  private Vertx vertx;
  private TestReporter reporter;

  private static final boolean FULL = Boolean.getBoolean("scapro.full");

  private static final AtomicInteger TURN = new AtomicInteger();

  static Stream<Arguments> cases() {
    return cases("nanocat", "nngcat");
  }

  static Stream<Arguments> casesOfNng() {
    return cases("nngcat");
  }

  private static Stream<Arguments> cases(String... programs) {
    List<Arguments> cases = new ArrayList<>();
    for (String program : programs) {
      for (Carrier carrier : Carrier.values()) {
        if (!carrier.isKnownTo(program)) {
          continue;
        }
        for (boolean weBind : new boolean[] {true, false}) {
          bodies().forEach(body -> cases.add(Arguments.of(program, carrier, weBind, body)));
        }
      }
    }
    return cases.stream();
  }

  private static List<String> bodies() {
    List<String> all = List.copyOf(Bodies.ALL.keySet());
    return FULL ? all : List.of(all.get(TURN.getAndIncrement() % all.size()));
  }

  @BeforeAll
  static void certify() {
    ca = new TestCa(certificates, "authority");
    localhost = ca.issueRsa("localhost");
    onNative = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  }

  @AfterAll
  static void close() {
    Await.result(onNative.close());
  }

  @BeforeEach
  void open(Vertx vertx, TestReporter reporter) {
    this.vertx = vertx;
    this.reporter = reporter;
  }

  private Vertx on(Carrier carrier) {
    return carrier == Carrier.ABSTRACT ? onNative : vertx;
  }

  private static EndpointOptions options(Carrier carrier) {
    EndpointOptions often =
        new EndpointOptions()
            .setReconnectInterval(Duration.ofMillis(20))
            .setReconnectIntervalMax(Duration.ZERO);
    return !carrier.isProtected()
        ? often
        : often.with(
            new TlsOptions()
                .setCertificates(List.of(localhost.certificate().toString()))
                .setKeys(List.of(localhost.key().toString()))
                .setTrusted(List.of(ca.pem().toString()))
                .setClientAuth(TlsOptions.ClientAuth.REQUIRED));
  }

  private static List<Object> flags(Carrier carrier) {
    return !carrier.isProtected()
        ? List.of()
        : List.of(
            "--cacert", ca.pem(), "--cert", localhost.certificate(), "--key", localhost.key());
  }

  /** Joins {@code ours} and a program with these options, whichever of them binds. */
  private Link join(String program, Carrier carrier, boolean weBind, Socket ours, Object... options)
      throws IOException {
    return joinAs(ours.identity().name(), program, carrier, weBind, ours, options);
  }

  private Link joinAs(
      String row, String program, Carrier carrier, boolean weBind, Socket ours, Object... options)
      throws IOException {
    Requirement.program(program);
    String library = Proof.library(program);
    Proof.publish(reporter, "run", library, row, carrier.scheme(), Proof.side(weBind));
    List<Object> all = List.of(flags(carrier), List.of(options));
    if (weBind) {
      Endpoint endpoint = Await.result(ours.bind(carrier.ours(folder), options(carrier)));
      String url = carrier.dialled(endpoint.address().toString());
      return new Link(Peer.start(Peer.command(program, "--connect", url, all)), endpoint, null);
    }
    ReservedPort port = new ReservedPort();
    String url = carrier.theirs(program, port, folder);
    Peer peer = Peer.start(Peer.command(program, "--bind", url, all));
    return new Link(peer, Await.result(ours.connect(url, options(carrier))), port);
  }

  private record Link(Peer peer, Endpoint endpoint, @Nullable ReservedPort port)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      peer.close();
      if (port != null) {
        port.close();
      }
    }
  }

  private List<String> data(Buffer body) throws IOException {
    return Peer.data(body, folder);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pushesToTheirPull(String program, Carrier carrier, boolean weBind, String name)
      throws Exception {
    Buffer body = Bodies.of(name);
    PushSocket push = PushSocket.create(on(carrier));
    try (Link link = join(program, carrier, weBind, push, "--pull", "--hex")) {
      push.send(body.copy());
      assertEquals(body, link.peer().printed());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pullsFromTheirPush(String program, Carrier carrier, boolean weBind, String name)
      throws Exception {
    Buffer body = Bodies.of(name);
    PullSocket pull = PullSocket.create(on(carrier));
    Received received = Received.of(pull);
    try (Link link = join(program, carrier, weBind, pull, "--push", data(body), "-i", 1)) {
      assertEquals(body, received.next());
      assertEquals(1, link.endpoint().pipes());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void publishesToTheirSub(String program, Carrier carrier, boolean weBind, String name)
      throws Exception {
    Buffer body = Bodies.of(name);
    PubSocket pub = PubSocket.create(on(carrier));
    try (Link link = join(program, carrier, weBind, pub, "--sub", "--hex")) {
      Await.result(link.endpoint().connected());
      pub.send(body.copy());
      assertEquals(body, link.peer().printed());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void subscribesToTheirPub(String program, Carrier carrier, boolean weBind, String name)
      throws Exception {
    Buffer body = Bodies.of(name);
    SubSocket sub = SubSocket.create(on(carrier));
    Received received = Received.of(sub);
    Await.result(sub.subscribe(body.slice(0, body.length() / 2)));
    try (Link link = join(program, carrier, weBind, sub, "--pub", data(body), "-i", 1)) {
      assertEquals(body, received.next());
      assertEquals(1, link.endpoint().pipes());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asksTheirRep(String program, Carrier carrier, boolean weBind, String name) throws Exception {
    Buffer body = Bodies.of(name);
    ReqSocket req = ReqSocket.create(on(carrier));
    try (Link link = join(program, carrier, weBind, req, "--rep", data(body), "--hex")) {
      assertEquals(body, Await.result(req.request(body.copy())));
      assertEquals(body, link.peer().printed());
      assertEquals(body, Await.result(req.request(ANSWER.copy())));
      assertEquals(ANSWER, link.peer().printed());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersTheirReq(String program, Carrier carrier, boolean weBind, String name)
      throws Exception {
    Buffer body = Bodies.of(name);
    RepSocket rep = RepSocket.create(on(carrier));
    rep.handler(request -> request.reply(request.body().copy().appendBuffer(ANSWER)));
    try (Link link = join(program, carrier, weBind, rep, "--req", data(body), "--hex")) {
      assertEquals(body.copy().appendBuffer(ANSWER), link.peer().printed());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void talksWithTheirPair(String program, Carrier carrier, boolean weBind, String name)
      throws Exception {
    Buffer body = Bodies.of(name);
    PairSocket pair = PairSocket.create(on(carrier));
    Received received = Received.of(pair);
    String option = program.equals("nngcat") ? "--pair0" : "--pair";
    try (Link link = join(program, carrier, weBind, pair, option, data(body), "--hex")) {
      assertEquals(body, received.next());
      pair.send(body.copy());
      assertEquals(body, link.peer().printed());
    }
  }

  @ParameterizedTest
  @MethodSource("casesOfNng")
  void talksWithTheirPair1(String program, Carrier carrier, boolean weBind, String name)
      throws Exception {
    Buffer body = Bodies.of(name);
    Pair1Socket pair = Pair1Socket.create(on(carrier));
    Received received = Received.of(pair);
    try (Link link = join(program, carrier, weBind, pair, "--pair1", data(body), "--hex")) {
      assertEquals(body, received.next());
      pair.send(body.copy());
      assertEquals(body, link.peer().printed());
    }
  }

  @ParameterizedTest
  @MethodSource("casesOfNng")
  void oneOfManyPeersIsTheirPair1(String program, Carrier carrier, boolean weBind, String name)
      throws Exception {
    Buffer body = Bodies.of(name);
    Pair1Socket pair = Pair1Socket.create(on(carrier), new Pair1Options().setPolyamorous(true));
    BlockingQueue<Message> received = new LinkedBlockingQueue<>();
    pair.handler(received::add);
    try (Link link =
        joinAs(Proof.POLYAMOROUS, program, carrier, weBind, pair, "--pair1", data(body), "--hex")) {
      Message message = Await.next(received);
      assertEquals(body, message.body());
      pair.send(message.peer(), body.copy());
      assertEquals(body, link.peer().printed());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void surveysTheirRespondent(String program, Carrier carrier, boolean weBind, String name)
      throws Exception {
    Buffer body = Bodies.of(name);
    SurveyorSocket surveyor =
        SurveyorSocket.create(on(carrier), new SurveyorOptions().setSurveyTime(Await.PATIENCE));
    try (Link link =
        join(program, carrier, weBind, surveyor, "--respondent", data(body), "--hex")) {
      Await.result(link.endpoint().connected());
      Survey survey = surveyor.survey(ANSWER.copy());
      assertEquals(body, Await.result(survey.receive()).body());
      assertEquals(ANSWER, link.peer().printed());
      survey.cancel();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void respondsToTheirSurveyor(String program, Carrier carrier, boolean weBind, String name)
      throws Exception {
    Buffer body = Bodies.of(name);
    RespondentSocket respondent = RespondentSocket.create(on(carrier));
    respondent.handler(survey -> survey.reply(survey.body().copy().appendBuffer(ANSWER)));
    try (Link link =
        join(program, carrier, weBind, respondent, "--surveyor", data(body), "-i", 1, "--hex")) {
      assertEquals(body.copy().appendBuffer(ANSWER), link.peer().printed());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ridesTheirBus(String program, Carrier carrier, boolean weBind, String name)
      throws Exception {
    Buffer body = Bodies.of(name);
    BusSocket bus = BusSocket.create(on(carrier));
    Received received = Received.of(bus);
    try (Link link = join(program, carrier, weBind, bus, "--bus", data(body), "-i", 1, "--hex")) {
      assertEquals(body, received.next());
      bus.send(ANSWER.copy());
      assertEquals(ANSWER, link.peer().printed());
    }
  }
}
