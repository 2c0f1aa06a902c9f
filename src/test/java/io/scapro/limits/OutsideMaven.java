package io.scapro.limits;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maven for projects outside the source tree. It finds Scapro in a repository of its own, and all
 * else in the local repository of this build, so that it needs no network and leaves nothing there.
 */
final class OutsideMaven {

  private final Path home;

  OutsideMaven(Path home) throws IOException {
    this.home = home;
    publish(home.resolve("published/io/scapro/scapro/" + ours("version")));
    Files.writeString(home.resolve("settings.xml"), settings());
  }

  /** What pom.xml of this build has for {@code element}, the first of that name. */
  static String ours(String element) throws IOException {
    return in(Path.of("pom.xml"), element);
  }

  /** What {@code pom} has for {@code element}, the first of that name. */
  static String in(Path pom, String element) throws IOException {
    Matcher value = Pattern.compile('<' + element + ">([^<]+)</").matcher(Files.readString(pom));
    assertTrue(value.find(), "expected " + element + " in " + pom);
    return value.group(1);
  }

  private static void publish(Path folder) throws IOException {
    Path jar = Path.of("target/scapro.jar");
    assertTrue(Files.exists(jar), "expected " + jar + "; do: mvn package");
    Files.createDirectories(folder);
    Files.copy(jar, folder.resolve("scapro-" + ours("version") + ".jar"));
    Files.copy(Path.of("pom.xml"), folder.resolve("scapro-" + ours("version") + ".pom"));
  }

  /** The local repository of this build, from which the projects take what they need. */
  static Path ofTheBuild() {
    return Path.of(System.getProperty("scapro.repository"));
  }

  private String settings() {
    return """
        <settings>
          <mirrors>
            <mirror>
              <id>build</id>
              <mirrorOf>*,!published</mirrorOf>
              <url>%s</url>
            </mirror>
          </mirrors>
          <profiles>
            <profile>
              <id>published</id>
              <activation><activeByDefault>true</activeByDefault></activation>
              <repositories>
                <repository>
                  <id>published</id>
                  <url>%s</url>
                  <snapshots><checksumPolicy>ignore</checksumPolicy></snapshots>
                </repository>
              </repositories>
            </profile>
          </profiles>
        </settings>
        """
        .formatted(ofTheBuild().toUri(), home.resolve("published").toUri());
  }

  /** Runs Maven in the folder {@code project}; it must succeed. Returns what it prints. */
  String run(Path project, List<String> arguments) throws IOException, InterruptedException {
    String settings = home.resolve("settings.xml").toString();
    List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp", "-q"));
    command.addAll(List.of("-s", settings, "-gs", settings));
    command.add("-Dmaven.repo.local=" + repository());
    command.addAll(arguments);
    return Program.run(project, command);
  }

  /** Where it keeps what the projects need. */
  Path repository() {
    return home.resolve("local");
  }
}
