package io.scapro.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.interop.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mistakes that {@code .ci/mistakes} plants are patches that apply to the code of today. */
class MistakesApplyIT {

  private static final Path PATCHES = Path.of("src/test/mistakes");

  @TempDir Path folder;

  static List<Path> patches() throws IOException {
    try (Stream<Path> files = Files.list(PATCHES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("patches")
  void patchApplies(Path patch) throws Exception {
    Requirement.program("git");
    Tool git =
        Tool.run(
            folder,
            List.of(Requirement.path("git").toString(), "apply", "--check", patch.toString()));
    assertEquals("", git.output(), "do: write the mistake again in the code of today");
    assertEquals(0, git.exit());
  }

  @ParameterizedTest
  @MethodSource("patches")
  void patchSaysItsMistakeAndChangesOnlyTheProduct(Path patch) throws Exception {
    List<String> lines = Files.readAllLines(patch);
    assertTrue(lines.get(0).matches("[A-Z].*\\."), lines.get(0));
    List<String> files = lines.stream().filter(line -> line.startsWith("+++ ")).toList();
    assertTrue(!files.isEmpty(), "expected a changed file, got none");
    files.forEach(file -> assertTrue(file.startsWith("+++ b/src/main/java/"), file));
  }

  @Test
  void patchesAreNumbered() throws Exception {
    List<Path> patches = patches();
    assertTrue(!patches.isEmpty(), "expected patches, got none");
    for (int i = 0; i < patches.size(); i++) {
      String name = patches.get(i).getFileName().toString();
      assertTrue(name.matches("%02d-[a-z-]+\\.patch".formatted(i + 1)), name);
    }
  }
}
