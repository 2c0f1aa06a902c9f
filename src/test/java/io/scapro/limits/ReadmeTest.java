package io.scapro.limits;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of README that are no whole programs compile; AdoptionIT runs the one that is. */
class ReadmeTest {

  private static final Pattern BLOCK = Pattern.compile("(?s)\n```java\n(.*?)\n```");

  private static final String CLASS =
      """
      import io.scapro.protocol.*;
      import io.vertx.core.*;
      import io.vertx.core.buffer.Buffer;
      import io.vertx.core.json.*;

      class Example {
        void example(Vertx vertx) {
          %s
        }
      }
      """;

  @TempDir Path folder;

  static Stream<String> examples() throws Exception {
    List<String> all =
        BLOCK
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map(block -> block.group(1))
            .filter(text -> !text.startsWith("package ") && !text.startsWith("module "))
            .toList();
    assertTrue(all.size() >= 2, "expected the examples of README, got " + all);
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void compiles(String example) throws Exception {
    Path source = Files.writeString(folder.resolve("Example.java"), CLASS.formatted(example));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      var sources = files.getJavaFileObjects(source);
      boolean compiled = compiler.getTask(messages, files, null, options, null, sources).call();
      assertTrue(compiled, messages::toString);
    }
  }
}
