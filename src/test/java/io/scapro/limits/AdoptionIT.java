package io.scapro.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What README tells users to do works, on the class path and on the module path. */
class AdoptionIT {

  private static final Path JDKS = Path.of("/usr/lib/jvm");

  @TempDir private static Path folder;

  private static Application application;
  private static List<Path> jars;
  private static Set<String> installed;

  @BeforeAll
  static void build() throws Exception {
    installed = installed();
    application = new Application(folder);
    jars = application.build(folder.resolve("plain"), false);
    assertEquals(jars, application.build(folder.resolve("modular"), true));
  }

  /** The JDK of this build, and the newest from 21 on that is installed. */
  static List<Path> jdks() throws IOException {
    List<Path> result = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    if (Files.isDirectory(JDKS)) {
      try (Stream<Path> all = Files.list(JDKS)) {
        all.filter(jdk -> Files.isExecutable(jdk.resolve("bin/javac")))
            .filter(jdk -> major(jdk) >= 21)
            .max(Comparator.comparingInt(AdoptionIT::major))
            .ifPresent(result::add);
      }
    }
    return result.stream().distinct().toList();
  }

  private static int major(Path jdk) {
    Properties release = new Properties();
    try (var file = Files.newBufferedReader(jdk.resolve("release"))) {
      release.load(file);
    } catch (IOException e) {
      return 0;
    }
    String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Integer.parseInt(version.replaceFirst("\\D.*", ""));
  }

  private static String path(List<Path> more, Path first) {
    return Stream.concat(Stream.of(first), more.stream())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String onJdk(Path jdk, String tool, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/" + tool).toString()));
    if (tool.equals("java") && major(jdk) >= 24) {
      // Netty uses Unsafe, which Java now warns of.
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(arguments);
    return Program.run(folder, command);
  }

  @Test
  void snippetHasTheVersionOfTheBuild() throws Exception {
    String dependency = Application.snippets().get(0);
    String version = "<version>" + OutsideMaven.ours("version") + "</version>";
    assertTrue(dependency.contains(version), dependency);
  }

  @Test
  void bringsVertxWithNettyAndAnnotationsOnly() {
    Set<String> others = new TreeSet<>();
    for (Path jar : jars) {
      Path inRepository = application.repository().relativize(jar);
      String artifact = inRepository.getParent().getParent().toString();
      if (!artifact.startsWith("io/netty/netty-")) {
        others.add(artifact);
      }
    }
    Set<String> expected =
        new TreeSet<>(
            Set.of(
                "com/fasterxml/jackson/core/jackson-core",
                "io/scapro/scapro",
                "io/vertx/vertx-core",
                "io/vertx/vertx-core-logging",
                "org/jspecify/jspecify"));
    if (Runtime.version().feature() >= 21) { // Vert.x asks for more there
      expected.addAll(
          Set.of(
              "com/fasterxml/jackson/core/jackson-annotations",
              "tools/jackson/core/jackson-core",
              "tools/jackson/core/jackson-databind"));
    }
    assertEquals(expected, others);
  }

  @Test
  void leavesNothingInTheRepositoryOfTheBuild() throws Exception {
    assertEquals(installed, installed());
    assertTrue(jars.stream().allMatch(jar -> jar.startsWith(application.repository())));
  }

  /** Files of Scapro in the repository of the build: a developer may have installed it. */
  private static Set<String> installed() throws IOException {
    Path ours = OutsideMaven.ofTheBuild().resolve("io/scapro");
    if (!Files.exists(ours)) {
      return Set.of();
    }
    try (Stream<Path> all = Files.walk(ours)) {
      Set<String> result = new TreeSet<>();
      for (Path file : all.toList()) {
        result.add(file + " " + Files.getLastModifiedTime(file));
      }
      return result;
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void runsOnTheClassPath(Path jdk) throws Exception {
    Path classes = folder.resolve("plain/target/classes");
    assertEquals(
        "hello world\n", onJdk(jdk, "java", List.of("-cp", path(jars, classes), "example.Hello")));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void runsOnTheModulePath(Path jdk) throws Exception {
    Path classes = folder.resolve("modular/target/classes");
    assertEquals(
        "hello world\n",
        onJdk(jdk, "java", List.of("-p", path(jars, classes), "-m", "example/example.Hello")));
  }

  /** By the compiler of each JDK, on the class path and on the module path. */
  @ParameterizedTest
  @MethodSource("jdks")
  void compilesWithoutWarning(Path jdk) throws Exception {
    Path sources = folder.resolve("modular/src/main/java");
    String program = sources.resolve("example/Hello.java").toString();
    String module = sources.resolve("module-info.java").toString();
    Path out = Files.createTempDirectory(folder, "compiled");
    assertEquals("", compile(jdk, out, "-cp", program));
    assertEquals("", compile(jdk, out, "-p", program, module));
  }

  private static String compile(Path jdk, Path out, String pathOption, String... sources)
      throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("--release", "17", "-Xlint:all,-classfile", "-Werror", "-d", out.toString()));
    // classfile: vertx-core is compiled against annotations that it does not bring along.
    arguments.addAll(List.of(pathOption, path(jars, out)));
    arguments.addAll(List.of(sources));
    return onJdk(jdk, "javac", arguments);
  }

  /**
   * For a module that requires {@code io.scapro} and nothing else, without {@code --add-modules}.
   */
  @ParameterizedTest
  @MethodSource("jdks")
  void hasItsTransportsOnTheModulePath(Path jdk) throws Exception {
    Path home = Files.createTempDirectory(folder, "transports");
    Path module =
        Files.writeString(home.resolve("module-info.java"), "module all { requires io.scapro; }");
    Path source = Path.of("src/test/java/io/scapro/limits/AllTransports.java").toAbsolutePath();
    Path classes = Files.createDirectory(home.resolve("classes"));
    assertEquals("", compile(jdk, classes, "-p", module.toString(), source.toString()));
    Exchange exchange = Exchange.in(home);
    List<String> arguments =
        new ArrayList<>(
            List.of("-p", path(jars, classes), "-m", "all/" + AllTransports.class.getName()));
    arguments.addAll(exchange.arguments());
    assertEquals(exchange.output(), onJdk(jdk, "java", arguments));
  }
}
