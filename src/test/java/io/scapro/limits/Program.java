package io.scapro.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a program to its end. */
final class Program {

  private Program() {}

  /** Runs {@code command} in {@code folder}; it must succeed. Returns what it prints. */
  static String run(Path folder, List<String> command) throws IOException, InterruptedException {
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(
        "",
        process.waitFor() == 0 ? "" : output + Files.readString(errors),
        () -> "expected success of " + String.join(" ", command));
    return output;
  }
}
