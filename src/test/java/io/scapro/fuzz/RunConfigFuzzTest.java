package io.scapro.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scapro.cli.run.RunConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of {@code scapro run}: verticles to deploy, or one text that names the file. */
class RunConfigFuzzTest {

  @FuzzTest
  void read(byte[] data) throws IOException {
    Path file = Files.createTempFile("fuzz", ".json");
    try {
      Files.write(file, data);
      check(RunConfig.read(file), file);
    } catch (IllegalArgumentException refusal) {
      String text = refusal.getMessage();
      assertTrue(text.contains(file.toString()), text);
      String given = new String(data, StandardCharsets.UTF_8);
      assertTrue(given.contains("java") || !text.contains("java.lang"), text);
      assertTrue(given.contains("cast") || !text.contains("cannot be cast"), text);
    } finally {
      Files.delete(file);
    }
  }

  private static void check(RunConfig config, Path file) {
    assertFalse(config.verticles().isEmpty());
    for (RunConfig.Entry entry : config.verticles()) {
      assertFalse(entry.name().isBlank());
      assertTrue(entry.key().startsWith(file + ": "), entry::key);
      assertTrue(entry.options().getInstances() > 0);
    }
  }
}
