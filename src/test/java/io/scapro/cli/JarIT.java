package io.scapro.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jars. */
class JarIT {

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  @TempDir Path folder;

  private static List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  private static Set<String> names(String jar) throws IOException {
    try (JarFile file = new JarFile(TARGET.resolve(jar).toFile())) {
      return file.stream()
          .filter(entry -> !entry.isDirectory())
          .map(JarEntry::getName)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Set<String> classes(String jar, String folder) throws IOException {
    return names(jar).stream()
        .filter(name -> name.startsWith(folder) && name.endsWith(".class"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean hasMain(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest() != null
          && file.getManifest().getMainAttributes().containsKey(Attributes.Name.MAIN_CLASS);
    }
  }

  @Test
  void areTheLibraryTheToolsTheirSourcesAndTheirDocumentation() throws IOException {
    assertEquals(
        Set.of("scapro.jar", "scapro-cli.jar", "scapro-javadoc.jar", "scapro-sources.jar"),
        jars().stream().map(jar -> jar.getFileName().toString()).collect(Collectors.toSet()));
  }

  @Test
  void shareNoClassAndForgetNone() throws IOException {
    Set<String> library = classes("scapro.jar", "");
    Set<String> tools = classes("scapro-cli.jar", "");
    assertTrue(library.stream().noneMatch(tools::contains), "expected no class in both jars");
    Set<String> all = new TreeSet<>(library);
    all.addAll(tools);
    Path compiled = Path.of("target/classes");
    try (Stream<Path> files = Files.walk(compiled)) {
      Set<String> wanted =
          files
              .map(file -> compiled.relativize(file).toString())
              .filter(name -> name.endsWith(".class"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(wanted, all);
    }
  }

  @Test
  void libraryHasNoCommandLine() throws IOException {
    assertEquals(Set.of(), classes("scapro.jar", "io/scapro/cli/"));
    assertEquals(Set.of(), classes("scapro.jar", "io/scapro/verticle/demo/"));
  }

  @Test
  void toolsAreForTheClassPath() throws IOException {
    assertTrue(
        names("scapro-cli.jar").stream().noneMatch(name -> name.equals("module-info.class")));
  }

  @Test
  void haveTheLicence() throws IOException {
    for (String jar : List.of("scapro.jar", "scapro-cli.jar")) {
      assertTrue(names(jar).containsAll(Set.of("META-INF/LICENSE", "META-INF/NOTICE")), jar);
    }
  }

  /** {@code java -jar} works where a jar has a main class. */
  @Test
  void areProgramsWhereTheyClaimToBe() throws Exception {
    Set<String> programs = new TreeSet<>();
    for (Path jar : jars()) {
      if (hasMain(jar)) {
        programs.add(jar.getFileName().toString());
        try (Launched run = java(jar, "--version")) {
          assertTrue(run.line().matches("scapro \\d.*"));
          assertEquals(0, run.end());
          assertEquals("", run.errors());
        }
      }
    }
    assertEquals(Set.of("scapro-cli.jar"), programs);
  }

  @Test
  void toolsSayWhatTheyNeedWhereTheyAreAlone() throws Exception {
    Path alone = Files.copy(TARGET.resolve("scapro-cli.jar"), folder.resolve("scapro-cli.jar"));
    try (Launched run = java(alone, "--version")) {
      assertEquals(70, run.end());
      assertEquals(
          "scapro: expected the library %s, got none; do: unpack the distribution, and start its lib/scapro-cli.jar\n"
              .formatted(folder.resolve("scapro.jar")),
          run.errors());
    }
  }

  private Launched java(Path jar, String argument) throws IOException {
    String java = System.getProperty("java.home") + "/bin/java";
    return Launched.start(folder, java, "-jar", jar.toString(), argument);
  }
}
