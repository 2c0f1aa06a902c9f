package io.scapro.interop;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What a machine may lack: then its tests are skipped, or fail where interop is required. */
public final class Requirement {

  private static final boolean REQUIRED =
      System.getProperty("scapro.interop", "optional").equals("required");

  private Requirement() {}

  public static void program(String name) {
    that(find(name).isPresent(), name + " on the PATH");
  }

  /** Where {@code program} is, which has been required before. */
  public static Path path(String program) {
    return find(program).orElseThrow();
  }

  private static Optional<Path> find(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public static void that(boolean present, String what) {
    if (!present && REQUIRED) {
      fail("expected " + what + ", found none; do: .ci/run installs what Debian has");
    }
    if (!present) {
      abort("no " + what);
    }
  }
}
