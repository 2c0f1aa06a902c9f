package io.scapro.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A project outside the source tree, made of what README says, and built by Maven. It finds Scapro
 * in a repository of its own, and all else in the local repository of this build, so that it needs
 * no network and leaves nothing there.
 */
final class Application {

  private static final Path README = Path.of("README.md");
  private static final Pattern BLOCK = Pattern.compile("\n```(\\w+)\n(.*?)\n```", Pattern.DOTALL);

  private final Path home;

  Application(Path home) throws IOException {
    this.home = home;
    publish(home.resolve("published/io/scapro/scapro/" + ours("version")));
    Files.writeString(home.resolve("settings.xml"), settings());
  }

  /** The fenced blocks of the section for users: dependency, program, and module. */
  static List<String> snippets() throws IOException {
    String readme = Files.readString(README);
    int start = readme.indexOf("\n## Use it in your project\n");
    assertTrue(start >= 0, "expected a section \"Use it in your project\" in " + README);
    Matcher blocks = BLOCK.matcher(readme.substring(start, readme.indexOf("\n## ", start + 1)));
    List<String> languages = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    while (blocks.find()) {
      languages.add(blocks.group(1));
      texts.add(blocks.group(2) + '\n');
    }
    assertEquals(List.of("xml", "java", "java"), languages, "blocks of the section");
    return texts;
  }

  /** What pom.xml of this build has for {@code element}, the first of that name. */
  static String ours(String element) throws IOException {
    Matcher value =
        Pattern.compile('<' + element + ">([^<]+)</").matcher(Files.readString(Path.of("pom.xml")));
    assertTrue(value.find(), "expected " + element + " in pom.xml");
    return value.group(1);
  }

  private static void publish(Path folder) throws IOException {
    Path jar = Path.of("target/scapro.jar");
    assertTrue(Files.exists(jar), "expected " + jar + "; do: mvn package");
    Files.createDirectories(folder);
    Files.copy(jar, folder.resolve("scapro-" + ours("version") + ".jar"));
    Files.copy(Path.of("pom.xml"), folder.resolve("scapro-" + ours("version") + ".pom"));
  }

  /** The local repository of this build, from which the application takes what it needs. */
  static Path ofTheBuild() {
    return Path.of(System.getProperty("scapro.repository"));
  }

  private static String settings() {
    return """
        <settings>
          <mirrors>
            <mirror>
              <id>build</id>
              <mirrorOf>*,!published</mirrorOf>
              <url>%s</url>
            </mirror>
          </mirrors>
        </settings>
        """
        .formatted(ofTheBuild().toUri());
  }

  private static String project(String dependency, Path published) {
    return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>example</groupId>
          <artifactId>example</artifactId>
          <version>1</version>
          <properties>
            <maven.compiler.release>17</maven.compiler.release>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          </properties>
          <repositories>
            <repository>
              <id>published</id>
              <url>%s</url>
              <snapshots><checksumPolicy>ignore</checksumPolicy></snapshots>
            </repository>
          </repositories>
          <dependencies>
        %s  </dependencies>
        </project>
        """
        .formatted(published.toUri(), dependency);
  }

  /**
   * Compiles the program of README.
   *
   * @param modular whether as a module
   * @return the jars it needs at run time
   */
  List<Path> build(Path project, boolean modular) throws IOException, InterruptedException {
    List<String> snippets = snippets();
    Path sources = Files.createDirectories(project.resolve("src/main/java/example")).getParent();
    Files.writeString(
        project.resolve("pom.xml"), project(snippets.get(0), home.resolve("published")));
    Files.writeString(sources.resolve("example/Hello.java"), snippets.get(1));
    if (modular) {
      Files.writeString(sources.resolve("module-info.java"), snippets.get(2));
    }
    String plugins = "org.apache.maven.plugins:maven-";
    Program.run(
        project,
        List.of(
            "mvn",
            "-B",
            "-ntp",
            "-q",
            "-s",
            home.resolve("settings.xml").toString(),
            "-gs",
            home.resolve("settings.xml").toString(),
            "-Dmaven.repo.local=" + repository(),
            plugins + "compiler-plugin:" + ours("maven-compiler-plugin.version") + ":compile",
            plugins
                + "dependency-plugin:"
                + ours("maven-dependency-plugin.version")
                + ":build-classpath",
            "-DincludeScope=runtime",
            "-Dmdep.outputFile=" + project.resolve("classpath")));
    String classPath = Files.readString(project.resolve("classpath")).strip();
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(classPath)
        .map(Path::of)
        .toList();
  }

  /** Where Maven keeps what the applications need. */
  Path repository() {
    return home.resolve("local");
  }
}
