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

/** A project outside the source tree, made of what README says, and built by Maven. */
final class Application {

  private static final Path README = Path.of("README.md");
  private static final Pattern BLOCK = Pattern.compile("\n```(\\w+)\n(.*?)\n```", Pattern.DOTALL);

  private final OutsideMaven maven;

  Application(Path home) throws IOException {
    maven = new OutsideMaven(home);
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

  private static String project(String dependency) {
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
          <dependencies>
        %s  </dependencies>
        </project>
        """
        .formatted(dependency);
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
    Files.writeString(project.resolve("pom.xml"), project(snippets.get(0)));
    Files.writeString(sources.resolve("example/Hello.java"), snippets.get(1));
    if (modular) {
      Files.writeString(sources.resolve("module-info.java"), snippets.get(2));
    }
    String plugins = "org.apache.maven.plugins:maven-";
    maven.run(
        project,
        List.of(
            plugins
                + "compiler-plugin:"
                + OutsideMaven.ours("maven-compiler-plugin.version")
                + ":compile",
            plugins
                + "dependency-plugin:"
                + OutsideMaven.ours("maven-dependency-plugin.version")
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
    return maven.repository();
  }
}
