package io.scapro.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.EndpointOptions;
import io.scapro.cluster.ClusterConfig;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCluster;
import io.scapro.transport.ClusterOptions;
import io.scapro.transport.TcpOptions;
import io.scapro.transport.TlsOptions;
import io.scapro.transport.WebSocketOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Peers between which the network drops packets: a REQ near, with a peer that answers near, and one
 * far away that takes requests and does not answer before it is told to.
 */
@Timeout(120)
class PartitionIT {

  private static final int MESSAGES = 1_000;
  private static final int QUESTIONS = 50;

  /**
   * How a dead peer is noticed.
   *
   * <p>Keep-alive alone, which is all that Java's own transport has, notices it when nothing was
   * under way to it, so nothing is sent after the cut then.
   */
  private enum Way {
    TCP("tcp", false, 0),
    TLS("tls+tcp", false, 0),
    NATIVE_TCP("tcp", true, 4),
    NATIVE_TLS("tls+tcp", true, 4),
    WS("ws", false, 4),
    WSS("wss", false, 4),
    EVENTBUS("eventbus", false, 4);

    private final String scheme;
    private final boolean usesNative;
    private final int askedAfterCut;

    Way(String scheme, boolean usesNative, int askedAfterCut) {
      this.scheme = scheme;
      this.usesNative = usesNative;
      this.askedAfterCut = askedAfterCut;
    }

    String url(String host, int port) {
      return this == EVENTBUS ? scheme + "://" + host : scheme + "://" + host + ':' + port;
    }
  }

  @TempDir private static Path folder;
  private static TestCa ca;
  private static TestCa.Issued own;
  private Network network;
  private Story story;
  private Story.Teller near;
  private Story.Teller far;
  private int asked;

  @BeforeAll
  static void certify() {
    ca = new TestCa(folder, "authority");
    own = ca.issue(Network.NEAR, Network.FAR, "127.0.0.1");
  }

  @BeforeEach
  void lay() throws Exception {
    network = new Network();
    story = new Story(network);
  }

  @AfterEach
  void takeAway() {
    if (story != null) {
      story.close();
    }
    if (network != null) {
      network.close();
    }
  }

  private void start(Way way, EndpointOptions options) throws Exception {
    String all = options.toJson().encode();
    List<String> here = new ArrayList<>(List.of(Boolean.toString(way.usesNative), all));
    List<String> there = new ArrayList<>(here);
    if (way == Way.EVENTBUS) {
      ClusterConfig cluster =
          TestCluster.newConfig().setMembers(List.of(Network.NEAR, Network.FAR));
      here.add(cluster.setHost(Network.NEAR).toJson().encode());
      there.add(cluster.setHost(Network.FAR).toJson().encode());
    }
    near = story.start(false, here);
    far = story.start(true, there);
    int ready = story.await(0, "a node", line -> line.containsKey("ready"));
    int both = story.await(ready + 1, "another node", line -> line.containsKey("ready"));
    assertEquals(way.usesNative, story.line(both).getBoolean("ready"));
  }

  private static EndpointOptions common() {
    return new EndpointOptions()
        .setHandshakeTimeout(Duration.ofSeconds(2))
        .setReconnectIntervalMax(Duration.ofMillis(200))
        .with(
            new TlsOptions()
                .setCertificates(List.of(own.certificate().toString()))
                .setKeys(List.of(own.key().toString()))
                .setTrusted(List.of(ca.pem().toString())));
  }

  /** Options that find a dead peer soon. */
  private static EndpointOptions watchful(Way way) {
    Duration second = Duration.ofSeconds(1);
    return switch (way) {
      case TCP, TLS, NATIVE_TCP, NATIVE_TLS ->
          common()
              .with(
                  new TcpOptions()
                      .setKeepAliveIdle(second)
                      .setKeepAliveInterval(second)
                      .setKeepAliveCount(1)
                      .setUserTimeout(way.usesNative ? second : Duration.ZERO));
      case WS, WSS -> common().with(new WebSocketOptions().setPingInterval(second));
      case EVENTBUS ->
          common()
              .with(new ClusterOptions().setHeartbeat(Duration.ofMillis(200)).setPatience(second));
    };
  }

  private String bind(Story.Teller node, String socket, String kind, String url) throws Exception {
    node.tell("open", socket, "kind", kind);
    node.tell("bind", socket, "url", url);
    int bound = story.await(0, "bound " + url, line -> isOf(line, socket, "bound"));
    return story.line(bound).getString("bound");
  }

  private static boolean isOf(JsonObject line, String socket, String key) {
    return socket.equals(line.getString("socket")) && line.containsKey(key);
  }

  private void connect(String socket, String url) throws Exception {
    near.tell("connect", socket, "url", url);
    story.awaitEvent(0, socket, "CONNECTED", url);
  }

