package io.scapro.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.cli.Scapro;
import io.scapro.cli.cat.CatOption;
import io.scapro.cli.cat.MacatOptions;
import io.scapro.cli.cat.NanocatOptions;
import io.scapro.cli.cat.NngcatOptions;
import io.scapro.interop.Requirement;
import io.scapro.manual.Page.Block;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParameterException;

/**
 * The blocks in the language {@code sh}, which are not run: bash can parse them, the files of the
 * repository exist, and its commands have the options.
 */
class ShellBlocksIT {

  private static final Pattern FILE =
      Pattern.compile("(?:bin|conf|docs|examples|\\.ci)/[\\w./-]*[\\w-]");
  private static final Pattern COMMAND = Pattern.compile("&&|\\|\\|?|;|\\n");

  static Stream<Block> blocks() {
    return Page.all().stream()
        .flatMap(page -> page.blocks().stream())
        .filter(block -> block.language().equals("sh"));
  }

  /** What is wrong with {@code script}. */
  private static List<String> mistakes(String script) throws IOException, InterruptedException {
    List<String> mistakes = new ArrayList<>();
    String syntax = syntaxErrors(script);
    if (!syntax.isEmpty()) {
      mistakes.add(syntax);
    }
    String code = script.replaceAll("(?m)(^|\\s)#.*$", "").replaceAll("\\\\\\n", " ");
    for (String command : COMMAND.split(code)) {
      List<String> words = List.of(command.strip().split("\\s+"));
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        if (FILE.matcher(word).matches() && !Files.exists(Path.of(word))) {
          mistakes.add("no file " + word);
        }
        if (word.startsWith("bin/")) {
          List<String> arguments = words.subList(i + 1, words.size());
          mistakes.addAll(wrong(word.substring("bin/".length()), arguments));
        }
      }
    }
    return mistakes;
  }

  private static String syntaxErrors(String script) throws IOException, InterruptedException {
    Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
    bash.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
    bash.getOutputStream().close();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return bash.waitFor() == 0 ? output : "no shell script: " + output;
  }

  /** The arguments that {@code command} does not have. */
  private static List<String> wrong(String command, List<String> arguments) {
    if (command.equals("scapro")) {
      try {
        Scapro.commandLine().parseArgs(arguments.toArray(String[]::new));
        return List.of();
      } catch (ParameterException e) {
        return List.of(String.valueOf(e.getMessage()));
      }
    }
    List<CatOption> options = options(command);
    return arguments.stream()
        .filter(word -> word.startsWith("-"))
        .filter(word -> options.stream().noneMatch(option -> isOption(word, option)))
        .map(word -> command + " has no option " + word)
        .toList();
  }

  private static List<CatOption> options(String tool) {
    return switch (tool) {
      case "nngcat" -> NngcatOptions.ALL;
      case "macat" -> MacatOptions.ALL;
      default -> NanocatOptions.ALL.stream().map(NanocatOptions.Rule::option).toList();
    };
  }

  private static boolean isOption(String word, CatOption option) {
    return word.equals("--" + option.name()) || word.equals("-" + option.letter());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blocks")
  void isAScriptWithCommandsThatExist(Block block) throws Exception {
    Requirement.program("bash");
    assertEquals(List.of(), mistakes(block.text()), block::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "if true; no shell script",
        "bin/" + "nocat --push; no file bin/" + "nocat",
        "A=b bin/scapro run conf/" + "none.json # a comment; no file conf/" + "none.json",
        "bin/scapro run; Missing required parameter",
        "bin/scapro top --onec x; Unknown option: '--onec'",
        "true && bin/nanocat --psh -l 5555; nanocat has no option --psh",
        "bin/nngcat --push0 -y; nngcat has no option -y"
      })
  void findsWhatItLooksFor(String script, String mistake) throws Exception {
    Requirement.program("bash");
    List<String> mistakes = mistakes(script);
    assertEquals(1, mistakes.size(), mistakes::toString);
    assertTrue(mistakes.get(0).startsWith(mistake), mistakes::toString);
  }
}
