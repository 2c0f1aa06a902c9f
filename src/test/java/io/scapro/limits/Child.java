package io.scapro.limits;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A Java process that tells what it sees as lines of JSON; ended with the test. */
final class Child implements AutoCloseable {

  private final Process process;
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

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
    Thread reader = new Thread(this::read, "output of the child");
    reader.setDaemon(true);
    reader.start();
  }

  /** On a thread of its own: a test that takes too long can be interrupted, a read cannot. */
  private void read() {
    try (BufferedReader output = process.inputReader()) {
      output.lines().map(Optional::of).forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      System.err.println("the output of the child ended: " + e);
    }
    lines.add(Optional.empty());
  }

  /** The next line of JSON. */
  JsonObject next() throws InterruptedException {
    String line;
    do {
      Optional<String> next = lines.take();
      assertTrue(next.isPresent(), "expected one more line of the child, it ended");
      line = next.get();
    } while (!line.startsWith("{"));
    return new JsonObject(line);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
