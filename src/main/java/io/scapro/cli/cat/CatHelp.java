package io.scapro.cli.cat;

import java.util.List;
import java.util.Map;

/** The {@code --help} text of the drop-in tools. */
final class CatHelp {

  private static final int INDENT = 30;

  private CatHelp() {}

  /** The text for options without groups. */
  static String of(String tool, String what, List<CatOption> options) {
    return of(tool, what, Map.of("Options", options));
  }

  /** The text for options by group, in the order of {@code groups}. */
  static String of(String tool, String what, Map<String, List<CatOption>> groups) {
    StringBuilder text = new StringBuilder("Usage: " + tool + " [OPTION]...\n\n" + what);
    for (Map.Entry<String, List<CatOption>> group :
        groups.entrySet()) { // no lambda: it is slow to start
      text.append("\n\n").append(group.getKey()).append(':');
      for (CatOption option : group.getValue()) {
        text.append(line(option));
      }
    }
    return text.toString();
  }

  private static String line(CatOption option) {
    if (option.description().isEmpty()) {
      return "";
    }
    String usage = option.usage();
    String gap =
        usage.length() < INDENT - 2
            ? " ".repeat(INDENT - usage.length())
            : "\n" + " ".repeat(INDENT + 2);
    return "\n  " + usage + gap + option.description();
  }
}
