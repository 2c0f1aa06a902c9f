package io.scapro.repository;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java programs of bench/ compile without warnings, although no build runs them. */
class BenchSourcesIT {

  /** What the imports of programs begin with whose library the scripts fetch themselves. */
  private static final List<String> FETCHED =
      List.of("io.nats.", "io.vertx.ext.eventbus.bridge.tcp.", "org.zeromq.");

  @TempDir Path classes;

  @Test
  void peersCompile() throws IOException {
    compile(Path.of("bench/peers"));
  }

  @Test
  void microBenchmarksCompile() throws IOException {
    compile(Path.of("bench/micro"));
  }

  private void compile(Path folder) throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        if (!isFetched(Files.readString(file))) {
          sources.add(file);
        }
      }
    }
    assertFalse(sources.isEmpty(), () -> "expected Java files in " + folder);
    StringWriter messages = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    // classfile: vertx-core is compiled against annotations that it does not bring along.
    List<String> options =
        List.of(
            "--release",
            "17",
            "-Xlint:all,-classfile",
            "-Werror",
            "-proc:none",
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path"));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertTrue(compiled, messages.toString());
    }
  }

  private static boolean isFetched(String source) {
    return FETCHED.stream().anyMatch(library -> source.contains("import " + library));
  }
}
