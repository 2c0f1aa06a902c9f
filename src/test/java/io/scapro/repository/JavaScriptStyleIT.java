package io.scapro.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.interop.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prettier and ESLint find nothing in the JavaScript of the pages, the client and its tests. Their
 * versions and settings are in js-tools, where npm installs them.
 */
class JavaScriptStyleIT {

  private static final Path TOOLS = Path.of("js-tools");

  @TempDir Path folder;

  private Tool npm(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Requirement.path("npm").toString(), "--prefix", TOOLS.toString()));
    command.addAll(List.of(arguments));
    return Tool.run(folder, command);
  }

  /** Installs the tools when the lock file has changed since. */
  private boolean isInstalled() throws Exception {
    Path installed = TOOLS.resolve("node_modules/.package-lock.json");
    Path wanted = TOOLS.resolve("package-lock.json");
    boolean current =
        Files.exists(installed)
            && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted))
                >= 0;
    return current || npm("ci", "--no-audit", "--no-fund", "--loglevel=error").exit() == 0;
  }

  @Test
  void prettierAndEslintFindNothing() throws Exception {
    Requirement.program("node");
    Requirement.program("npm");
    Requirement.that(isInstalled(), "the packages of js-tools/package-lock.json, from npm");
    Tool check = npm("run", "--silent", "check");
    assertEquals(0, check.exit(), () -> check.output() + "\ndo: npm --prefix js-tools run fix");
  }
}
