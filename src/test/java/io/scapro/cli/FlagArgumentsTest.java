package io.scapro.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.cli.cat.CatFaces;
import io.scapro.cli.cat.CatOption;
import io.scapro.cli.cat.MacatOptions;
import io.scapro.cli.cat.NanocatOptions;
import io.scapro.cli.cat.NngcatOptions;
import io.scapro.cli.cat.engine.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Every option and parameter of every command refuses values of another kind or out of its range,
 * with one line that says what was expected, the usage and exit code 2.
 */
class FlagArgumentsTest {

  private static final List<String> NUMBERS =
      List.of("", "x", "1.5", "NaN", "-1", "-9223372036854775809", "9223372036854775808");

  private static final List<String> TIMES =
      List.of("", "x", "NaN", "-1", "-3s", "0.0005", "1.5us", "36501d", "876001h", "1e3");

  private static final Map<Class<?>, List<String>> UNUSABLE =
      Map.of(
          int.class, NUMBERS,
          long.class, NUMBERS,
          Duration.class, TIMES);

  /** Anything may be said there; who uses it says what is wrong with it. */
  private static final Set<String> FREE_TEXT =
      Set.of(
          "--bind",
          "--bind-ipc",
          "--bind-local",
          "--connect",
          "--connect-ipc",
          "--connect-local",
          "--cacert",
          "--cert",
          "--chart",
          "--csv",
          "--data",
          "--file",
          "--forward",
          "--key",
          "--listen",
          "--subscribe",
          "BACK",
          "BIND-TO",
          "CONNECT-TO",
          "FILE",
          "FRONT",
          "SHELL",
          "URL|FILE");

  /** Words of a few; {@link #saysWhatItExpected} has them. */
  private static final Set<String> WORDS = Set.of("--protocol", "--speed");

  private final List<String> wrong = new ArrayList<>();
  private int arguments;
  private int refusals;

  private record Ran(int exit, List<String> err) {}

  @Test
  void refuseOtherKindsAndRanges() {
    walk(Scapro.commandLine(), List.of());
    System.out.printf("FlagArgumentsTest: %d options, %d refusals%n", arguments, refusals);
    assertEquals(List.of(), wrong);
    assertTrue(arguments > 60, "expected the options of all commands, got " + arguments);
  }

  private void walk(CommandLine command, List<String> path) {
    command
        .getSubcommands()
        .forEach(
            (name, inner) -> {
              List<String> longer = new ArrayList<>(path);
              longer.add(name);
              walk(inner, longer);
            });
    CommandSpec spec = command.getCommandSpec();
    for (OptionSpec option : spec.options()) {
      if (option.arity().max() > 0) {
        for (String value : unusable(option, option.longestName())) {
          check(path, List.of(option.longestName() + "=" + value), value);
        }
      }
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      for (String value : unusable(parameter, parameter.paramLabel())) {
        check(path, positional(spec, parameter, value), value);
      }
    }
  }

  /** Values for all parameters up to {@code parameter}, which gets {@code value}. */
  private static List<String> positional(
      CommandSpec spec, PositionalParamSpec parameter, String value) {
    List<String> words = new ArrayList<>(List.of("--"));
    for (PositionalParamSpec each : spec.positionalParameters()) {
      if (each == parameter) {
        words.add(value);
        return words;
      }
      words.add("1");
    }
    throw new AssertionError("expected a parameter of " + spec.name());
  }

  private List<String> unusable(ArgSpec argument, String name) {
    arguments++;
    Class<?> type = argument.auxiliaryTypes()[0];
    if (type == String.class || type == Path.class) {
      if (!FREE_TEXT.contains(name) && !WORDS.contains(name)) {
        wrong.add(
            "expected %s of %s among the texts of this test, got none; do: add it to FREE_TEXT, or to WORDS with a test%n"
                .formatted(name, argument.command().qualifiedName()));
      }
      return List.of();
    }
    if (type.isEnum()) {
      return List.of("", "none-such", "1");
    }
    List<String> values = UNUSABLE.get(boxed(type));
    if (values == null) {
      wrong.add(
          "expected unusable values for %s of %s, got none; do: add them to UNUSABLE%n"
              .formatted(type, name));
      return List.of();
    }
    return values;
  }

  private static Class<?> boxed(Class<?> type) {
    if (type == Integer.class) {
      return int.class;
    }
    return type == Long.class ? long.class : type;
  }

