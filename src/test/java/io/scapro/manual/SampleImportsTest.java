package io.scapro.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.manual.Page.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A page names the packages of the library's classes in its samples, which show no imports. */
class SampleImportsTest {

  private static final String LINE = "Imports of the samples: ";
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (io\\.scapro[\\w.]*)\\.(\\w+);");
  private static final Pattern PACKAGE = Pattern.compile("`([\\w.]+)\\.\\*`");

  private static final Set<String> EXPORTED = readExported();

  /** The pages with samples of Java, but for those that show whole files. */
  static Stream<Path> pages() {
    return Page.manual().stream()
        .filter(page -> page.file().startsWith("docs") && samples(page).findAny().isPresent())
        .map(Page::file);
  }

  private static Stream<Block> samples(Page page) {
    return page.blocks().stream()
        .filter(block -> block.language().equals("java") && !block.text().contains("\nimport "));
  }

  private static Set<String> readExported() {
    try (var in = Files.newInputStream(Path.of("target/classes/module-info.class"))) {
      return ModuleDescriptor.read(in).exports().stream()
          .map(ModuleDescriptor.Exports::source)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The packages of the imports in {@code source} that {@code sample} needs. */
  private static Set<String> needed(String sample, String source) {
    return IMPORT
        .matcher(source)
        .results()
        .filter(each -> Pattern.compile("\\b" + each.group(2) + "\\b").matcher(sample).find())
        .map(each -> each.group(1))
        .filter(EXPORTED::contains)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void thePageNamesThePackages(Path file) {
    Page page = Page.of(file);
    Set<String> needed =
        samples(page)
            .flatMap(block -> needed(block.text(), read(block.marker())).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> lines =
        page.lines().stream()
            .filter(line -> !line.fenced() && line.text().startsWith(LINE))
            .map(Page.Line::text)
            .toList();
    String shown = String.join("\n", lines);
    Set<String> named =
        PACKAGE
            .matcher(shown)
            .results()
            .map(each -> each.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(needed, named, () -> file + ": expected a line \"" + LINE + "…\"");
    assertTrue(lines.size() <= 1, () -> file + ": " + shown);
  }

  @Test
  void findsWhatItLooksFor() {
    String source =
        "import io.scapro.Endpoint;\nimport io.scapro.Peer;\nimport io.scapro.suite.Await;\n";
    assertEquals(Set.of("io.scapro"), needed("Endpoint e = Await.result();", source));
    assertEquals(Set.of(), needed("Endpoints e;", source));
    assertTrue(pages().count() > 20, "expected the pages with samples");
  }
}
