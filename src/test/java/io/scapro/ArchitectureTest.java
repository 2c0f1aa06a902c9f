package io.scapro;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The structure that docs/architecture.md describes: packages, arrows, and who sees the inside. */
class ArchitectureTest {

  private static final Path DOCUMENT = Path.of("docs/architecture.md");
  private static final Path SOURCES = Path.of("src/main/java");
  private static final String ROOT = "io.scapro";
  private static final int MOST_FILES = 25;
  private static final int MOST_LINES = 300;

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** All that a protocol may see of Vert.x: futures, handlers, streams, buffers and options. */
  private static final Set<String> PURE =
      Set.of(
          "io.vertx.core.AsyncResult",
          "io.vertx.core.Completable",
          "io.vertx.core.Future",
          "io.vertx.core.Handler",
          "io.vertx.core.Promise",
          "io.vertx.core.Vertx",
          "io.vertx.core.buffer.Buffer",
          "io.vertx.core.json.JsonObject",
          "io.vertx.core.streams.Pipe",
          "io.vertx.core.streams.ReadStream",
          "io.vertx.core.streams.StreamBase",
          "io.vertx.core.streams.WriteStream");

  // ---- arrows ----

  /** A package as the document writes it: without the root, and {@code api} for the root itself. */
  private static String room(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? "api" : name.substring(ROOT.length() + 1);
  }

  /** The rows {@code `a` → `b` `c`} of the document. */
  private static Map<String, Set<String>> documentedArrows() throws IOException {
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (String line : section("## Dependencies between packages")) {
      if (line.startsWith("| `")) {
        String[] cells = line.split("\\|");
        Set<String> to = new TreeSet<>(words(cells[2]));
        words(cells[1]).forEach(from -> arrows.put(from, to));
      }
    }
    return arrows;
  }

  private static List<String> words(String cell) {
    return Arrays.stream(cell.split("[` ]+")).filter(word -> !word.isBlank()).toList();
  }

