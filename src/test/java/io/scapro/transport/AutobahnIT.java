package io.scapro.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.suite.Await;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The Autobahn test suite, a WebSocket client that tries everything, against our frames. */
@ExtendWith(VertxExtension.class)
class AutobahnIT {

  private static final int MOST = 16 << 20;
  private static final Path JARS = Path.of("target", "autobahn", "lib");
  private static final String SCRIPT =
      """
      import sys
      sys.path.insert(0, sys.argv[1])
      sys.argv = ['wstest', '-m', 'fuzzingclient', '-s', sys.argv[2]]
      from autobahntestsuite import wstest
      wstest.run()
      """;

  @TempDir Path folder;

  /** Framing, pings, reserved bits, opcodes, fragments, UTF-8, closing; fragmented echoes. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void theFrameLayerConforms(Vertx vertx) throws Exception {
    check(vertx, 247, "1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*");
  }

  /** Large messages, and small ones in great number. */
  @Test
  @Tag("soak")
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void largeMessagesConform(Vertx vertx) throws Exception {
    check(vertx, 54, "9.*");
  }

  private void check(Vertx vertx, int least, String... cases) throws Exception {
    int port = Await.result(FrameEcho.listen(vertx, MOST)).actualPort();
    Map<String, String> behaviours = run(port, cases);
    Map<String, List<String>> byBehaviour = new TreeMap<>();
    behaviours.forEach(
        (id, behaviour) -> byBehaviour.computeIfAbsent(behaviour, b -> new ArrayList<>()).add(id));
    byBehaviour.forEach(
        (behaviour, ids) ->
            System.out.printf(
                "Autobahn %s: %d %s%n", behaviour, ids.size(), behaviour.equals("OK") ? "" : ids));
    assertEquals(List.of(), byBehaviour.getOrDefault("FAILED", List.of()));
    assertTrue(
        behaviours.size() >= 2 * least, behaviours.size() / 2 + " of " + least + " cases ran");
  }

  /** What the suite says of each case, and of how it was closed. */
  private Map<String, String> run(int port, String... cases) throws Exception {
    Path report = folder.resolve("report");
    JsonObject spec =
        new JsonObject()
            .put("options", new JsonObject().put("failByDrop", false))
            .put("outdir", report.toString())
            .put(
                "servers",
                JsonArray.of(
                    new JsonObject().put("agent", "scapro").put("url", "ws://127.0.0.1:" + port)))
            .put("cases", new JsonArray(List.of(cases)))
            .put("exclude-cases", new JsonArray())
            .put("exclude-agent-cases", new JsonObject());
    Path specFile = Files.writeString(folder.resolve("spec.json"), spec.encode());
    Path script = Files.writeString(folder.resolve("run.py"), SCRIPT);
    Path log = folder.resolve("log");
    Process suite =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "-Dpython.cachedir=" + folder.resolve("cache"),
                "-cp",
                jar("jython") + File.pathSeparator + jar("autobahn"),
                "org.python.util.jython",
                script.toString(),
                jar("autobahn"),
                specFile.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertEquals(0, suite.waitFor(), () -> text(log));
    } finally {
      suite.destroyForcibly().waitFor();
    }
    JsonObject index = new JsonObject(Files.readString(report.resolve("index.json")));
    Map<String, String> result = new TreeMap<>();
    index
        .getJsonObject("scapro")
        .forEach(
            each -> {
              JsonObject outcome = (JsonObject) each.getValue();
              result.put(each.getKey(), outcome.getString("behavior"));
              result.put(each.getKey() + " close", outcome.getString("behaviorClose"));
            });
    return result;
  }

  private static String jar(String name) throws IOException {
    try (var jars = Files.list(JARS)) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith(name))
          .findFirst()
          .orElseThrow()
          .toAbsolutePath()
          .toString();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
