package io.scapro.limits;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A Java process that tells what it sees as lines of JSON; ended with the test. */
final class Child implements AutoCloseable {

  private final Process process;
  private final BufferedReader lines;

  /**
   * @param shell runs before the JVM, in the same process, such as {@code ulimit -n 150}
   */
  Child(String shell, Class<?> main, String... jvmFlags) throws IOException {
    this(shell, System.getProperty("java.class.path"), List.of(main.getName()), jvmFlags);
  }

  /**
   * @param arguments the main class and what it is told
   */
  Child(String shell, String classPath, List<String> arguments, String... jvmFlags)
      throws IOException {
    List<String> java = new ArrayList<>();
    java.add(System.getProperty("java.home") + "/bin/java");
    java.addAll(List.of(jvmFlags));
    java.addAll(List.of("-cp", classPath));
    java.addAll(arguments);
    List<String> command = new ArrayList<>(List.of("sh", "-c", shell + "; exec \"$@\"", "sh"));
    command.addAll(java);
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    lines = process.inputReader();
  }

  /** The next line of JSON. */
  JsonObject next() throws IOException {
    String line;
    do {
      line = lines.readLine();
      assertNotNull(line, "expected one more line of the child, it ended");
    } while (!line.startsWith("{"));
    return new JsonObject(line);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
