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
    String[] words = new String(data, StandardCharsets.UTF_8).lines().toArray(String[]::new);
    try {
      Main.commandLine().parseArgs(words);
    } catch (ParameterException refusal) {
      String text = refusal.getMessage();
      assertFalse(text.isBlank());
      assertFalse(text.contains("java.") || text.contains("Exception:"), text);
      assertTrue(refusal.getCommandLine().getCommandSpec().name().length() > 0);
    }
  }
}
