package io.scapro.repository;

import io.scapro.interop.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packages of js-tools, which npm installs. */
public final class JsTools {

  private static final Path TOOLS = Path.of("js-tools");

  private JsTools() {}

  /**
   * Runs npm there.
   *
   * @param folder for its output
   */
  static Tool npm(Path folder, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Requirement.path("npm").toString(), "--prefix", TOOLS.toString()));
    command.addAll(List.of(arguments));
    return Tool.run(folder, command);
  }

  /**
   * Requires Node and the packages; installs these when the lock file has changed since.
   *
   * @param folder for the output of npm
   */
  public static void require(Path folder) throws Exception {
    Requirement.program("node");
    Requirement.program("npm");
    Requirement.that(isInstalled(folder), "the packages of js-tools/package-lock.json, from npm");
  }

  private static boolean isInstalled(Path folder) throws Exception {
    Path installed = TOOLS.resolve("node_modules/.package-lock.json");
    Path wanted = TOOLS.resolve("package-lock.json");
    boolean current =
        Files.exists(installed)
            && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted))
                >= 0;
    return current || npm(folder, "ci", "--no-audit", "--no-fund", "--loglevel=error").exit() == 0;
  }
}
