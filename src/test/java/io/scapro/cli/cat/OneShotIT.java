package io.scapro.cli.cat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.cli.Launched;
import io.scapro.interop.Requirement;
import io.scapro.protocol.PullSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Received;
import io.scapro.suite.ReservedPort;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hundred pushes of one message each, in this process and in some of their own. */
@ExtendWith(VertxExtension.class)
@Timeout(300)
class OneShotIT {

  private static final int PUSHES = 100;
  private static final int AT_ONCE = 4;

  /** A JVM each: few, since they start slowly. */
  private static final int PROCESSES = 6;

  @TempDir static Path home;
  @TempDir Path folder;
  private static Path bin;

  @BeforeAll
  static void install() throws IOException {
    bin = Launched.install(home).getParent();
    for (String face : List.of("nanocat", "nngcat", "macat")) {
      Files.copy(Path.of("bin", face), bin.resolve(face), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  /** Pushes each number to {@code url}; the last ones from processes. */
  private static void pushAll(String url) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Ran>> pushes =
          IntStream.range(0, PUSHES).mapToObj(i -> executor.submit(() -> push(i, url))).toList();
      for (Future<Ran> push : pushes) {
        assertEquals(0, push.get().exit(), push.get()::toString);
        assertEquals("", push.get().text());
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static Ran push(int i, String url) throws Exception {
    List<String> faces = List.of("nanocat", "nngcat", "macat");
    String face = faces.get(i % faces.size());
    List<String> told = List.of("--push", "--connect", url, "-D", "m" + i);
    try (Tool tool = i < PUSHES - PROCESSES ? within(face, told) : alone(face, told)) {
      return tool.end();
    }
  }

  private static Tool within(String face, List<String> told) {
    List<String> words = new ArrayList<>(List.of(face));
    words.addAll(told);
    return InProcess.start(new byte[0], words);
  }

  private static Tool alone(String face, List<String> told) {
    List<String> command = new ArrayList<>(List.of(bin.resolve(face).toString()));
    command.addAll(told);
    return Spawned.start(new byte[0], command);
  }

  private static TreeSet<String> all() {
    TreeSet<String> all = new TreeSet<>();
    IntStream.range(0, PUSHES).forEach(i -> all.add("m" + i));
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "ipc"})
  void reachOurPull(String scheme, Vertx vertx) throws Exception {
    PullSocket pull = PullSocket.create(vertx);
    Received received = Received.of(pull);
    String bind = scheme.equals("tcp") ? "tcp://127.0.0.1:0" : "ipc://" + folder.resolve("s");
    pushAll(Await.result(pull.bind(bind)).address().toString());
    TreeSet<String> got = new TreeSet<>();
    while (got.size() < PUSHES) {
      got.add(received.next().toString());
    }
    assertEquals(all(), got);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanocat tcp", "nanocat ipc", "nngcat tcp", "nngcat ipc"})
  void reachTheOriginals(String what) throws Exception {
    String program = what.split(" ")[0];
    Requirement.program(program);
    try (ReservedPort port = new ReservedPort()) {
      String url = what.endsWith("tcp") ? port.url() : "ipc://" + folder.resolve("s");
      List<String> command = List.of(program, "--pull", "--bind", url, "--format", "quoted");
      try (Listening listening = new Listening();
          Launched pull =
              Launched.start(folder, listening.command(command).toArray(String[]::new))) {
        listening.await(1);
        pushAll(url);
        TreeSet<String> got = new TreeSet<>();
        while (got.size() < PUSHES) {
          got.add(pull.line().replace("\"", ""));
        }
        assertEquals(all(), got);
      }
    }
  }

  /** As nanocat does, whose patience with our hello is a second. */
  @Test
  void reachesAPeerThatSaysHelloAndLeavesAndComesAgain(Vertx vertx) throws Exception {
    Path path = folder.resolve("s");
    try (InProcess push = InProcess.start("nanocat --push -D again --bind ipc://" + path)) {
      push.awaitBinds();
      try (SocketChannel leaver = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
        leaver.write(ByteBuffer.wrap(new byte[] {0, 'S', 'P', 0, 0, 0x51, 0, 0}));
      }
      PullSocket pull = PullSocket.create(vertx);
      Received received = Received.of(pull);
      pull.connect("ipc://" + path);
      assertEquals("again", received.next().toString());
      assertEquals(new Ran(0, new byte[0], ""), push.end());
    }
  }
}
