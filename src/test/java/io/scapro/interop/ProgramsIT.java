package io.scapro.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.SpSocket;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.testing.Await;
import io.scapro.testing.Bodies;
import io.scapro.testing.Received;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every protocol against nanocat and nngcat over tcp, whoever binds. */
@ExtendWith(VertxExtension.class)
class ProgramsIT {

  private static final Buffer ANSWER = Buffer.buffer("answer");

  @TempDir Path folder;
  Vertx vertx;

  static Stream<Arguments> cases() {
    return Stream.of("nanocat", "nngcat")
        .flatMap(
            program ->
                Stream.of(true, false)
                    .flatMap(
                        weBind ->
                            Bodies.ALL.keySet().stream()
                                .map(body -> Arguments.of(program, weBind, body))));
  }

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Joins {@code ours} and a program with these options, whichever of them binds. */
  private Link join(String program, boolean weBind, SpSocket ours, Object... options)
      throws IOException {
    Requirement.program(program);
    EndpointOptions often =
        new EndpointOptions()
            .setReconnectInterval(Duration.ofMillis(20))
            .setReconnectIntervalMax(Duration.ZERO);
    if (weBind) {
      Endpoint endpoint = Await.result(ours.bind("tcp://127.0.0.1:0"));
      String url = endpoint.address().toString();
      return new Link(
          Peer.start(Peer.command(program, "--connect", url, List.of(options))), endpoint);
    }
    String url = "tcp://127.0.0.1:" + Peer.freePort();
    Peer peer = Peer.start(Peer.command(program, "--bind", url, List.of(options)));
    return new Link(peer, Await.result(ours.connect(url, often)));
  }

  private record Link(Peer peer, Endpoint endpoint) implements AutoCloseable {
    @Override
    public void close() {
      peer.close();
    }
  }

  private List<String> data(Buffer body) throws IOException {
    return Peer.data(body, folder);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pushesToTheirPull(String program, boolean weBind, String name) throws Exception {
    Buffer body = Bodies.of(name);
    PushSocket push = PushSocket.create(vertx);
    try (Link link = join(program, weBind, push, "--pull", "--hex")) {
      push.send(body.copy());
      assertEquals(body, link.peer().printed());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pullsFromTheirPush(String program, boolean weBind, String name) throws Exception {
    Buffer body = Bodies.of(name);
    PullSocket pull = PullSocket.create(vertx);
    Received received = Received.of(pull);
    try (Link link = join(program, weBind, pull, "--push", data(body), "-i", 1)) {
      assertEquals(body, received.next());
      assertEquals(1, link.endpoint().pipes());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void publishesToTheirSub(String program, boolean weBind, String name) throws Exception {
    Buffer body = Bodies.of(name);
    PubSocket pub = PubSocket.create(vertx);
    try (Link link = join(program, weBind, pub, "--sub", "--hex")) {
      Await.result(link.endpoint().connected());
      pub.send(body.copy());
      assertEquals(body, link.peer().printed());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void subscribesToTheirPub(String program, boolean weBind, String name) throws Exception {
    Buffer body = Bodies.of(name);
    SubSocket sub = SubSocket.create(vertx);
    Received received = Received.of(sub);
    Await.result(sub.subscribe(body.slice(0, body.length() / 2)));
    try (Link link = join(program, weBind, sub, "--pub", data(body), "-i", 1)) {
      assertEquals(body, received.next());
      assertEquals(1, link.endpoint().pipes());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asksTheirRep(String program, boolean weBind, String name) throws Exception {
    Buffer body = Bodies.of(name);
    ReqSocket req = ReqSocket.create(vertx);
    try (Link link = join(program, weBind, req, "--rep", data(body), "--hex")) {
      assertEquals(body, Await.result(req.request(body.copy())));
      assertEquals(body, link.peer().printed());
      assertEquals(body, Await.result(req.request(ANSWER.copy())));
      assertEquals(ANSWER, link.peer().printed());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersTheirReq(String program, boolean weBind, String name) throws Exception {
    Buffer body = Bodies.of(name);
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(request.body().copy().appendBuffer(ANSWER)));
    try (Link link = join(program, weBind, rep, "--req", data(body), "--hex")) {
      assertEquals(body.copy().appendBuffer(ANSWER), link.peer().printed());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void talksWithTheirPair(String program, boolean weBind, String name) throws Exception {
    Buffer body = Bodies.of(name);
    PairSocket pair = PairSocket.create(vertx);
    Received received = Received.of(pair);
    String option = program.equals("nngcat") ? "--pair0" : "--pair";
    try (Link link = join(program, weBind, pair, option, data(body), "--hex")) {
      assertEquals(body, received.next());
      pair.send(body.copy());
      assertEquals(body, link.peer().printed());
    }
  }
}