  /** The lines from {@code heading} to the next one. */
  private static List<String> section(String heading) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (line.startsWith("## ")) {
        inside = line.equals(heading);
      } else if (inside) {
        lines.add(line);
      }
    }
    assertTrue(!lines.isEmpty(), "expected a section " + heading + " in " + DOCUMENT);
    return lines;
  }

  private static Map<String, Set<String>> arrows() {
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (JavaClass type : MAIN) {
      Set<String> to = arrows.computeIfAbsent(room(type), any -> new TreeSet<>());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith(ROOT) && !room(target).equals(room(type))) {
          to.add(room(target));
        }
      }
    }
    return arrows;
  }

  /** Direct arrows, so that no path leads where the document has none. */
  @Test
  void arrowsAreThoseOfTheDocument() throws IOException {
    Map<String, Set<String>> documented = documentedArrows();
    Map<String, Set<String>> found = arrows();
    Set<String> rooms = new TreeSet<>(documented.keySet());
    rooms.addAll(found.keySet());
    List<String> differences = new ArrayList<>();
    for (String room : rooms) {
      if (!Objects.equals(documented.get(room), found.get(room))) {
        differences.add(
            "%s: expected %s, got %s".formatted(room, documented.get(room), found.get(room)));
      }
    }
    assertEquals("", String.join("\n", differences), "arrows that differ from " + DOCUMENT);
  }

  @Test
  void packagesHaveNoCycles() {
    SliceAssignment byPackage =
        new SliceAssignment() {
          @Override
          public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
          }

          @Override
          public String getDescription() {
            return "every package";
          }
        };
    slices().assignedFrom(byPackage).should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void classesHaveNoCycles() {
    SliceAssignment byFile =
        new SliceAssignment() {
          @Override
          public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(file(type));
          }

          @Override
          public String getDescription() {
            return "every top-level class";
          }
        };
    slices().assignedFrom(byFile).should().beFreeOfCycles().check(MAIN);
  }

  private static String file(JavaClass type) {
    return type.getName().replaceFirst("\\$.*", "");
  }

  // ---- what is below the public API of Vert.x ----

  private static Set<String> documentedInsiders() throws IOException {
    return section("## Netty and internal classes of Vert.x").stream()
        .filter(line -> line.startsWith("* `"))
        .map(line -> ROOT + '.' + line.substring(3, line.indexOf('`', 3)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theDocumentListsWhoTouchesNettyAndTheInsideOfVertx() throws IOException {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : MAIN) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (target.startsWith("io.netty") || target.startsWith("io.vertx.core.internal")) {
          found.add(file(type));
        }
      }
    }
    assertEquals(String.join("\n", documentedInsiders()), String.join("\n", found));
  }

  @Test
  void nobodyUsesTheImplementationOfVertx() {
    noClasses().should().dependOnClassesThat().resideInAPackage("io.vertx..impl..").check(MAIN);
  }

  @Test
  void protocolsSeeFuturesStreamsAndBuffersOnly() {
    DescribedPredicate<JavaClass> impure =
        describe(
            "Vert.x beyond futures, handlers, streams and buffers",
            type -> type.getPackageName().startsWith("io.vertx") && !PURE.contains(type.getName()));
    noClasses()
        .that()
        .resideInAnyPackage("io.scapro.protocol..", "io.scapro.policy..")
        .should()
        .dependOnClassesThat(impure)
        .check(MAIN);
  }

  @Test
  void theWireIsBytesOnly() {
    classes()
        .that()
        .resideInAPackage("io.scapro.wire..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "org.jspecify..", "io.vertx.core.buffer", "io.scapro", "io.scapro.wire..")
        .check(MAIN);
  }

  @Test
  void oneRoomKnowsHazelcast() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.scapro.cluster..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster..")
        .check(MAIN);
  }

  // ---- sizes ----

  private static Map<Path, List<Path>> filesByFolder() throws IOException {
    try (Stream<Path> all = Files.walk(SOURCES)) {
      return all.filter(file -> file.toString().endsWith(".java"))
          .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.toList()));
    }
  }

  /** Larger packages, which the document gives a reason for. */
  private static Set<String> documentedLargePackages() throws IOException {
    return section("## Large packages").stream()
        .filter(line -> line.startsWith("* `"))
        .map(line -> line.substring(3, line.indexOf('`', 3)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void packagesAreSmallOrHaveAReason() throws IOException {
    Set<String> large = new TreeSet<>();
    filesByFolder()
        .forEach(
            (folder, files) -> {
              if (files.size() > MOST_FILES) {
                large.add(SOURCES.relativize(folder).toString().replace('/', '.'));
              }
            });
    assertEquals(documentedLargePackages(), large, "packages with over " + MOST_FILES + " files");
  }

  @Test
  void noFileIsLong() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (List<Path> files : filesByFolder().values()) {
      for (Path file : files) {
        long lines = codeLines(file);
        if (lines > MOST_LINES) {
          tooLong.add(file + " has " + lines);
        }
      }
    }
    assertEquals(List.of(), tooLong, "files with over " + MOST_LINES + " lines of code");
  }

  /** Lines that are neither blank nor comment. */
  private static long codeLines(Path file) throws IOException {
    boolean[] inComment = {false};
    return Files.readAllLines(file).stream()
        .map(String::strip)
        .filter(
            line -> {
              boolean comment = inComment[0] || line.startsWith("/*") || line.startsWith("//");
              inComment[0] = (inComment[0] || line.startsWith("/*")) && !line.endsWith("*/");
              return !comment && !line.isEmpty();
            })
        .count();
  }

  private static long publicTypes(String... packages) {
    Set<String> wanted = Set.of(packages);
    return MAIN.stream()
        .filter(type -> wanted.contains(type.getPackageName()))
        .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
        .count();
  }

  @Test
  void usersHaveFewTypesToLearn() {
    long api = publicTypes(ROOT, ROOT + ".protocol");
    assertTrue(api <= 80, "public types of the API and the protocols: " + api);
    long spi = publicTypes(ROOT + ".spi");
    assertTrue(spi <= 30, "public types of the SPI: " + spi);
  }
}
