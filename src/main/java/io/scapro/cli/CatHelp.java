package io.scapro.cli;

import io.scapro.cli.NanocatOptions.Rule;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code --help} prints of the tools with an original. */
final class CatHelp {

  private static final int INDENT = 30;

  private CatHelp() {}

  static String nanocat() {
    StringBuilder text =
        head("nanocat", "[OPTION]...", "Sends and prints messages, as nanomsg's nanocat.");
    String group = "";
    for (Rule rule : NanocatOptions.ALL) {
      if (!rule.group().equals(group)) {
        group = rule.group();
        text.append("\n\n").append(group).append(':');
      }
      text.append(line(rule.option()));
    }
    return text.toString();
  }

  static String nngcat() {
    return lines("nngcat", "Sends and prints messages, as nng's nngcat.", NngcatOptions.ALL);
  }

  static String macat() {
    return lines("macat", "Sends and prints messages, as mangos' macat.", MacatOptions.ALL);
  }

  private static String lines(String tool, String what, List<CatOption> options) {
    return head(tool, "[OPTION]...", what)
        .append("\n\nOptions:")
        .append(options.stream().map(CatHelp::line).collect(Collectors.joining()))
        .toString();
  }

  private static StringBuilder head(String tool, String synopsis, String what) {
    return new StringBuilder("Usage: ")
        .append(tool)
        .append(' ')
        .append(synopsis)
        .append("\n\n")
        .append(what);
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
