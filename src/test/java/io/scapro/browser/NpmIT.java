package io.scapro.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.scapro.interop.Requirement;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The npm package that {@code mvn package} makes, as npm and Node see it. */
class NpmIT {

  @TempDir static Path folder;

  private static String pom;
  private static Path archive;
  private static Path content;

  @BeforeAll
  static void unpack() throws Exception {
    pom = Files.readString(Path.of("pom.xml"));
    archive = Path.of("target/npm/scapro-" + first("version") + ".tgz").toAbsolutePath();
    run(folder, "tar", "xzf", archive.toString());
    content = folder.resolve("package");
  }

  /** What pom.xml has for the first element of that name. */
  private static String first(String element) {
    return pom.replaceAll("(?s).*?<%1$s>(.*?)</%1$s>.*".formatted(element), "$1");
  }

  private static String run(Path in, String... command) throws Exception {
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(in.toFile()).redirectError(errors.toFile());
    builder.environment().put("npm_config_cache", folder.resolve("cache").toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> output + text(errors));
    return output;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Set<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(content)) {
      return all.filter(Files::isRegularFile)
          .map(file -> content.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void hasTheVersionAndTheHomeOfTheProject() throws IOException {
    JsonObject npm = new JsonObject(Files.readString(content.resolve("package.json")));
    assertEquals(first("version"), npm.getString("version"));
    assertEquals(first("project.home"), npm.getString("homepage"));
  }

  @Test
  void hasTheModuleItsTypesItsLicenceAndItsReadme() throws IOException {
    assertEquals(
        new TreeSet<>(Set.of("LICENSE", "README.md", "package.json", "scapro.d.ts", "scapro.js")),
        files());
    assertEquals(-1, Files.mismatch(Path.of("LICENSE"), content.resolve("LICENSE")));
    assertEquals(-1, Files.mismatch(Path.of("webroot/scapro.js"), content.resolve("scapro.js")));
  }

  @Test
  void isWhatNpmWouldPack() throws Exception {
    Requirement.program("npm");
    JsonObject packed =
        new JsonArray(run(content, "npm", "pack", "--dry-run", "--json")).getJsonObject(0);
    Set<String> names =
        packed.getJsonArray("files").stream()
            .map(file -> ((JsonObject) file).getString("path"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(names, files());
    assertEquals(archive.getFileName().toString(), packed.getString("filename"));
  }

  @Test
  void isInstalledAndImported() throws Exception {
    Requirement.program("npm");
    Requirement.program("node");
    Path project = Files.createDirectory(folder.resolve("project"));
    Files.writeString(project.resolve("package.json"), "{\"private\": true, \"type\": \"module\"}");
    run(project, "npm", "install", "--offline", "--no-audit", "--no-fund", archive.toString());
    String installed = exports(project, "scapro");
    assertFalse(installed.isBlank());
    assertEquals(exports(project, Path.of("webroot/scapro.js").toUri().toString()), installed);
  }

  private static String exports(Path project, String module) throws Exception {
    Path program = project.resolve("names.js");
    Files.writeString(
        program, "import * as all from '%s'; console.log(Object.keys(all));".formatted(module));
    return run(project, "node", program.toString());
  }
}