  private String ask() throws Exception {
    String question = "question " + asked++;
    near.tell("ask", "req", "body", question);
    return question;
  }

  /** Asks until the far peer has taken a question; returns that. */
  private String askFar() throws Exception {
    while (true) {
      int from = story.here();
      String question = ask();
      int taken =
          story.await(
              from,
              "somebody to take " + question,
              line -> question.equals(line.getString("kept", line.getString("question"))));
      if (story.line(taken).containsKey("kept")) {
        return question;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPeerBehindACutNetworkIsNoticedAndComesBack(Way way) throws Exception {
    start(way, watchful(way));
    String farUrl = bind(far, "far", "keeps", way.url(Network.FAR, 0));
    // Hazelcast answers no node soon after a cut, so an eventbus peer would be out of reach too.
    Way closeBy = way == Way.EVENTBUS ? Way.TCP : way;
    String nearUrl = bind(near, "near", "answers", closeBy.url("127.0.0.1", 0));
    near.tell("open", "req", "kind", "req");
    connect("req", farUrl);
    connect("req", nearUrl);

    cut(way, farUrl);
    comeBack(farUrl);
  }

  /**
   * Cuts the network while the far peer has a question, and asks more; the near peer answers all.
   */
  private void cut(Way way, String farUrl) throws Exception {
    String held = askFar();
    if (way.askedAfterCut == 0) {
      story.awaitQuiet();
    }
    int from = story.here();
    network.cut();
    long start = System.nanoTime();
    List<String> questions = new ArrayList<>();
    for (int i = 0; i < way.askedAfterCut; i++) {
      questions.add(ask());
    }
    int end = story.awaitEvent(from, "req", "DISCONNECTED", farUrl);
    System.out.printf(
        "%s: the cut was noticed after %d ms: %s%n",
        way,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
        story.line(end).getString("text"));
    assertEquals("TIMEOUT", story.line(end).getString("reason"), story.line(end)::encode);
    int answer = awaitAnswer(from, held, "near " + held);
    assertTrue(answer > end, "the answer came after the end of the connection");
    for (String each : questions) {
      awaitAnswer(from, each, "near " + each);
    }
    int theirs = story.awaitEvent(from, "far", "DISCONNECTED", farUrl);
    assertEquals("TIMEOUT", story.line(theirs).getString("reason"), story.line(theirs)::encode);
    story.awaitLog(end, "WARNING", "cannot connect to " + farUrl, "trying again");
  }

  private void comeBack(String farUrl) throws Exception {
    int from = story.here();
    network.heal();
    int back = story.awaitEvent(from, "req", "CONNECTED", farUrl);
    story.awaitLog(from, "INFO", "connected to " + farUrl + " after", "failed attempt");
    while (!farAnswers(back, farUrl)) {
      back = story.awaitEvent(back + 1, "req", "CONNECTED", farUrl);
    }
  }

  /**
   * Whether the far peer answers a question that it has taken. A cluster that finds together again
   * may end a connection once more, and only then may the near peer have answered.
   */
  private boolean farAnswers(int from, String farUrl) throws Exception {
    String question = askFar();
    far.tell("answer", "far");
    int at = story.awaitAnswer(from, question);
    if (story.line(at).getString("answer").equals("late " + question)) {
      return true;
    }
    int end = story.awaitEvent(from, "req", "DISCONNECTED", farUrl);
    assertTrue(end < at, story.line(at)::encode);
    return false;
  }

  private int awaitAnswer(int from, String question, String answer) throws Exception {
    int at = story.awaitAnswer(from, question);
    assertEquals(answer, story.line(at).getString("answer"), story.line(at)::encode);
    return at;
  }

  @ParameterizedTest
  @ValueSource(strings = {"TCP", "WS"})
  void whatTheNetworkLosesIsSentAgainBelow(Way way) throws Exception {
    start(way, common());
    String jobs = bind(far, "pull", "pull", way.url(Network.FAR, 0));
    String questions = bind(far, "far", "answers", way.url(Network.FAR, 0));
    near.tell("open", "push", "kind", "push");
    near.tell("open", "req", "kind", "req");
    network.lose(5);
    connect("push", jobs);
    connect("req", questions);
    near.tell("send", "push", "count", MESSAGES);
    for (int i = 0; i < QUESTIONS; i++) {
      ask();
    }
    int at = 0;
    List<String> got = new ArrayList<>();
    while (got.size() < MESSAGES) {
      at = story.await(at, "one more message", line -> isOf(line, "pull", "got")) + 1;
      got.add(story.line(at - 1).getString("got"));
    }
    assertEquals(IntStream.range(0, MESSAGES).mapToObj(Integer::toString).toList(), got);
    for (int i = 0; i < QUESTIONS; i++) {
      awaitAnswer(0, "question " + i, "far question " + i);
    }
  }
}