  private void check(List<String> path, List<String> words, String value) {
    refusals++;
    List<String> all = new ArrayList<>(path);
    all.addAll(words);
    if (isAccepted(all)) {
      wrong.add("%s: accepted%n".formatted(all)); // not executed: it might not end
      return;
    }
    Ran ran = run(all);
    String first = ran.err.isEmpty() ? "" : ran.err.get(0);
    boolean isGood =
        ran.exit == 2
            && first.startsWith("Invalid value for ")
            && first.contains("expected ")
            && ran.err.stream().noneMatch(line -> line.matches("\\s+at .*|.*Exception.*"));
    if (!isGood) {
      wrong.add("%s: exit %d, %s%n".formatted(all, ran.exit, first));
    }
  }

  private static boolean isAccepted(List<String> words) {
    try {
      Scapro.commandLine().parseArgs(words.toArray(String[]::new));
      return true;
    } catch (CommandLine.MissingParameterException e) {
      return true; // what was given is taken
    } catch (CommandLine.ParameterException e) {
      return false;
    }
  }

  private static Ran run(List<String> words) {
    StringWriter err = new StringWriter();
    CommandLine line = Scapro.commandLine();
    line.setErr(new PrintWriter(err)).setOut(new PrintWriter(new StringWriter()));
    int exit = line.execute(words.toArray(String[]::new));
    return new Ran(exit, err.toString().lines().toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replay --bind inproc://x --speed 0 f         | 2 | expected --speed with a number above 0",
        "replay --bind inproc://x --speed -1 f        | 2 | expected --speed with a number above 0",
        "replay --bind inproc://x --speed NaN f       | 2 | expected --speed with a number above 0",
        "replay --bind inproc://x --speed Infinity f  | 2 | expected --speed with a number above 0",
        "replay --bind inproc://x --speed fast f      | 2 | expected --speed with a number above 0",
        "replay f                                     | 2 | expected --bind or --connect",
        "replay --bind inproc://x target/none-such    | 1 | scapro: ",
        "record --bind inproc://x --protocol push2 f  | 1 | scapro: unknown protocol \"push2\"",
        "device 5 6                                   | 2 | expected PROTOCOL:URL",
        "run target/none-such.json                    | 1 | scapro: expected a readable file",
        "cat --pull -L nowhere                        | 1 | scapro: ",
        "cat --pull --push -L 1                       | 2 | expected one protocol",
        "bench local_thr nowhere 1 1                  | 1 | scapro: expected scheme://address"
      })
  void saysWhatItExpected(String words, int exit, String expected) {
    Ran ran = run(List.of(words.split(" ")));
    if (!words.startsWith("cat --pull -L")) { // which writes to the process
      assertTrue(ran.err.get(0).startsWith(expected), ran.err::toString);
    }
    assertEquals(exit, ran.exit);
  }

  // ---- the tools with an original ----

  @Test
  void toolsWithAnOriginalRefuseThem() throws InterruptedException {
    for (CatOption option : NngcatOptions.ALL) {
      tryTool("nngcat --pull0 --listen inproc://x", option);
    }
    for (CatOption option : MacatOptions.ALL) {
      tryTool("macat --pull --bind inproc://x", option);
    }
    for (NanocatOptions.Rule rule : NanocatOptions.ALL) {
      tryTool("nanocat --pull --bind inproc://x", rule.option());
    }
    System.out.printf("FlagArgumentsTest: %d options of tools, %d values%n", arguments, refusals);
    assertEquals(List.of(), wrong);
    assertTrue(arguments > 15, "expected the options with numbers and times, got " + arguments);
  }

  @Test
  void aToolTellsWhatItsSocketRefuses() throws InterruptedException {
    List<String> words = new ArrayList<>(List.of("nanocat --pull --bind inproc://x".split(" ")));
    words.addAll(List.of("--socket-name", "n".repeat(64)));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertEquals(3, tool(words, err));
    assertEquals(
        "nanocat: name: expected at most 63 characters, got 64: \"%s\"%n".formatted("n".repeat(64)),
        err.toString(StandardCharsets.UTF_8));
  }

  private static int tool(List<String> words, ByteArrayOutputStream err)
      throws InterruptedException {
    return CatFaces.execute(
        new Streams(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8)),
        words);
  }

  private void tryTool(String line, CatOption option) throws InterruptedException {
    if (!Set.of("SEC", "SECS", "DUR", "NUM", "SIZE", "COUNT", "FORMAT", "ARG")
        .contains(option.label())) {
      return;
    }
    arguments++;
    for (String value : List.of("x", "NaN", "", "1x", "--5")) {
      refusals++;
      List<String> words = new ArrayList<>(List.of(line.split(" ")));
      words.add("--" + option.name() + "=" + value);
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int exit = tool(words, err);
      String text = err.toString(StandardCharsets.UTF_8);
      if (exit == 0 || text.isBlank() || text.contains("\tat ") || text.contains("Exception")) {
        wrong.add("%s: exit %d, %s%n".formatted(words, exit, text));
      }
    }
  }
}
