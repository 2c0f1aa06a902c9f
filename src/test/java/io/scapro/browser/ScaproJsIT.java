package io.scapro.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.interop.Requirement;
import io.scapro.peers.Proof;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The unit tests of scapro.js, by Node's own test runner: with the WebSocket of the package ws, as
 * in Node 20, and with Node's own.
 */
class ScaproJsIT {

  private static final Path MODULE = Path.of("webroot/scapro.js");
  private static final Path TESTS = Path.of("src/test/js");

  /** A recording that was played, in the output of vectors.test.mjs. */
  private static final Pattern PLAYED =
      Pattern.compile("(?m)^ *ok \\d+ - (nanomsg|nng)-\\w+-ws\\.json (\\w+)-dials-");

  @TempDir Path folder;

  static Stream<Arguments> files() throws IOException {
    try (Stream<Path> files = Files.list(TESTS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".test.mjs"))
          .sorted()
          .toList()
          .stream()
          .flatMap(name -> Stream.of(Arguments.of(name, "ws"), Arguments.of(name, "own")));
    }
  }

  @ParameterizedTest(name = "{0} with WebSocket: {1}")
  @MethodSource("files")
  void passesInNode(String file, String webSocket, TestReporter reporter) throws Exception {
    Requirement.program("node");
    Requirement.that(node("--version").matches("v[2-9]\\d\\..*"), "Node 20 or newer");
    List<String> arguments = new ArrayList<>(List.of("--test", "--test-reporter=tap"));
    if (webSocket.equals("own") && node("-p", "typeof WebSocket").equals("undefined")) {
      arguments.add("--experimental-websocket"); // Node 20 and 21 hide it
    }
    arguments.add(TESTS.resolve(file).toString());
    String output = node(arguments.toArray(String[]::new));
    PLAYED
        .matcher(output)
        .results()
        .forEach(
            it -> Proof.publish(reporter, "js", it.group(1), it.group(2).replace("pair0", "pair")));
    assertTrue(output.lines().anyMatch("# fail 0"::equals), output);
  }

  private String node(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Requirement.path("node").toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "node", "");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("SCAPRO_WS", System.getProperty("scapro.ws"));
    Process process = builder.start();
    boolean ended = process.waitFor(1, TimeUnit.MINUTES);
    process.destroyForcibly();
    String text = Files.readString(output).strip();
    assertTrue(ended, () -> "expected Node to end, got " + text);
    return text;
  }

  /** Not even minified. */
  @Test
  void isSmallerThan20KbZipped() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      Files.copy(MODULE, gzip);
    }
    assertTrue(zipped.size() < 20_000, "expected less than 20,000 bytes, got " + zipped.size());
  }

  @Test
  void hasTheVersionOfTheJar() throws IOException {
    JsonObject npm = new JsonObject(Files.readString(Path.of("webroot/package.json")));
    String pom = Files.readString(Path.of("pom.xml"));
    String version = pom.replaceAll("(?s).*?<version>(.*?)</version>.*", "$1");
    assertEquals(version, npm.getString("version"));
  }
}
