package io.scapro.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.interop.Peer;
import io.scapro.interop.Requirement;
import io.scapro.suite.Await;
import io.scapro.suite.ReservedPort;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verticles deployed by the launcher of Vert.x, in a process of its own. */
class StockLauncherIT {

  @TempDir Path folder;

  private Process launch(JsonObject config, String... options) throws Exception {
    Path file = Files.writeString(folder.resolve("conf.json"), config.encode());
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                "io.vertx.launcher.application.VertxApplication",
                "scapro:rep",
                "-conf",
                file.toString()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private String log() throws Exception {
    return Files.readString(folder.resolve("log"));
  }

  @Test
  void servesAndEndsAsToldFromOutside() throws Exception {
    Requirement.program("nanocat");
    try (ReservedPort port = new ReservedPort()) {
      JsonObject config =
          new JsonObject()
              .put("bind", port.url())
              .put("deliver", "nobody")
              .put("onFailure", "reply")
              .put("failureBody", "launched");
      Process launcher = launch(config, "--instances", "2");
      // It goes on trying until somebody listens there.
      try (Peer req =
          Peer.start(
              Peer.command("nanocat", "--req", "--connect", port.url(), "--data", "?", "--hex"))) {
        assertEquals("launched", req.printed().toString());
      } finally {
        launcher.destroy();
      }
      assertTrue(launcher.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS), log());
      assertEquals(143, launcher.exitValue()); // as SIGTERM has it
    }
  }

  @Test
  void failsWithTheReason() throws Exception {
    Process launcher = launch(new JsonObject().put("bnd", "tcp://127.0.0.1:0"));
    assertTrue(launcher.waitFor(2 * Await.PATIENCE.toSeconds(), TimeUnit.SECONDS), log());
    assertTrue(launcher.exitValue() != 0);
    assertTrue(log().contains("unknown option \"bnd\", did you mean \"bind\"?"), log());
  }
}
