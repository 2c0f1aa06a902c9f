package io.scapro.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.manual.Page.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The code of the manual is compiled: a block below {@code <!-- src/… -->} is a part of that file,
 * as is one below {@code <!-- conf/… -->} or {@code <!-- examples/… -->}, or below {@code <!--
 * README.md -->} of the README, whose blocks {@code ReadmeTest} and {@code AdoptionIT} compile.
 */
class DocumentedSamplesTest {

  private static final Pattern SOURCE = Pattern.compile("(?:src|conf|examples)/\\S+|README\\.md");

  /** Languages whose blocks are always a part of a file. */
  private static final Set<String> OF_FILES =
      Set.of("java", "kotlin", "html", "dockerfile", "ini", "yaml");

  private static boolean hasSource(Block block) {
    return SOURCE.matcher(block.marker()).matches();
  }

  static Stream<Block> blocks() {
    return Page.manual().stream().flatMap(page -> page.blocks().stream());
  }

  static Stream<Block> samples() {
    return blocks().filter(DocumentedSamplesTest::hasSource);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isPartOfItsFile(Block block) throws IOException {
    Path source = Path.of(block.marker());
    assertTrue(Files.exists(source), () -> block + ": expected a file, got none: " + source);
    assertTrue(
        isPart(block.text(), Files.readString(source)),
        () -> "%s: not in %s:%n%s".formatted(block, source, block.text()));
  }

  @Test
  void everyBlockOfCodeHasASource() {
    List<Block> without =
        blocks()
            .filter(block -> OF_FILES.contains(block.language()) && !hasSource(block))
            .filter(block -> !block.file().equals(Path.of("README.md")))
            .toList();
    assertEquals(
        List.of(),
        without,
        "expected <!-- src/… -->, <!-- conf/… --> or <!-- examples/… --> directly above");
  }

  @Test
  void findsTheSamples() {
    Page page = Page.of(Path.of("page"), "<!-- README.md -->\n```java\n  a();\n```\n");
    Block block = page.blocks().get(0);
    assertTrue(hasSource(block));
    assertTrue(isPart(block.text(), "void b() {\n    a();\n}"));
    assertEquals(false, isPart(block.text(), "void b() {\n    a(1);\n}"));
    assertTrue(samples().count() > 50, "expected the samples of the manual");
  }

  /** But for the indentation; {@code block} begins and ends with whole lines. */
  private static boolean isPart(String block, String source) {
    return withoutIndentation(source).contains(withoutIndentation(block));
  }

  private static String withoutIndentation(String text) {
    return "\n" + text.replaceAll("(?m)^ +", "").strip() + "\n";
  }
}
