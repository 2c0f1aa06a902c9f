package io.scapro.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** {@code --help} and {@code --version} of every command and subcommand. */
class HelpTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  static Stream<String> commands() {
    return below(Scapro.commandLine()).stream();
  }

  private static List<String> below(CommandLine command) {
    List<String> names = new ArrayList<>();
    command
        .getSubcommands()
        .values()
        .forEach(
            each -> {
              names.add(each.getCommandSpec().qualifiedName());
              names.addAll(below(each));
            });
    return names;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void printsHelp(String name) {
    execute(name, "--help");
    assertTrue(out.toString().startsWith("Usage: " + name + ' '), out::toString);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void printsTheVersion(String name) {
    execute(name, "--version");
    assertTrue(out.toString().matches("scapro .+\\R"), out::toString);
  }

  private void execute(String name, String option) {
    CommandLine line =
        Scapro.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(errors));
    String[] words = (name + ' ' + option).split(" ");
    assertEquals(0, line.execute(Arrays.copyOfRange(words, 1, words.length)), errors::toString);
    assertEquals("", errors.toString());
  }
}
