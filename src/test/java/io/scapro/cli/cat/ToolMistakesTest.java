package io.scapro.cli.cat;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.EndpointOptions;
import io.scapro.Socket;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.suite.ReservedPort;
import io.scapro.suite.TestCa;
import io.scapro.transport.TlsOptions;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Ten mistakes of a new user, and the line that nanocat says of each without {@code -v}. */
@ExtendWith(VertxExtension.class)
@Timeout(60)
class ToolMistakesTest {

  @TempDir Path folder;

  private static String bound(Socket socket, String url, EndpointOptions options) {
    return result(socket.bind(url, options)).address().toString();
  }

  private static String reply(Vertx vertx, String url) {
    return bound(RepSocket.create(vertx), url, new EndpointOptions());
  }

  /** Runs it until its errors have all of {@code words}, or to its end. */
  private static void assertTold(String mistake, String line, String... words) {
    List<String> wanted = List.of(words);
    try (InProcess tool = InProcess.start(line)) {
      String said = tool.said(wanted);
      System.out.println(
          "mistake: " + mistake + "\n  $ " + line + "\n  " + said.replace("\n", "\n  "));
      assertTrue(wanted.stream().allMatch(said::contains), said);
    }
  }

  @Test
  void wrongPort() throws IOException {
    try (ReservedPort port = new ReservedPort()) {
      String url = "tcp://127.0.0.1:" + port.number();
      String line = "nanocat --req --connect %s -D hello".formatted(url);
      assertTold("wrong port", line, url, "no process listens there; do: start the server");
    }
  }

  @Test
  void serverDown() {
    String url = "ipc://" + folder.resolve("s");
    String line = "nanocat --sub --connect %s".formatted(url);
    assertTold("server down", line, url, "got nothing; do: start the server");
  }

  @Test
  void wrongProtocol(Vertx vertx) {
    String url = reply(vertx, "tcp://127.0.0.1:0");
    String line = "nanocat --push --connect %s -D hello".formatted(url);
    assertTold("wrong protocol", line, url, "is a rep socket; a push socket expects a pull peer");
  }

  @Test
  void wrongCertificate(Vertx vertx) {
    TestCa.Issued own = new TestCa(folder, "authority").issue("127.0.0.1");
    TlsOptions tls =
        new TlsOptions()
            .setCertificates(List.of(own.certificate().toString()))
            .setKeys(List.of(own.key().toString()));
    String url =
        bound(PullSocket.create(vertx), "tls+tcp://127.0.0.1:0", new EndpointOptions().with(tls));
    Path other = new TestCa(folder, "stranger").pem();
    String line = "nanocat --push --connect %s --cacert %s -D hello".formatted(url, other);
    assertTold("wrong certificate", line, url, "a trusted CA", "; do: trust its CA");
  }

  @Test
  void wrongPath(Vertx vertx) {
    String url = reply(vertx, "ws://127.0.0.1:0/right").replace("right", "wrong");
    String line = "nanocat --req --connect %s -D hello".formatted(url);
    assertTold("wrong path", line, url + ": HTTP 404", "; do: check the path");
  }

  @Test
  void secondPair(Vertx vertx) {
    PairSocket server = PairSocket.create(vertx);
    String url = bound(server, "tcp://127.0.0.1:0", new EndpointOptions());
    result(result(PairSocket.create(vertx).connect(url)).connected());
    String line = "nanocat --pair --connect %s -D hello".formatted(url);
    assertTold("second PAIR", line, url, "it may have reached its maximum of peers (PAIR");
  }

  @Test
  void tooLong(Vertx vertx) throws IOException {
    String url = reply(vertx, "tcp://127.0.0.1:0");
    Path file = Files.write(folder.resolve("long"), new byte[2_000_000]);
    String line = "nanocat --req --connect %s -F %s".formatted(url, file);
    assertTold("too long", line, "Can't send: Message too long", url, "; do: send at most");
  }

  @Test
  void portTaken(Vertx vertx) {
    String url = reply(vertx, "tcp://127.0.0.1:0");
    assertTold(
        "port taken",
        "nanocat --pull --bind " + url,
        "Can't bind: Address already in use",
        url,
        "; do: ");
  }

  @Test
  void missingFile() {
    String line = "nanocat --push --connect ipc://x -F " + folder.resolve("missing");
    assertTold("missing file", line, "missing", "No such file or directory");
  }

  @Test
  void badKey() {
    assertTold("bad key", "nanocat --pull --bnd ipc://x", "--bnd");
  }
}
