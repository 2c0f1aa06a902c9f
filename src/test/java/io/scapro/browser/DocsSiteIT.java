package io.scapro.browser;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.interop.Requirement;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The site that {@code docs/build} made, in a browser, in some folder of a server. */
@Tag("site")
@ExtendWith(VertxExtension.class)
class DocsSiteIT {

  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final Path SITE = Path.of("target/site/latest");
  private static final String FOLDER = "/any/folder/";
  private static final Pattern DRAWING = Pattern.compile("(?ms)^```mermaid\n(.*?)^```$");

  /** What the tests do, in the page; {@code seen} waits for what is to be seen. */
  private static final String HANDS =
      """
      window.seen = (look) => new Promise((resolve) => {
        const check = () => {
          const found = look();
          if (found) { observer.disconnect(); resolve(found); }
        };
        const observer = new MutationObserver(check);
        observer.observe(document, { subtree: true, childList: true, attributes: true,
          characterData: true });
        check();
      });
      await seen(() => document.querySelector('#app').__vue_app__);
      window.dark = (on) => {
        const root = document.documentElement;
        if (root.classList.contains('dark') !== on) document.querySelector('.VPSwitchAppearance').click();
        return seen(() => root.classList.contains('dark') === on);
      };
      """;

  private String root;
  private Page page;

  @BeforeAll
  static void isBuilt() {
    Requirement.that(Files.exists(SITE.resolve("index.html")), SITE + ", from docs/build");
  }

  @BeforeEach
  void serve(Vertx vertx) {
    Router router = Router.router(vertx);
    router
        .get(FOLDER + "*")
        .handler(StaticHandler.create(FileSystemAccess.ROOT, SITE.toAbsolutePath().toString()));
    int port =
        result(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1")).actualPort();
    root = "http://127.0.0.1:" + port + FOLDER;
  }

  private void open(String path) {
    page = chromium.open(root + path);
    page.run(HANDS);
  }

  /** Of all that the pages of a test have loaded or have asked for. */
  @AfterEach
  void asksNoOtherHostAndSaysNothingOnTheConsole() {
    List<String> asked =
        page.run("return performance.getEntriesByType('resource').map((each) => each.name)");
    assertFalse(asked.isEmpty());
    assertEquals(List.of(), asked.stream().filter(url -> !url.startsWith(root)).toList());
    assertEquals(List.of(), page.console());
  }

  /** The pages, relative to the site; not the Javadoc. */
  private static List<String> pages() throws IOException {
    try (Stream<Path> files = Files.walk(SITE)) {
      return files
          .map(file -> SITE.relativize(file).toString())
          .filter(name -> name.endsWith(".html") && !name.startsWith("api/"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "slow subscriber,     false",
    "slow subscriber,     true",
    "address in use,      false",
    "address in use,      true",
    "certificate expired, false",
    "certificate expired, true"
  })
  void findsWhatAUserLooksFor(String words, boolean dark) {
    open("");
    String text =
        page.run(
            """
            await dark(arguments[1]);
            document.querySelector('#local-search button').click();
            const input = await seen(() => document.querySelector('.VPLocalSearchBox input'));
            input.value = arguments[0];
            input.dispatchEvent(new Event('input', { bubbles: true }));
            const first = await seen(() => document.querySelector('.VPLocalSearchBox a.result'));
            const place = first.href;
            first.click();
            await seen(() => location.href === place
              && !document.querySelector('main h1')?.innerText.startsWith('Scapro'));
            return document.querySelector('main').innerText;
            """,
            words,
            dark);
    String found = text.toLowerCase(Locale.ROOT).replace('_', ' ');
    for (String word : words.split(" ")) {
      assertTrue(found.contains(word), () -> "expected " + words + " in " + found);
    }
  }

  @Test
  void leadsToEveryPageFromItsSidebar() throws IOException {
    open("");
    List<String> linked =
        page.run("return [...document.querySelectorAll('.VPSidebar a')].map((a) => a.href)");
    List<String> names =
        Stream.concat(
                Stream.of("index.html"),
                linked.stream()
                    .map(
                        url -> url.substring(root.length()).replaceFirst("(^|/)$", "$1index.html")))
            .sorted()
            .toList();
    assertEquals(pages(), names);
  }

  @Test
  void goesOnToPagesOfOtherFolders() {
    open("options.html");
    String text =
        page.run(
            """
            const go = async (name, title) => {
              document.querySelector(`.VPSidebar a[href$="folder/${name}"]`).click();
              await seen(() => document.querySelector('main h1')?.innerText.includes(title));
            };
            await go('wire.html', 'Wire format');
            await go('options.html', 'Options');
            return location.pathname;
            """);
    assertEquals(FOLDER + "options.html", text);
  }

  @Test
  void drawsEveryDrawing() throws IOException {
    List<String> drawings = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".md")).toList()) {
        DRAWING.matcher(Files.readString(file)).results().forEach(it -> drawings.add(it.group(1)));
      }
    }
    open("");
    List<String> failures =
        page.run(
            """
            const { default: mermaid } = await import('./mermaid/mermaid.esm.min.mjs');
            const failures = [];
            for (const [n, text] of arguments[0].entries()) {
              await mermaid.render(`test-${n}`, text).catch((e) => failures.push(`${e}: ${text}`));
            }
            return failures;
            """,
            drawings);
    assertEquals(List.of(), failures);
  }

  /** The comments in Markdown are for tests. */
  @Test
  void showsNoComments() throws IOException {
    for (String name : pages()) {
      assertFalse(Files.readString(SITE.resolve(name)).contains("<!-- "), name);
    }
    open("");
  }

  @ParameterizedTest
  @CsvSource({"docs-first, ''", "docs-peers, peers.html"})
  void scrollsInOneDirectionOnEveryScreen(String name, String path) throws IOException {
    open(path);
    for (int width : new int[] {1280, 390}) {
      for (boolean dark : new boolean[] {false, true}) {
        Path picture = Looks.picture(page, name, width, dark);
        List<Number> widths =
            page.run(
                "const root = document.documentElement; return [root.clientWidth, root.scrollWidth]");
        assertEquals(widths.get(0), widths.get(1), picture + " scrolls sideways");
      }
    }
  }
}
