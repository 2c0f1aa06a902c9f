package io.scapro.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program or library of {@code src/test/c}, compiled when it is first wanted. */
public final class CProgram {

  private static final Path SOURCES = Path.of("src", "test", "c");
  private static final Path BINARIES = Path.of("target", "c");

  private CProgram() {}

  /**
   * Where the program is. Skips the test, or fails it where interop is required, when there is no
   * compiler or no library.
   */
  static String of(String name, String library) throws IOException {
    return compile(name, name, "lib" + library + "-dev", List.of("-l" + library));
  }

  /** Where the library is, which a program can be made to load. */
  public static String library(String name) throws IOException {
    return compile(name, "lib" + name + ".so", "libc6-dev", List.of("-shared", "-fPIC", "-ldl"));
  }

  private static synchronized String compile(
      String name, String file, String needed, List<String> options) throws IOException {
    Requirement.program("gcc");
    Path binary = BINARIES.resolve(file).toAbsolutePath();
    Path source = SOURCES.resolve(name + ".c");
    if (!Files.exists(binary) || newer(source, binary)) {
      Files.createDirectories(BINARIES);
      List<String> command = new ArrayList<>();
      command.addAll(List.of("gcc", "-Wall", "-o", binary.toString(), source.toString()));
      command.addAll(options);
      Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Requirement.that(gcc.onExit().join().exitValue() == 0, needed + ": " + said);
    }
    return binary.toString();
  }

  private static boolean newer(Path source, Path binary) throws IOException {
    return Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(binary)) > 0;
  }
}
