package io.scapro.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program of {@code src/test/c}, compiled when it is first wanted. */
final class CProgram {

  private static final Path SOURCES = Path.of("src", "test", "c");
  private static final Path BINARIES = Path.of("target", "c");

  private CProgram() {}

  /**
   * Where the program is. Skips the test, or fails it where interop is required, when there is no
   * compiler or no library.
   */
  static synchronized String of(String name, String library) throws IOException {
    Requirement.program("gcc");
    Path binary = BINARIES.resolve(name).toAbsolutePath();
    Path source = SOURCES.resolve(name + ".c");
    if (!Files.exists(binary) || newer(source, binary)) {
      Files.createDirectories(BINARIES);
      Process gcc =
          new ProcessBuilder(
                  List.of(
                      "gcc", "-Wall", "-o", binary.toString(), source.toString(), "-l" + library))
              .redirectErrorStream(true)
              .start();
      String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Requirement.that(gcc.onExit().join().exitValue() == 0, "lib" + library + "-dev: " + said);
    }
    return binary.toString();
  }

  private static boolean newer(Path source, Path binary) throws IOException {
    return Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(binary)) > 0;
  }
}
