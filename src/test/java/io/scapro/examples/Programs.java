package io.scapro.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.cli.Launched;
import io.scapro.suite.Await;
import io.scapro.suite.ReservedPort;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples, compiled once; each test gets processes and a port of its own. */
@Timeout(120)
abstract class Programs {

  @TempDir static Path classes;
  @TempDir Path folder;
  private final List<Launched> running = new ArrayList<>();
  ReservedPort port;
  String url;

  @BeforeAll
  static void compileExamples() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    // classfile: vertx-core is compiled against annotations that it does not bring along.
    List<String> options =
        List.of(
            "--release",
            "17",
            "-Xlint:all,-classfile",
            "-Werror",
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path"));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.list(Path.of("examples"))) {
      List<Path> java = sources.filter(path -> path.toString().endsWith(".java")).toList();
      boolean compiled =
          compiler
              .getTask(
                  messages, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
              .call();
      assertTrue(compiled, messages.toString());
    }
  }

  @BeforeEach
  void reservePort() throws IOException {
    port = new ReservedPort();
    url = port.url();
  }

  @AfterEach
  void endAll() throws IOException {
    running.forEach(Launched::close);
    port.close();
  }

  /** Starts an example that is compiled already. */
  Launched example(String name, String... arguments) throws IOException {
    String path = classes + System.getProperty("path.separator");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                path + System.getProperty("java.class.path"),
                name));
    command.addAll(List.of(arguments));
    return program(command.toArray(String[]::new));
  }

  Launched program(String... command) throws IOException {
    Launched launched = Launched.start(folder, command);
    running.add(launched);
    return launched;
  }

  /** Until a program tries to connect; then nobody listens any more, and it tries again. */
  void connecting() throws IOException {
    try (ServerSocket server = new ServerSocket()) {
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number()));
      server.setSoTimeout((int) Await.PATIENCE.toMillis());
      server.accept().close();
    }
  }

  static void prints(Launched program, String... lines) throws Exception {
    for (String line : lines) {
      assertEquals(line, program.line());
    }
  }

  /**
   * Programs start in any order, and log that they wait for each other: the head and the text of a
   * record. The tests' class path has SLF4J without a provider; the examples' own has neither.
   */
  private static final Pattern EXPECTED =
      Pattern.compile(
          "^SLF4J: |^\\w{3} \\d+, \\d{4} .* io\\.scapro\\.\\w+$"
              + "|^(WARNING|INFO): \\w+ (cannot connect to|connected to|lost the connection to"
              + "|cannot keep the connection to|\\d+ \\w+ waits? for) ");

  /** As the user ends it. */
  static void stops(Launched program) throws Exception {
    program.signal("TERM");
    assertEquals(143, program.end(), program.errors());
    // The tests' class path has SLF4J without a provider; the examples' own has neither.
    assertEquals(
        List.of(),
        program.errors().lines().filter(line -> !EXPECTED.matcher(line).find()).toList());
  }

  static void ends(Launched program) throws Exception {
    assertEquals(0, program.end(), program.errors());
  }
}
