package io.scapro.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scapro.cli.Launched;
import io.scapro.cli.Scapro;
import io.scapro.suite.ReservedPort;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code scapro run}, as a process on the demo's configuration, and what it says when it fails. */
class RunIT {

  @TempDir static Path folder;
  private static Path launcher;
  private static Path demo;

  @BeforeAll
  static void install() throws IOException {
    launcher = Launched.install(folder.resolve("home"));
    String text = Files.readString(Path.of("conf/demo.json"));
    demo =
        Files.writeString(
            folder.resolve("demo.json"), text.replaceAll("(//127\\.0\\.0\\.1):\\d+\"", "$1:0\""));
  }

  private static Launched launch() throws IOException {
    return Launched.start(folder, launcher.toString(), "run", demo.toString());
  }

  /** The address at the end of the next line that tells of {@code name} on a port. */
  private static String address(Launched run, String name) throws Exception {
    return await(run, name + " ((tcp|http)://127\\.0\\.0\\.1:[1-9]\\d*/?)").group(1);
  }

  /** The next line of that form; those before it are forgotten. */
  private static MatchResult await(Launched run, String form) throws Exception {
    Matcher line = Pattern.compile(form).matcher(run.line());
    while (!line.matches()) {
      line.reset(run.line());
    }
    return line.toMatchResult();
  }

  private static Launched nanocat(String... arguments) throws IOException {
    String[] command =
        Stream.concat(Stream.of("nanocat"), Stream.of(arguments)).toArray(String[]::new);
    return Launched.start(folder, command);
  }

  private static void needsNanocat() {
    boolean found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(each -> Files.isExecutable(Path.of(each, "nanocat")));
    if (!found && "required".equals(System.getProperty("scapro.interop"))) {
      fail("expected nanocat on the PATH, got none; do: apt-get install nanomsg-utils");
    }
    assumeTrue(found, "nanocat is not installed");
  }

  @Test
  void servesTheDemoToNanocat() throws Exception {
    needsNanocat();
    try (Launched run = launch()) {
      String echo = address(run, "rep echo");
      String tick = address(run, "pub tick");
      String log = address(run, "pull log");
      String monitor = address(run, "pub monitor");
      try (Launched req = nanocat("--req", "--connect", echo, "-D", "hello", "-A")) {
        assertEquals("hello", req.line());
        assertEquals(0, req.end());
      }
      try (Launched sub = nanocat("--sub", "--connect", tick, "-A")) {
        assertTrue(sub.line().matches("tick \\d+"));
      }
      try (Launched watcher = nanocat("--sub", "--connect", monitor, "-A")) {
        JsonObject snapshot = new JsonObject(watcher.line());
        assertTrue(snapshot.getJsonArray("sockets").size() > 4, snapshot.encode());
      }
      try (Launched push = nanocat("--push", "--connect", log, "-D", "good morning")) {
        await(run, ".*: good morning");
        assertEquals(0, push.end());
      }
    }
  }

