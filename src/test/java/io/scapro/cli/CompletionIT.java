package io.scapro.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.interop.Requirement;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code scapro completion} prints, in a shell. */
class CompletionIT {

  @TempDir Path folder;

  @BeforeEach
  void print() throws Exception {
    StringWriter text = new StringWriter();
    CommandLine scapro = Main.commandLine();
    scapro.setOut(new PrintWriter(text));
    assertEquals(0, scapro.execute("completion"));
    Files.writeString(folder.resolve("completion"), text.toString());
  }

  private String run(String shell, String script) throws Exception {
    Requirement.program(shell);
    Process process =
        new ProcessBuilder(shell, "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.strip();
  }

  /** What bash offers for the last of {@code words}. */
  private Set<String> offered(String function, String words) throws Exception {
    String offers =
        run(
            "bash",
            "source ./completion; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); %s; echo \"${COMPREPLY[@]}\""
                .formatted(words, function));
    return new TreeSet<>(List.of(offers.split("\\s+")));
  }

  @ParameterizedTest
  @CsvSource({
    "nanocat --pu,             --pub --pull --push",
    "nn_push --connect-i,      --connect-ipc",
    "nngcat --pair,            --pair --pair0 --pair1",
    "macat --subs,             --subscribe",
    "nanocat --format q,       quoted",
    "/usr/bin/nngcat --as,     --ascii --async",
    "nngcat --file comp,       completion"
  })
  void completesTheToolsInBash(String words, String expected) throws Exception {
    assertEquals(new TreeSet<>(List.of(expected.split(" "))), offered("_scapro_face", words));
  }

  @Test
  void completesCommandsAndOptionsInBash() throws Exception {
    assertTrue(offered("_complete_scapro", "scapro ''").containsAll(Set.of("cat", "run", "bench")));
    assertTrue(offered("_complete_scapro", "scapro cat --pus").contains("--push"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nanocat", "nngcat", "macat", "nn_surveyor", "scapro"})
  void isThereForEachName(String tool) throws Exception {
    assertTrue(run("bash", "source ./completion; complete -p " + tool).startsWith("complete "));
  }
}
