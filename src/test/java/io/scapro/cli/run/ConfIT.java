package io.scapro.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.OpenSockets;
import io.scapro.interop.Peer;
import io.scapro.interop.Requirement;
import io.scapro.spi.Changes;
import io.scapro.suite.Await;
import io.scapro.verticle.DeployedEndpoint;
import io.scapro.verticle.VerticleConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The examples in {@code conf/}: each starts, and an application that knows event-bus addresses
 * only talks through it with nanocat and nngcat. Their ports are replaced by free ones.
 */
@Timeout(60)
class ConfIT {

  private static final String DEMO = "io.scapro.verticle.demo.";

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final List<Peer> peers = new ArrayList<>();

  @AfterEach
  void end() {
    peers.forEach(Peer::close);
    Await.result(vertx.close());
  }

  static Stream<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("conf"))) {
      return all
          .filter(file -> file.toString().endsWith(".json") && !file.endsWith("schema.json"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private RunConfig config(Path file) throws IOException {
    String free =
        Files.readString(file)
            .replaceAll("(tcp|ws|http)://127\\.0\\.0\\.1:\\d+", "$1://127.0.0.1:0");
    return RunConfig.read(Files.writeString(folder.resolve(file.getFileName()), free));
  }

  @ParameterizedTest
  @MethodSource("files")
  void starts(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    Await.result(RunCommand.deploy(vertx, List.of(config(file)), lines::add));
    assertFalse(lines.isEmpty());
  }

  /** Deploys what is network in an example; the application is the test. */
  private void deploy(String name) throws IOException {
    for (RunConfig.Entry entry : config(Path.of("conf", name + ".json")).verticles()) {
      if (!entry.name().startsWith(DEMO)) {
        Await.result(vertx.deployVerticle(entry.name(), entry.options()));
      }
    }
  }

  private String url(String protocol) {
    return vertx.deploymentIDs().stream()
        .flatMap(id -> DeployedEndpoint.of(vertx, id).stream())
        .filter(endpoint -> endpoint.protocol().equals(protocol))
        .findFirst()
        .orElseThrow()
        .url();
  }

  private Peer program(String program, String protocol, String url, Object... options)
      throws IOException {
    Requirement.program(program);
    boolean prints = !protocol.equals("push") && !protocol.equals("pub");
    List<Object> format = prints ? List.of("--hex") : List.of();
    Peer peer =
        Peer.start(
            Peer.command(program, "--" + protocol, "--connect", url, List.of(options), format));
    peers.add(peer);
    return peer;
  }

  private static String nameOfPair(String program) {
    return program.equals("nngcat") ? "pair0" : "pair";
  }

  private BlockingQueue<Message<Object>> listen(String address) {
    BlockingQueue<Message<Object>> messages = new LinkedBlockingQueue<>();
    Await.result(vertx.eventBus().consumer(address, messages::add).completion());
    return messages;
  }

  private void answer(String address, String answer) {
    Await.result(
        vertx
            .eventBus()
            .consumer(address, question -> question.reply(question.body() + answer))
            .completion());
  }

  private <T> Future<Message<T>> request(String address, String body) {
    return vertx.eventBus().request(address, body);
  }

  /** Waits until the socket of a protocol has a peer. */
  private void awaitPeer(String protocol) {
    try (Changes changes = Changes.in(vertx)) {
      changes.await(
          () -> OpenSockets.statistics(vertx),
          all -> all.stream().anyMatch(s -> s.protocol().equals(protocol) && s.pipes() > 0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanocat", "nngcat"})
  void pair(String program) throws IOException {
    deploy("pair");
    var in = listen("pair.in");
    Peer peer = program(program, nameOfPair(program), url("pair"), "--data", "hello");
    Message<Object> message = Await.next(in);
    assertEquals("hello", message.body());
    message.reply(null);
    Await.result(request("pair.out", "hi"));
    assertEquals("hi", peer.printed().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = "nngcat")
  void pair1(String program) throws IOException {
    deploy("pair1");
    var in = listen("pair1.in");
    Peer one = program(program, "pair1", url("pair1"), "--data", "one");
    Message<Object> first = Await.next(in);
    first.reply(null);
    Peer other = program(program, "pair1", url("pair1"), "--data", "other");
    Message<Object> second = Await.next(in);
    second.reply(null);
    send(second, "to the other");
    send(first, "to the one");
    assertEquals("to the one", one.printed().toString());
    assertEquals("to the other", other.printed().toString());
  }

  private void send(Message<Object> to, String body) {
    DeliveryOptions pipe =
        new DeliveryOptions().addHeader(VerticleConfig.PIPE, to.headers().get(VerticleConfig.PIPE));
    Await.result(vertx.eventBus().request("pair1.out", body, pipe));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanocat", "nngcat"})
  void pubAndSub(String program) throws IOException {
    deploy("pubsub");
    var prices = listen("prices");
    Peer sub = program(program, "sub", url("pub"));
    awaitPeer("pub");
    vertx.eventBus().send("news", "news");
    assertEquals("news", sub.printed().toString());
    program(program, "pub", url("sub"), "--data", "price.tea 4", "-i", 1);
    Message<Object> price = Await.next(prices);
    assertEquals("price.tea 4", price.body());
    assertEquals("price.", price.headers().get(VerticleConfig.TOPIC));
    assertTrue(price.headers().contains(VerticleConfig.PEER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanocat", "nngcat"})
  void reqAndRep(String program) throws IOException {
    deploy("reqrep");
    answer("questions", " answered");
    Peer req = program(program, "req", url("rep"), "--data", "question");
    assertEquals("question answered", req.printed().toString());
    Peer rep = program(program, "rep", url("req"), "--data", "world");
    assertEquals(Buffer.buffer("world"), Await.result(request("ask", "hello")).body());
    assertEquals("hello", rep.printed().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanocat", "nngcat"})
  void pushAndPull(String program) throws IOException {
    deploy("pipeline");
    var results = listen("results");
    Peer pull = program(program, "pull", url("push"));
    Await.result(request("jobs", "job"));
    assertEquals("job", pull.printed().toString());
    program(program, "push", url("pull"), "--data", "result");
    assertEquals("result", Await.next(results).body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanocat", "nngcat"})
  void surveyorAndRespondent(String program) throws IOException {
    deploy("survey");
    answer("surveys", " present");
    Peer surveyor = program(program, "surveyor", url("respondent"), "--data", "who", "-i", 1);
    assertEquals("who present", surveyor.printed().toString());
    Peer respondent = program(program, "respondent", url("surveyor"), "--data", "here");
    awaitPeer("surveyor");
    assertEquals(JsonArray.of("here"), Await.result(request("roll-call", "all?")).body());
    assertEquals("all?", respondent.printed().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanocat", "nngcat"})
  void bus(String program) throws IOException {
    deploy("bus");
    var in = listen("bus.in");
    Peer peer = program(program, "bus", url("bus"), "--data", "hello", "-i", 1);
    assertEquals("hello", Await.next(in).body());
    vertx.eventBus().send("bus.out", "hi");
    assertEquals("hi", peer.printed().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanocat", "nngcat"})
  void bridge(String program) throws IOException {
    deploy("bridge");
    answer("demo.echo", " there");
    Peer permitted =
        program(program, "req", url("rep"), "-D", "{\"address\":\"demo.echo\",\"body\":\"hello\"}");
    assertEquals("{\"body\":\"hello there\"}", permitted.printed().toString());
    Peer refused =
        program(program, "req", url("rep"), "-D", "{\"address\":\"demo.secret\",\"body\":1}");
    String failure = refused.printed().toString();
    assertTrue(failure.startsWith("{\"failure\":{\"code\":27005,"), failure);
    Peer sub = program(program, "sub", url("pub"));
    awaitPeer("pub");
    vertx.eventBus().publish("demo.news", "rain");
    assertEquals("{\"address\":\"demo.news\",\"body\":\"rain\"}", sub.printed().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanocat", "nngcat"})
  void device(String program) throws IOException {
    deploy("device");
    Peer rep = program(program, "rep", url("req"), "--data", "world");
    Peer req = program(program, "req", url("rep"), "--data", "hello");
    assertEquals("hello", rep.printed().toString());
    assertEquals("world", req.printed().toString());
    Peer one = program(program, "bus", url("bus"));
    awaitPeer("bus");
    program(program, "bus", url("bus"), "--data", "to all", "-i", 1);
    assertEquals("to all", one.printed().toString());
  }
}
