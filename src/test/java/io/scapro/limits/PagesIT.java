package io.scapro.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scapro:web} of the packaged jar finds its pages on the class path and the module path. */
class PagesIT {

  private static final String MAIN = PagesApplication.class.getName();
  private static final List<String> PATHS =
      List.of("/", "/scapro.js", "/monitor", "/vendor/uplot/uPlot.min.css");

  @TempDir static Path folder;

  private static String jars;
  private static Path classes;

  @BeforeAll
  static void compile() throws Exception {
    List<Path> all = new ArrayList<>(List.of(Path.of("target/scapro.jar").toAbsolutePath()));
    addAll(all, "target/lib", "vertx-core|netty-|jackson|jspecify");
    addAll(all, "target/lib/server", "vertx-");
    jars = all.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    classes = Files.createDirectory(folder.resolve("classes"));
    Path module =
        Files.writeString(
            folder.resolve("module-info.java"),
            "module pages { requires io.scapro; requires io.vertx.web; requires com.fasterxml.jackson.core; }");
    Path source = Path.of("src/test/java/io/scapro/limits/PagesApplication.java").toAbsolutePath();
    run("javac", "-p", jars, "-d", classes.toString(), module.toString(), source.toString());
  }

  private static void addAll(List<Path> jars, String from, String names) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(from))) {
      files
          .filter(file -> file.getFileName().toString().matches("(" + names + ").*[.]jar"))
          .map(Path::toAbsolutePath)
          .forEach(jars::add);
    }
  }

  private static String run(String tool, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/" + tool);
    command.addAll(List.of(arguments));
    return Program.run(folder, command);
  }

  private static String served(String... start) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(start));
    arguments.addAll(PATHS);
    return run("java", arguments.toArray(String[]::new));
  }

  private static String wanted() throws IOException {
    return line("/", "text/html", "index.html")
        + line("/scapro.js", "text/javascript", "scapro.js")
        + line("/monitor", "text/html", "monitor.html")
        + line("/vendor/uplot/uPlot.min.css", "text/css", "vendor/uplot/uPlot.min.css");
  }

  private static String line(String path, String type, String file) throws IOException {
    long size = Files.size(Path.of("webroot", file));
    return "%s 200 %s; charset=utf-8 %d%n".formatted(path, type, size);
  }

  @Test
  void areServedOnTheClassPath() throws Exception {
    assertEquals(wanted(), served("-cp", classes + File.pathSeparator + jars, MAIN));
  }

  @Test
  void areServedOnTheModulePath() throws Exception {
    assertEquals(
        wanted(), served("-p", classes + File.pathSeparator + jars, "-m", "pages/" + MAIN));
  }

  /** Vert.x serves the folder webroot of the class path, which belongs to the application. */
  @Test
  void areNotMixedWithThoseOfTheApplication() throws Exception {
    Path own = Files.createDirectories(folder.resolve("own/webroot"));
    Files.writeString(own.resolve("index.html"), "the application's");
    String path = own.getParent() + File.pathSeparator + classes + File.pathSeparator + jars;
    assertEquals(wanted(), served("-cp", path, MAIN));
  }
}
