package io.scapro.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process under test: its lines as they come, its end. Also installs {@code bin/scapro} into a
 * folder of its own, with what the test runs on, so that a test never builds.
 */
public final class Launched implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  /** What the build puts into the jar of the command line. */
  private static final Pattern TOOLS = Pattern.compile("io/scapro/(cli|verticle/demo)/");

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Path errors;

  private Launched(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    Thread reader =
        new Thread(
            () -> process.inputReader().lines().forEach(lines::add), "reads " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  public static Launched start(Path folder, String... command) throws IOException {
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return new Launched(builder.start(), errors);
  }

  /** Makes {@code home} an distribution without libraries; returns its launcher. */
  public static Path install(Path home) throws IOException {
    Path bin = Files.createDirectories(home.resolve("bin"));
    Path lib = Files.createDirectories(home.resolve("lib"));
    Path classes = Path.of("target/classes");
    jar(classes, lib.resolve("scapro.jar"), name -> !TOOLS.matcher(name).lookingAt());
    jar(classes, lib.resolve("scapro-cli.jar"), name -> TOOLS.matcher(name).lookingAt());
    return Files.copy(
        Path.of("bin/scapro"), bin.resolve("scapro"), StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static void jar(Path classes, Path jar, Predicate<String> names) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, libraries());
        Stream<Path> all = Files.walk(classes)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(each).toString();
        if (names.test(name)) {
          out.putNextEntry(new JarEntry(name));
          Files.copy(each, out);
        }
      }
    }
  }

  private static Manifest libraries() {
    String jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" "));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, jars);
    return manifest;
  }

  public String line() throws InterruptedException, IOException {
    String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("expected one more line, got none; errors: " + errors());
    }
    return line;
  }

  /** The exit code, once it has ended. */
  public int end() throws InterruptedException, IOException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("expected an end, got none; errors: " + errors());
    }
    return process.exitValue();
  }

  /** Gives it a line on its standard input. */
  public void type(String line) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((line + '\n').getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  public String errors() throws IOException {
    return Files.readString(errors);
  }

  public void signal(String name) throws IOException, InterruptedException {
    List<String> kill = List.of("kill", "-" + name, Long.toString(process.pid()));
    new ProcessBuilder(kill).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
