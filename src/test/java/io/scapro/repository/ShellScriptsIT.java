package io.scapro.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.interop.Requirement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** shellcheck finds nothing in the scripts; .shellcheckrc has its settings. */
class ShellScriptsIT {

  @TempDir Path folder;

  /** Not the completion: picocli writes it. */
  private static boolean isScript(Path file) {
    if (file.startsWith("docs/completion")) {
      return false;
    }
    String text = SourceTree.text(file).orElse("");
    return text.matches("(?s)#!\\S*[ /](?:ba)?sh\\b.*") || file.toString().endsWith(".sh");
  }

  @Test
  void shellcheckFindsNothing() throws Exception {
    Requirement.program("shellcheck");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Requirement.path("shellcheck").toString(), "--format=gcc", "--"));
    List<String> scripts =
        SourceTree.files().stream().filter(ShellScriptsIT::isScript).map(Path::toString).toList();
    assertTrue(scripts.containsAll(List.of("bin/scapro", ".ci/run")), scripts::toString);
    command.addAll(scripts);
    Tool shellcheck = Tool.run(folder, command);
    assertEquals("", shellcheck.output());
    assertEquals(0, shellcheck.exit());
  }
}
