package io.scapro.manual;

import io.scapro.manual.Page.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command of a block in the language {@code console}.
 *
 * @param text the command, without the prompt and without a {@code &} at the end
 * @param background whether it ended with {@code &}
 * @param output the lines below it, each with a line feed; {@code …} stands for any text, and a
 *     line {@code …} for any lines
 */
record ConsoleCommand(String text, boolean background, String output) {

  private static final String PROMPT = "$ ";
  private static final String BACKGROUND = " &";
  private static final String ANY = "…";

  static List<ConsoleCommand> of(Block block) {
    List<ConsoleCommand> commands = new ArrayList<>();
    for (String line : block.text().lines().toList()) {
      if (line.startsWith(PROMPT)) {
        boolean background = line.endsWith(BACKGROUND);
        int end = line.length() - (background ? BACKGROUND.length() : 0);
        commands.add(new ConsoleCommand(line.substring(PROMPT.length(), end), background, ""));
      } else if (commands.isEmpty()) {
        throw new IllegalArgumentException(
            "%s: expected \"$ \" and a command, got \"%s\"".formatted(block, line));
      } else {
        ConsoleCommand last = commands.remove(commands.size() - 1);
        commands.add(last.with(last.output + line + '\n'));
      }
    }
    return commands;
  }

  private ConsoleCommand with(String shown) {
    return new ConsoleCommand(text, background, shown);
  }

  /** Whether {@code printed} is the output that the page shows. */
  boolean shows(String printed) {
    return matcher(printed).matches();
  }

  /** Whether {@code printed} begins with the output that the page shows. */
  boolean begins(String printed) {
    return matcher(printed).lookingAt();
  }

  private Matcher matcher(String printed) {
    String pattern =
        output
            .lines()
            .map(line -> line.equals(ANY) ? "(?:.*\n)*" : literally(line) + "\n")
            .collect(Collectors.joining());
    return Pattern.compile(pattern).matcher(printed);
  }

  private static String literally(String line) {
    return Arrays.stream(line.split(ANY, -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
  }
}