  @Test
  void servesItsPagesFromTheJar() throws Exception {
    try (Launched run = launch()) {
      URI pages = URI.create(address(run, "web"));
      HttpResponse<String> page =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(pages).build(), BodyHandlers.ofString());
      assertEquals(200, page.statusCode());
      assertTrue(page.body().contains("Scapro playground"), page.body());
    }
  }

  @Test
  void tellsAddressesThatPeersCanUseAndThenHowToGoOn() throws Exception {
    try (Launched run = launch()) {
      List<String> lines = new ArrayList<>(List.of(run.line()));
      while (!lines.get(lines.size() - 1).startsWith("running")) {
        lines.add(run.line());
      }
      String web = lines.stream().filter(line -> line.startsWith("web ")).findFirst().orElseThrow();
      assertEquals(
          "running, open %s in a browser, Ctrl-C stops it".formatted(web.substring(4)),
          lines.get(lines.size() - 1));
      assertTrue(lines.stream().noneMatch(line -> line.contains("mounted")), lines::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void stopsOnASignalAsShellsExpect(String signal, int code) throws Exception {
    try (Launched run = launch()) {
      address(run, "rep echo");
      address(run, "pub tick");
      address(run, "pull log");
      address(run, "pub monitor");
      run.signal(signal);
      assertEquals(code, run.end());
      assertEquals("", run.errors());
    }
  }

  @Test
  void tellsWhereItConnects() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("connect.json"),
            """
            {"verticles": [{"name": "scapro:push", "config": {
              "connect": "tcp://127.0.0.1:1", "address": "a", "options": {"name": "jobs"}}}]}
            """);
    try (Launched run = Launched.start(folder, launcher.toString(), "run", config.toString())) {
      assertEquals("push jobs -> tcp://127.0.0.1:1", run.line());
    }
  }

  @Test
  void leavesNothingBehindWhenOneOfThemCannotStart() throws Exception {
    try (ReservedPort port = new ReservedPort()) {
      Path config =
          Files.writeString(
              folder.resolve("fails.json"),
              """
              {"verticles": [
                {"name": "scapro:pull", "config": {"bind": "%s", "deliver": "a"}},
                {"name": "scapro:pull", "config": {"bind": "%s", "deliver": "b"}}]}
              """
                  .formatted(port.url(), port.url()));
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      assertEquals(1, execute(out, err, "run", config.toString()));
      assertEquals("pull " + port.url() + System.lineSeparator(), out.toString(), err.toString());
      assertTrue(err.toString().contains("cannot start scapro:pull: ADDRESS_IN_USE"), err + "");
      try (ServerSocket again =
          new ServerSocket(port.number(), 1, InetAddress.getLoopbackAddress())) {
        assertTrue(again.isBound());
      }
    }
  }

  @Test
  void saysWhichAddressIsInUseAndWhereItIsWritten() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String web = "http://127.0.0.1:" + taken.getLocalPort();
      String tcp = "tcp://127.0.0.1:" + taken.getLocalPort();
      for (String config :
          new String[] {
            "{\"name\": \"scapro:web\", \"config\": {\"bind\": \"%s\"}}".formatted(web),
            "{\"name\": \"scapro:pull\", \"config\": {\"bind\": \"%s\", \"deliver\": \"a\"}}"
                .formatted(tcp)
          }) {
        Path file =
            Files.writeString(
                folder.resolve("taken.json"), "{\"verticles\": [%s]}".formatted(config));
        StringWriter err = new StringWriter();
        assertEquals(1, execute(new StringWriter(), err, "run", file.toString()));
        String text = err.toString();
        assertTrue(text.contains("taken.json: verticles[0]: cannot start scapro:"), text);
        assertTrue(text.contains(web) || text.contains(tcp), text);
        assertTrue(text.contains("the address is in use; do: stop what listens there"), text);
        assertFalse(text.contains("error(-98)"), text);
      }
    }
  }

  @Test
  void saysWhichFileItCannotRead() {
    StringWriter err = new StringWriter();
    assertEquals(1, execute(new StringWriter(), err, "run", folder + "/none.json"));
    assertTrue(err.toString().contains("none.json"), err.toString());
  }

  @Test
  void wantsAFile() {
    StringWriter err = new StringWriter();
    assertEquals(2, execute(new StringWriter(), err, "run"));
    assertTrue(err.toString().contains("FILE"), err.toString());
  }

  @Test
  void tellsItsVersionAndItsCommands() {
    StringWriter out = new StringWriter();
    assertEquals(0, execute(out, new StringWriter(), "--version"));
    assertTrue(out.toString().startsWith("scapro "), out.toString());
    assertEquals(0, execute(out, new StringWriter(), "--help"));
    assertTrue(out.toString().contains("run"), out.toString());
    assertFalse(out.toString().contains("Error"), out.toString());
  }

  private static int execute(StringWriter out, StringWriter err, String... arguments) {
    CommandLine line = Scapro.commandLine();
    return line.setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
