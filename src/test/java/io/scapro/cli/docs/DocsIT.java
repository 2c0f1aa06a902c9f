package io.scapro.cli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.cli.Launched;
import io.scapro.suite.Http;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code scapro docs}, as a process of a distribution. */
@Timeout(120)
class DocsIT {

  @TempDir static Path folder;
  private static Path home;

  @BeforeAll
  static void install() throws IOException {
    home = folder.resolve("home");
    Launched.install(home);
  }

  private static Launched docs(String environment) throws IOException {
    String launcher = home.resolve("bin/scapro").toString();
    return Launched.start(folder, "env", environment, launcher, "docs", "--open", "--port", "0");
  }

  /** The environment of a browser that prints what it shows. */
  private static String browser() throws IOException {
    Path bin = Files.createDirectory(folder.resolve("browser"));
    Path browser = Files.writeString(bin.resolve("xdg-open"), "#!/bin/sh\necho shows \"$1\"\n");
    assertTrue(browser.toFile().setExecutable(true));
    return "PATH=" + bin + ":" + System.getenv("PATH");
  }

  @Test
  void servesAndShowsTheManual() throws Exception {
    Path site = Files.createDirectories(home.resolve("site"));
    Files.writeString(site.resolve("index.html"), "the manual");
    try (Launched run = docs(browser())) {
      String url =
          run.line().replaceFirst("running, open (.*) in a browser, Ctrl-C stops it", "$1");
      assertEquals("shows " + url, run.line());
      assertEquals("the manual", Http.get(URI.create(url).getPort(), "/"));
      run.signal("TERM");
      assertEquals(143, run.end());
    } finally {
      Files.delete(site.resolve("index.html"));
    }
  }

  @Test
  void tellsThatTheManualIsNotThere() throws Exception {
    try (Launched run = docs("LANG=C.UTF-8")) {
      assertEquals(1, run.end());
      Path wanted = home.toRealPath().resolve("site/index.html");
      assertEquals(
          "scapro: expected the manual at %s, got none; do: run docs/build\n".formatted(wanted),
          run.errors());
    }
  }
}
