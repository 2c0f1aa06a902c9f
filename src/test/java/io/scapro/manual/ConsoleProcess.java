package io.scapro.manual;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A command that bash runs; what it prints on standard output, as it comes. */
final class ConsoleProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final String command;
  private final Process process;
  private final Path errors;
  private final StringBuilder output = new StringBuilder();
  private boolean atEnd;

  private ConsoleProcess(String command, Process process, Path errors) {
    this.command = command;
    this.process = process;
    this.errors = errors;
    Thread reader = new Thread(this::read, "output of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * @param folder the working directory
   * @param bin the folder that comes first on the PATH
   */
  static ConsoleProcess start(String command, Path folder, Path bin) throws IOException {
    Path errors = Files.createTempFile("console", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(List.of("bash", "-c", command))
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectError(errors.toFile());
    builder.environment().compute("PATH", (name, path) -> bin + File.pathSeparator + path);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return new ConsoleProcess(command, builder.start(), errors);
  }

  private void read() {
    try {
      process.inputReader().lines().forEach(line -> add(line + '\n', false));
    } catch (UncheckedIOException e) {
      // closed: the test does not read any more
    } finally {
      add("", true);
    }
  }

  private synchronized void add(String text, boolean last) {
    output.append(text);
    atEnd = last;
    notifyAll();
  }

  /** Waits until the output is as {@code wanted}, or complete; returns it. */
  synchronized String await(Predicate<String> wanted) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!atEnd && !wanted.test(output.toString())) {
      long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (millis <= 0) {
        throw new AssertionError("expected more output or an end within a minute");
      }
      wait(millis);
    }
    return output.toString();
  }

  /** The exit code, once it has ended. */
  int end() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("expected an end within a minute");
    }
    return process.exitValue();
  }

  /** The command, and what it has printed until now. */
  synchronized String report() throws IOException {
    return "$ %s%n%serrors: %s%n".formatted(command, output, Files.readString(errors));
  }

  /** Ends it, and what it started. */
  @Override
  public void close() throws IOException {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
    Files.delete(errors);
  }
}
