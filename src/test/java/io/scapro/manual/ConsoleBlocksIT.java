package io.scapro.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.cli.Launched;
import io.scapro.interop.Requirement;
import io.scapro.manual.Page.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The commands of the manual print what it shows: each block in the language {@code console} is run
 * in a folder of its own, with free ports in place of those of the page.
 */
@Timeout(180)
class ConsoleBlocksIT {

  @TempDir static Path home;

  private static Path bin;

  @TempDir Path folder;

  @BeforeAll
  static void install() throws IOException {
    Requirement.program("bash");
    Requirement.program("openssl");
    bin = Launched.install(home).getParent();
    try (Stream<Path> commands = Files.list(Path.of("bin"))) {
      for (Path each : commands.filter(Files::isSymbolicLink).toList()) {
        Files.createSymbolicLink(bin.resolve(each.getFileName()), Path.of("scapro"));
      }
    }
  }

  static Stream<Block> blocks() {
    return Page.manual().stream()
        .flatMap(page -> page.blocks().stream())
        .filter(block -> block.language().equals("console"));
  }

  private void run(Block block) throws IOException, InterruptedException {
    try (Console console = new Console(block, folder, bin)) {
      console.run();
    }
  }

  private static Block block(String text) {
    return new Block(Path.of("page"), 1, "console", "", text);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blocks")
  void printsWhatThePageShows(Block block) throws Exception {
    run(block);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$ echo hello\nhallo\n",
        "$ echo hello\n",
        "$ echo hello\nhello\nhello\n",
        "$ echo hello; exit 1\nhello\n",
        "$ echo hello &\nhallo\n",
        "hello\n$ echo hello\n",
        ""
      })
  void findsWhatItLooksFor(String text) {
    Throwable failure = assertThrows(Throwable.class, () -> run(block(text)));
    assertTrue(failure.getMessage().startsWith("page:1: "), failure::getMessage);
  }

  @Test
  void waitsForTheOutputInTheBackground() throws Exception {
    run(block("$ echo 1 > one; echo ready; exec tail -f one &\n…\nready\n$ cat one\n1\n"));
  }

  @Test
  void replacesPortsAndPutsThemBack() throws Exception {
    String text = "tcp://127.0.0.1:5555 -l 5556 abstract://echo 5555";
    try (Places places = new Places()) {
      places.reserve(text);
      String used = places.used(text);
      assertTrue(
          used.matches("tcp://127\\.0\\.0\\.1:\\d+ -l \\d+ abstract://echo-\\S+ \\d+"), used);
      assertFalse(used.matches(".*(?<!\\d)555[56](?!\\d).*"), used);
      assertEquals(text, places.shown(used));
      assertEquals("10000", places.used("10000"));
    }
  }

  @Test
  void readsCommandsAndTheirOutput() {
    Block block = block("$ a &\n$ b c\n…\nd … e\n");
    assertEquals(
        List.of(new ConsoleCommand("a", true, ""), new ConsoleCommand("b c", false, "…\nd … e\n")),
        ConsoleCommand.of(block));
    ConsoleCommand last = ConsoleCommand.of(block).get(1);
    assertTrue(last.shows("d x e\n"));
    assertTrue(last.shows("1\n2\nd x e\n"));
    assertFalse(last.shows("d x e\n1\n"));
    assertFalse(last.shows("1\nd\ne\n"));
  }
}
