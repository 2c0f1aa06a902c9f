package io.scapro.cli.run;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.EndpointOptions;
import io.scapro.Socket;
import io.scapro.cli.Launched;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.suite.ReservedPort;
import io.scapro.suite.TestCa;
import io.scapro.transport.TlsOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten mistakes in a file for {@code scapro run}, and the line that it says of each. */
@ExtendWith(VertxExtension.class)
@Timeout(120)
class RunMistakesIT {

  @TempDir static Path folder;
  private static Path launcher;

  @BeforeAll
  static void install() throws IOException {
    launcher = Launched.install(folder.resolve("home"));
  }

  /** What it logs comes with what it prints. */
  private static Launched run(JsonArray verticles) throws IOException {
    Path file = Files.createTempFile(folder, "run", ".json");
    Files.writeString(file, new JsonObject().put("verticles", verticles).encode());
    return Launched.start(
        folder, "sh", "-c", "exec \"$0\" run \"$1\" 2>&1", launcher.toString(), file.toString());
  }

  private static JsonObject verticle(String protocol, String name, String where, String url) {
    JsonObject config =
        new JsonObject()
            .put(where, url)
            .put("options", new JsonObject().put("name", name))
            .put(List.of("pull", "sub").contains(protocol) ? "deliver" : "address", name);
    if (protocol.equals("sub")) {
      config.put("subscribe", "");
    }
    return new JsonObject().put("name", "scapro:" + protocol).put("config", config);
  }

  private static String bound(Socket socket, String url, EndpointOptions options) {
    return result(socket.bind(url, options)).address().toString();
  }

  private static String tls(Vertx vertx) {
    TestCa.Issued own = new TestCa(folder, "authority").issue("127.0.0.1");
    TlsOptions tls =
        new TlsOptions()
            .setCertificates(List.of(own.certificate().toString()))
            .setKeys(List.of(own.key().toString()));
    return bound(
        PullSocket.create(vertx), "tls+tcp://127.0.0.1:0", new EndpointOptions().with(tls));
  }

  private static String takenPair(Vertx vertx) {
    String url = bound(PairSocket.create(vertx), "tcp://127.0.0.1:0", new EndpointOptions());
    result(result(PairSocket.create(vertx).connect(url)).connected());
    return url;
  }

  /** Waits for a line for each key of {@code expected}, in any order. */
  private static void assertTold(Launched run, Map<String, List<String>> expected)
      throws IOException, InterruptedException {
    Map<String, List<String>> awaited = new LinkedHashMap<>(expected);
    while (!awaited.isEmpty()) {
      String line = run.line();
      awaited
          .entrySet()
          .removeIf(
              each -> {
                boolean told = each.getValue().stream().allMatch(line::contains);
                if (told) {
                  System.out.println("mistake: " + each.getKey() + "\n  " + line);
                }
                return told;
              });
    }
  }

  @Test
  void whatCannotBeReachedIsToldAndTriedAgain(Vertx vertx) throws Exception {
    String rep = bound(RepSocket.create(vertx), "ws://127.0.0.1:0/right", new EndpointOptions());
    RepSocket leaving = RepSocket.create(vertx);
    String left = bound(leaving, "tcp://127.0.0.1:0", new EndpointOptions());
    JsonObject secure = verticle("push", "certificate", "connect", tls(vertx));
    String stranger = new TestCa(folder, "stranger").pem().toString();
    JsonObject endpoint =
        new JsonObject().put("tls", new JsonObject().put("trusted", new JsonArray().add(stranger)));
    secure.getJsonObject("config").getJsonObject("options").put("endpoint", endpoint);
    String pulls = "ipc://" + folder.resolve("pull");
    try (ReservedPort port = new ReservedPort();
        Launched run =
            run(
                new JsonArray()
                    .add(verticle("req", "port", "connect", "tcp://127.0.0.1:" + port.number()))
                    .add(verticle("sub", "protocol", "connect", rep))
                    .add(secure)
                    .add(verticle("req", "path", "connect", rep.replace("right", "wrong")))
                    .add(verticle("pair", "second", "connect", takenPair(vertx)))
                    .add(verticle("req", "down", "connect", left))
                    .add(verticle("pull", "long", "bind", pulls)))) {
      Map<String, List<String>> expected = new LinkedHashMap<>();
      expected.put("wrong port", List.of("port cannot", "no process listens there; do: "));
      expected.put("wrong protocol", List.of("protocol cannot", rep, "; do: "));
      expected.put("wrong certificate", List.of("certificate cannot", "a trusted CA", "; do: "));
      expected.put("wrong path", List.of("path cannot", "404", "; do: check the path"));
      expected.put("second PAIR", List.of("second cannot", "(PAIR, maxPipes)", "; do: "));
      expected.put("running", List.of("running, "));
      assertTold(run, expected);
      PushSocket push = PushSocket.create(vertx);
      result(result(push.connect(pulls)).connected());
      push.send(Buffer.buffer(new byte[2_000_000]));
      result(leaving.close());
      assertTold(
          run,
          Map.of(
              "too long", List.of("long DISCONNECTED", "1048576", "2000000", "; do: send less"),
              "server down", List.of("down cannot", left, "no process listens there; do: ")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "port taken,   tcp://TAKEN,         sendBuffer,  TAKEN,       in use; do: ",
    "missing file, tls+tcp://FREE,      sendBuffer,  missing.pem, '; do: check the path'",
    "bad key,      tcp://127.0.0.1:0,   sendBufer,   sendBufer,   did you mean \"sendBuffer\"",
  })
  void whatCannotStartEndsIt(String mistake, String url, String key, String named, String words)
      throws Exception {
    Vertx vertx = Vertx.vertx();
    String taken = bound(PullSocket.create(vertx), "tcp://127.0.0.1:0", new EndpointOptions());
    String address = taken.substring("tcp://".length());
    JsonObject wrong =
        verticle(
            "pull", "wrong", "bind", url.replace("TAKEN", address).replace("FREE", "127.0.0.1:0"));
    JsonObject options = wrong.getJsonObject("config").getJsonObject("options").put(key, 8);
    if (url.startsWith("tls")) {
      JsonArray file = new JsonArray().add(folder.resolve("missing.pem").toString());
      options.put(
          "endpoint",
          new JsonObject()
              .put("tls", new JsonObject().put("certificates", file).put("keys", file)));
    }
    try (Launched run = run(new JsonArray().add(wrong))) {
      assertTold(
          run, Map.of(mistake, List.of("cannot start", named.replace("TAKEN", address), words)));
      assertEquals(1, run.end());
    } finally {
      result(vertx.close());
    }
  }
}
