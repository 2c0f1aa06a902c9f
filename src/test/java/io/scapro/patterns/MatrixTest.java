package io.scapro.patterns;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SocketEvent.Type;
import io.scapro.suite.Bodies;
import io.scapro.suite.Happenings;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCa.Issued;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every protocol over every transport of ours, whoever binds: each once, with another body each
 * time. With {@code -Pfull} all bodies everywhere.
 */
@Timeout(60)
class MatrixTest {

  private static final boolean FULL = Boolean.getBoolean("scapro.full");
  private static final int LIMIT = 100_000;
  private static final String LONGEST = "longest";

  private static final AtomicInteger TURN = new AtomicInteger();

  @TempDir static Path folder;
  private static Vertx vertx;
  private static Issued certificate;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    certificate = new TestCa(folder, "authority").selfSigned("127.0.0.1");
  }

  @AfterAll
  static void close() {
    result(vertx.close());
  }

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (Conversation conversation : Conversation.values()) {
      for (Way way : Way.values()) {
        for (boolean firstBinds : new boolean[] {true, false}) {
          bodies().forEach(body -> cases.add(Arguments.of(conversation, way, firstBinds, body)));
        }
      }
    }
    return cases.stream();
  }

  private static List<String> bodies() {
    List<String> all = new ArrayList<>(Bodies.ALL.keySet());
    all.add(LONGEST);
    return FULL ? all : List.of(all.get(TURN.getAndIncrement() % all.size()));
  }

  private static Buffer body(String name, Conversation conversation) {
    return name.equals(LONGEST)
        ? Buffer.buffer(new byte[LIMIT - conversation.headerLength])
        : Bodies.of(name);
  }

  private void join(Way way, Socket server, Socket client) {
    Happenings atServer = Happenings.of(server);
    way.connect(client, way.bind(vertx, server, folder, certificate), certificate);
    atServer.await(Type.ACCEPTED);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void carries(Conversation conversation, Way way, boolean firstBinds, String name) {
    Socket first = conversation.first(vertx, LIMIT);
    Socket second = conversation.second(vertx, LIMIT);
    join(way, firstBinds ? first : second, firstBinds ? second : first);
    conversation.exchange(first, second, body(name, conversation));
    result(first.close());
    result(second.close());
  }

  static Stream<Arguments> ways() {
    List<Arguments> cases = new ArrayList<>();
    for (Way way : Way.values()) {
      for (Conversation conversation :
          FULL
              ? List.of(Conversation.values())
              : List.of(Conversation.values()[way.ordinal() % Conversation.values().length])) {
        cases.add(Arguments.of(conversation, way));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void refusesOneByteMoreThanTheLimit(Conversation conversation, Way way) {
    Socket first = conversation.first(vertx, LIMIT);
    Socket second = conversation.second(vertx, LIMIT);
    join(way, second, first);
    Socket receives = conversation == Conversation.PAIR1_POLYAMOROUS ? first : second;
    Happenings atReceiver = Happenings.of(receives);
    conversation.send(
        first, second, Buffer.buffer(new byte[LIMIT - conversation.headerLength + 1]));
    assertEquals(
        Reason.TOO_LONG, atReceiver.await(Type.DISCONNECTED).cause().orElseThrow().reason());
    assertEquals(0, result(receives.statistics()).delivered());
    result(first.close());
    result(second.close());
  }
}
