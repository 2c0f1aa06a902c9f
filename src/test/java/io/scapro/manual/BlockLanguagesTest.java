package io.scapro.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.scapro.manual.Page.Block;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each language of a block in the manual has a test that checks its blocks, or needs none. */
class BlockLanguagesTest {

  private static final Set<String> RUN =
      Set.of(
          "console", // ConsoleBlocksIT
          "java", // DocumentedSamplesTest
          "kotlin", // DocumentedSamplesTest
          "json", // DocumentedConfigurationTest
          "js"); // PageBlocksIT

  private static final Set<String> CHECKED =
      Set.of(
          "sh", // ShellBlocksIT: what needs root, a cluster, or the build itself
          "c", // CBlocksIT: programs of other libraries
          "mermaid"); // DocsSiteIT: drawings

  /** A part of a file in conf or examples: DocumentedSamplesTest. */
  private static final Set<String> FILES = Set.of("dockerfile", "html", "ini", "yaml");

  /**
   * Output, a few lines for a file of the reader, and code that needs libraries which the build
   * does not have.
   */
  private static final Set<String> SHOWN = Set.of("", "text", "properties", "xml", "go");

  private static boolean isKnown(Block block) {
    return Stream.of(RUN, CHECKED, FILES, SHOWN).anyMatch(all -> all.contains(block.language()));
  }

  @Test
  void everyLanguageIsKnown() {
    List<Block> unknown =
        Page.manual().stream()
            .flatMap(page -> page.blocks().stream())
            .filter(block -> !isKnown(block))
            .toList();
    assertEquals(List.of(), unknown, "expected a language of this class, or a test for another");
  }

  @Test
  void findsWhatItLooksFor() {
    assertFalse(isKnown(Page.of(Path.of("page"), "```bash\nls\n```\n").blocks().get(0)));
  }
}
