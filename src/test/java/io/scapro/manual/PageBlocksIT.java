package io.scapro.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.EndpointOptions;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.scapro.browser.Demo;
import io.scapro.cli.Launched;
import io.scapro.interop.Requirement;
import io.scapro.manual.Page.Block;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.scapro.suite.TestCa;
import io.scapro.transport.TlsOptions;
import io.scapro.web.SpWebSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The JavaScript of the manual runs, in Node: a block below {@code <!-- page URL -->} in a page of
 * the demo, whose sockets have that URL. What it prints is the comment behind its {@code
 * console.log}; behind {@code such as:} the numbers may be others.
 */
@Timeout(120)
class PageBlocksIT {

  private static final String PAGE = "page ";
  private static final Path README = Path.of("README.md");
  private static final Pattern LOG =
      Pattern.compile("(?m)\\bconsole\\.log\\(.*\\);(?: *// (such as: )?(.*))?$");
  private static final String END = "the block has ended";

  /** Gives a block the location of its page, and prints values as a page shows them. */
  private static final String DRIVER =
      """
      import { pathToFileURL } from 'node:url';
      const [block, page, ws] = process.argv.slice(2);
      Object.defineProperty(globalThis, 'location', { value: new URL(page) });
      globalThis.WebSocket ??= (await import(pathToFileURL(ws))).WebSocket;
      console.log = (...values) => process.stdout.write(`${values.join(' ')}\\n`);
      let end;
      try {
        await import(pathToFileURL(block));
        end = '%s';
      } catch (e) {
        end = `the block has failed: ${(e && e.stack) || e}`.replaceAll('\\n', ' ');
      }
      process.stdout.write(`${end}\\n`, () => process.exit(0));
      """
          .formatted(END);

  @TempDir static Path folder;

  private static Vertx vertx;
  private static String demo;
  private static TestCa ca;

  @BeforeAll
  static void deploy() throws IOException {
    Requirement.program("node");
    vertx = Vertx.vertx();
    demo = Demo.deploy(vertx);
    ca = new TestCa(folder, "authority");
    Files.copy(Path.of("webroot/scapro.js"), folder.resolve("scapro.js"));
    Files.writeString(folder.resolve("package.json"), "{\"type\": \"module\"}");
    Files.writeString(folder.resolve("driver.js"), DRIVER);
  }

  @AfterAll
  static void close() {
    if (vertx != null) {
      Await.result(vertx.close());
    }
  }

  static Stream<Block> blocks() {
    return Page.manual().stream()
        .filter(page -> !page.file().equals(README))
        .flatMap(page -> page.blocks().stream())
        .filter(block -> block.language().equals("js"));
  }

  /** Runs {@code text} in a page of the server {@code page}. */
  private static Launched start(String text, String page) throws IOException {
    Path block = Files.writeString(Files.createTempFile(folder, "block", ".js"), text);
    return Launched.start(
        folder,
        "env",
        "NODE_EXTRA_CA_CERTS=" + ca.pem(),
        Requirement.path("node").toString(),
        folder.resolve("driver.js").toString(),
        block.toString(),
        page,
        System.getProperty("scapro.ws"));
  }

  private static List<String> printed(String text, String page) throws Exception {
    List<String> lines = new ArrayList<>();
    try (Launched node = start(text, page)) {
      for (String line = node.line(); !line.equals(END); line = node.line()) {
        assertFalse(line.startsWith("the block has failed: "), line);
        lines.add(line);
      }
      assertEquals(0, node.end());
    }
    return lines;
  }

  /** The lines that a block prints, as patterns. */
  private static List<String> expected(String text) {
    return LOG.matcher(text).results().map(PageBlocksIT::line).toList();
  }

  private static String line(MatchResult log) {
    if (log.group(2) == null) {
      return ".+";
    }
    String literal = Pattern.quote(log.group(2));
    return log.group(1) == null ? literal : literal.replaceAll("\\d+", "\\\\E\\\\d+\\\\Q");
  }

  private static void check(Block block, String page) throws Exception {
    List<String> expected = expected(block.text());
    List<String> printed = printed(block.text(), page);
    boolean shown = expected.size() == printed.size();
    for (int i = 0; shown && i < expected.size(); i++) {
      shown = printed.get(i).matches(expected.get(i));
    }
    assertTrue(shown, () -> "%s: expected %s, got %s".formatted(block, expected, printed));
  }

  /** Runs a block whose marker has a URL of the server {@code page}. */
  private static void check(Block block, URI shown, String page) throws Exception {
    String here = URI.create(page).getAuthority();
    String text = block.text().replace(shown.getAuthority(), here);
    check(new Block(block.file(), block.line(), "js", block.marker(), text), page);
  }

  /** Binds a REP that echoes to {@code wss://localhost} and a free port; returns its page. */
  private static String secured(String path) {
    TestCa.Issued server = ca.issue("localhost");
    TlsOptions tls =
        new TlsOptions()
            .setCertificates(List.of(server.certificate().toString()))
            .setKeys(List.of(server.key().toString()));
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(request.body()));
    String bound =
        Await.result(rep.bind("wss://localhost:0" + path, new EndpointOptions().with(tls)))
            .address()
            .toString();
    return "https://localhost:" + URI.create(bound).getPort() + "/";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blocks")
  void runsInAPage(Block block) throws Exception {
    assertTrue(
        block.marker().startsWith(PAGE),
        () -> block + ": expected <!-- page ws://… --> directly above");
    URI shown = URI.create(block.marker().substring(PAGE.length()));
    boolean secured = shown.getScheme().equals("wss");
    check(block, shown, secured ? secured(shown.getPath()) : demo);
  }

  /** Its last loop never ends. */
  @Test
  void theBlockOfTheReadmeRuns() throws Exception {
    RepSocket echo = RepSocket.create(vertx);
    echo.handler(request -> request.reply(request.body()));
    PubSocket prices = PubSocket.create(vertx);
    Happenings atPrices = Happenings.of(prices);
    String server = serve(echo, prices);
    List<Block> blocks =
        Page.of(README.toString()).blocks().stream()
            .filter(block -> block.language().equals("js"))
            .toList();
    assertEquals(1, blocks.size(), blocks::toString);
    String text = blocks.get(0).text().replace("localhost:8080", server);
    try (Launched node = start(text, "http://" + server + "/")) {
      assertEquals("world", node.line());
      atPrices.await(SocketEvent.Type.ACCEPTED);
      Await.result(prices.send(Buffer.buffer("weather.rain 4 mm")));
      assertEquals("weather.rain 4 mm", node.line());
    }
  }

  private static String serve(Socket echo, Socket prices) {
    Router router = Router.router(vertx);
    router.route("/echo").handler(SpWebSocket.of(echo));
    router.route("/prices").handler(SpWebSocket.of(prices));
    HttpServer server =
        Await.result(
            vertx
                .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(router)
                .listen());
    return "127.0.0.1:" + server.actualPort();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "console.log('a'); // b",
        "console.log('a 1'); // a 2",
        "console.log('a 1'); // such as: b 1",
        "for (const each of [1, 2]) {\n  console.log(each);\n}",
        "if (false) {\n  console.log(1);\n}",
        "throw new Error('no');",
        "import { NoSocket } from './scapro.js';"
      })
  void findsWhatItLooksFor(String text) {
    Block block = new Block(Path.of("page"), 1, "js", "", text);
    assertThrows(AssertionError.class, () -> check(block, demo));
  }

  @Test
  void takesOtherNumbers() throws Exception {
    check(new Block(Path.of("page"), 1, "js", "", "console.log('a 1'); // such as: a 23"), demo);
  }
}
