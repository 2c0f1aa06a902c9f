package io.scapro.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prettier and ESLint find nothing in the JavaScript of the pages, the client and its tests. Their
 * versions and settings are in js-tools, where npm installs them.
 */
class JavaScriptStyleIT {

  @TempDir Path folder;

  @Test
  void prettierAndEslintFindNothing() throws Exception {
    JsTools.require(folder);
    Tool check = JsTools.npm(folder, "run", "--silent", "check");
    assertEquals(0, check.exit(), () -> check.output() + "\ndo: npm --prefix js-tools run fix");
  }
}
