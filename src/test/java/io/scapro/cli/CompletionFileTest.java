package io.scapro.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The file that packages install is what {@code scapro completion} prints. */
class CompletionFileTest {

  private static final Path FILE = Path.of("docs/completion/scapro");

  @Test
  void saysWhatTheCommandSays() throws IOException {
    StringWriter text = new StringWriter();
    CommandLine scapro = Main.commandLine().setOut(new PrintWriter(text));
    assertEquals(0, scapro.execute("completion"));
    if (Boolean.getBoolean("man.write")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, text.toString());
    }
    assertEquals(
        text.toString(),
        Files.exists(FILE) ? Files.readString(FILE) : "",
        "expected a completion that is up to date; do: mvn test -Dtest=CompletionFileTest -Dman.write=true");
  }
}
