package io.scapro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The module says on the module path what documents and service files say on the class path. */
class ModuleTest {

  private static final Path DOCUMENT = Path.of("docs/architecture.md");
  private static final Path SERVICES = Path.of("src/main/resources/META-INF/services");

  private static ModuleDescriptor module;

  @BeforeAll
  static void read() throws IOException, URISyntaxException {
    Path classes =
        Path.of(Socket.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
      module = ModuleDescriptor.read(in);
    }
  }

  /** The packages that the section lists, one a line. */
  private static Set<String> documentedExports() throws IOException {
    String document = Files.readString(DOCUMENT);
    int start = document.indexOf("\n## Exported packages\n");
    assertTrue(start >= 0, "expected a section \"Exported packages\" in " + DOCUMENT);
    int end = document.indexOf("\n## ", start + 1);
    return document
        .substring(start, end)
        .lines()
        .filter(line -> line.startsWith("* `"))
        .map(line -> line.substring(3, line.indexOf('`', 3)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void exportsWhatTheDocumentListsAndNothingElse() throws IOException {
    Set<String> exported =
        module.exports().stream()
            .filter(export -> !export.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(documentedExports(), exported, "exports of the module, and of " + DOCUMENT);
  }

  @Test
  void opensNothingAndExportsNothingToSomeOnly() {
    assertEquals(Set.of(), module.opens());
    assertTrue(module.exports().stream().noneMatch(ModuleDescriptor.Exports::isQualified));
  }

  @Test
  void providesTheServicesOfTheClassPathInTheSameOrder() throws IOException {
    var files = new TreeMap<String, Object>();
    try (Stream<Path> all = Files.list(SERVICES)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readAllLines(file));
      }
    }
    var provided = new TreeMap<String, Object>();
    module.provides().forEach(each -> provided.put(each.service(), each.providers()));
    assertEquals(files, provided);
  }

  @Test
  void usesItsOwnServices() {
    Set<String> own =
        module.provides().stream()
            .map(ModuleDescriptor.Provides::service)
            .filter(service -> service.startsWith("io.scapro"))
            .collect(Collectors.toSet());
    assertEquals(own, module.uses());
  }

  @Test
  void needsNothingOptional() {
    Set<String> needed =
        module.requires().stream()
            .filter(each -> !each.modifiers().contains(Modifier.STATIC))
            .map(ModuleDescriptor.Requires::name)
            .filter(name -> !name.matches("(java|jdk|io[.]netty)[.].*"))
            .collect(Collectors.toSet());
    assertEquals(Set.of("io.vertx.core", "io.vertx.core.logging"), needed); // the core brings both
  }
}
