package io.scapro.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.cli.Launched;
import io.scapro.interop.Peer;
import io.scapro.interop.Requirement;
import io.scapro.suite.ReservedPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The application that knows addresses only, on files of {@code conf/}, and real programs. */
class AddressesIT extends Programs {

  private static final Pattern PORT = Pattern.compile("tcp://127\\.0\\.0\\.1:(\\d+)\"");

  private final List<ReservedPort> ports = new ArrayList<>();
  private final List<Peer> peers = new ArrayList<>();
  private String program;
  private Launched application;

  @AfterEach
  void end() throws IOException {
    peers.forEach(Peer::close);
    for (ReservedPort each : ports) {
      each.close();
    }
  }

  /** Starts the application on a file whose ports are free ones; they come first to last. */
  private void deploy(String name, String program) throws Exception {
    Requirement.program(program);
    this.program = program;
    Path file = folder.resolve(name + ".json");
    Matcher used = PORT.matcher(Files.readString(Path.of("conf", name + ".json")));
    StringBuilder free = new StringBuilder();
    while (used.find()) {
      ReservedPort port = new ReservedPort();
      ports.add(port);
      used.appendReplacement(free, port.url() + '"');
    }
    Files.writeString(file, used.appendTail(free));
    application = example("Addresses", file.toString());
    prints(application, "ready");
  }

  private Peer peer(String protocol, int port, Object... options) throws IOException {
    boolean prints = !protocol.equals("push") && !protocol.equals("pub");
    Peer peer =
        Peer.start(
            Peer.command(
                program,
                "--" + protocol,
                "--connect",
                ports.get(port).url(),
                List.of(options),
                prints ? List.of("--hex") : List.of()));
    peers.add(peer);
    return peer;
  }

  private static void hears(Peer peer, String text) {
    assertEquals(text, peer.printed().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanocat pair", "nngcat pair0", "nngcat pair1"})
  void pair(String how) throws Exception {
    String protocol = how.split(" ")[1];
    String name = protocol.replace("0", "");
    deploy(name, how.split(" ")[0]);
    Peer peer = peer(protocol, 0, "--data", "hello");
    prints(application, name + ".in: hello");
    application.type(name + ".out hi");
    prints(application, name + ".out -> null");
    hears(peer, "hi");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanocat", "nngcat"})
  void pubAndSub(String program) throws Exception {
    deploy("pubsub", program);
    Peer sub = peer("sub", 0);
    do { // who comes late misses what was published before
      application.type("news rain");
      prints(application, "news -> null");
    } while (!sub.hasPrinted());
    hears(sub, "rain");
    peer("pub", 1, "--data", "price.tea 4", "-i", 1);
    prints(application, "prices: price.tea 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanocat", "nngcat"})
  void reqAndRep(String program) throws Exception {
    deploy("reqrep", program);
    hears(peer("req", 0, "--data", "hello"), "heard hello");
    prints(application, "questions: hello");
    Peer rep = peer("rep", 1, "--data", "world");
    application.type("ask who?");
    prints(application, "ask -> world");
    hears(rep, "who?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanocat", "nngcat"})
  void pushAndPull(String program) throws Exception {
    deploy("pipeline", program);
    Peer pull = peer("pull", 0);
    application.type("jobs one");
    prints(application, "jobs -> null");
    hears(pull, "one");
    peer("push", 1, "--data", "done");
    prints(application, "results: done");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanocat", "nngcat"})
  void surveyorAndRespondent(String program) throws Exception {
    deploy("survey", program);
    hears(peer("surveyor", 1, "--data", "who?", "-i", 1), "heard who?");
    prints(application, "surveys: who?");
    peers.forEach(Peer::close);
    Peer respondent = peer("respondent", 0, "--data", "here");
    String answers;
    do {
      application.type("roll-call all?");
      answers = application.line();
    } while (answers.equals("roll-call -> []") || answers.startsWith("surveys: "));
    assertEquals("roll-call -> [\"here\"]", answers);
    hears(respondent, "all?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanocat", "nngcat"})
  void bus(String program) throws Exception {
    deploy("bus", program);
    Peer peer = peer("bus", 0, "--data", "hello", "-i", 1);
    prints(application, "bus.in: hello");
    application.type("bus.out hi");
    hears(peer, "hi");
  }
}
