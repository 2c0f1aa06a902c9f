package io.scapro.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.ParameterException;

/** Command lines of scapro, a word in a line: parsed, or refused with a text for people. */
class CommandLineFuzzTest {

  @FuzzTest
  void scapro(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8).replace("\0", ""); // ends an argument
    String[] words = text.lines().toArray(String[]::new);
    try {
      Main.commandLine().parseArgs(words);
    } catch (ParameterException refusal) {
      String told = refusal.getMessage();
      assertFalse(told.isBlank());
      boolean given = text.contains("java") || text.contains("Exception");
      assertTrue(given || !told.contains("java.") && !told.contains("Exception:"), told);
      assertTrue(refusal.getCommandLine().getCommandSpec().name().length() > 0);
    }
  }
}
