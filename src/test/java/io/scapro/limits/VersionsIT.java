package io.scapro.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scapro with the jars of other Vert.x, each in a process of its own. */
class VersionsIT {

  private static final Path VERSIONS = Path.of("target/versions");

  @TempDir Path folder;

  /** Those that the build copied: two that are too old, and one that is newer than its own. */
  private static List<String> copied() {
    return List.of(System.getProperty("scapro.versions").split(","));
  }

  static List<String> tooOld() {
    return copied().subList(0, 2);
  }

  @ParameterizedTest
  @MethodSource("tooOld")
  void isNoHarmToAnApplicationThatDoesNotUseIt(String version) throws Exception {
    try (Child child = new Child("true", classPath(version), List.of(Bystander.class.getName()))) {
      assertEquals("answer", child.next().getString("got"));
    }
  }

  @ParameterizedTest
  @MethodSource("tooOld")
  void refusesWithOneSentence(String version) throws Exception {
    String sentence =
        "expected Vert.x 5.1 or newer, got "
            + version
            + "; do: depend on io.vertx:vertx-core 5.1 or newer";
    try (Child child = new Child("true", classPath(version), List.of(Refused.class.getName()))) {
      for (int i = 0; i < 5; i++) { // four sockets and a verticle
        assertEquals(sentence, child.next().getString("got"));
      }
    }
  }

  @Test
  void worksWithTheOneOfTheBuild() throws Exception {
    carriesMessages(own("vertx-core|netty-(?!tcnative)|jackson-core"));
  }

  @Test
  void worksWithANewerOne() throws Exception {
    carriesMessages(classPath(copied().get(2)));
  }

  private void carriesMessages(String classPath) throws Exception {
    Exchange exchange = Exchange.in(folder);
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                classPath,
                AllTransports.class.getName()));
    command.addAll(exchange.arguments());
    assertEquals(exchange.output(), Program.run(folder, command));
  }

  /** The classes under test, and the jars of {@code version}. */
  private static String classPath(String version) throws Exception {
    Path jars = VERSIONS.resolve(version);
    assertTrue(Files.isDirectory(jars), "expected " + jars + "; do: mvn process-test-resources");
    boolean bringsNetty = false;
    StringBuilder path = new StringBuilder();
    try (Stream<Path> all = Files.list(jars)) {
      for (Path jar : all.sorted().toList()) {
        path.append(jar.toAbsolutePath()).append(File.pathSeparator);
        bringsNetty |= jar.getFileName().toString().startsWith("netty-");
      }
    }
    return path + own(bringsNetty ? "none" : "netty-(?!tcnative)|jackson-core");
  }

  /** The folders of classes, and the jars with these names, of this JVM's class path. */
  private static String own(String names) {
    return String.join(
        File.pathSeparator,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                entry ->
                    Files.isDirectory(Path.of(entry))
                        || Path.of(entry)
                            .getFileName()
                            .toString()
                            .matches("(" + names + ").*[.]jar"))
            .toList());
  }
}
