package io.scapro.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.interop.Requirement;
import io.scapro.repository.JsTools;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * scapro.js in Node, with random messages from fast-check: what Java encodes, in any pieces, and
 * what a peer makes up.
 */
@ExtendWith(VertxExtension.class)
class ScaproJsFuzzIT {

  private static final Path TESTS = Path.of("src/test/js");

  @TempDir Path folder;

  @Test
  void readsWhatJavaWritesAndJavaReadsWhatItWrites(Vertx vertx) throws Exception {
    passes("echoes.fuzz.mjs", new Echoes(vertx).open());
  }

  @Test
  void deliversWhatAModelOfTheHeadersDelivers() throws Exception {
    passes("headers.fuzz.mjs", new JsonObject());
  }

  private void passes(String file, JsonObject urls) throws Exception {
    JsTools.require(folder);
    Path output = folder.resolve("node.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Requirement.path("node").toString(),
                "--test",
                "--test-reporter=tap",
                TESTS.resolve(file).toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("SCAPRO_WS", System.getProperty("scapro.ws"));
    builder.environment().put("SCAPRO_ECHOES", urls.encode());
    Process process = builder.start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    String text = Files.readString(output);
    assertTrue(ended, () -> "expected Node to end, got " + text);
    assertTrue(text.lines().anyMatch("# fail 0"::equals), text);
  }
}
