package io.scapro.cli;

import io.scapro.cli.cat.CatOption;
import io.scapro.cli.cat.MacatOptions;
import io.scapro.cli.cat.NanocatOptions;
import io.scapro.cli.cat.NngcatOptions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Writes manual pages, as roff with the macros of man(7), of what also {@code --help} prints. */
final class ManPage {

  private static final String SEE = ".SH SEE ALSO\n";

  private final StringBuilder roff = new StringBuilder();

  private ManPage(String name, String what) {
    line(".TH %s 1 2026-01-01 Scapro", name.toUpperCase(Locale.ROOT).replace("-", "\\-"));
    line(".SH NAME");
    line("%s \\- %s", escaped(name), escaped(what));
  }

  /** All pages, by the names of their files. */
  static Map<String, String> all() {
    Map<String, String> pages = new TreeMap<>();
    CommandSpec scapro = Main.commandLine().getCommandSpec();
    pages.put("scapro.1", of(scapro));
    for (CommandLine each : scapro.subcommands().values()) {
      pages.put("scapro-" + each.getCommandName() + ".1", of(each.getCommandSpec()));
    }
    pages.put("nanocat.1", nanocat());
    pages.put("nngcat.1", tool("nngcat", "nng", NngcatOptions.ALL));
    pages.put("macat.1", tool("macat", "mangos", MacatOptions.ALL));
    return pages;
  }

  // ---- commands of scapro ----

  private static String of(CommandSpec spec) {
    List<String> description = List.of(spec.usageMessage().description());
    ManPage page =
        new ManPage(
            spec.qualifiedName("-"),
            description.get(0).replaceFirst("(?s)[.:](\\s.*)?$", "").replace("%n", " "));
    page.line(".SH SYNOPSIS");
    page.synopsis(spec);
    page.line(".SH DESCRIPTION");
    page.paragraphs(description);
    page.arguments(spec, ".SH");
    if (spec.parent() == null) {
      page.line(".SH COMMANDS");
      spec.subcommands().values().forEach(each -> page.command(each.getCommandSpec()));
      page.command(
          "nanocat, nngcat, macat",
          "Drop-in replacements for the tools of nanomsg, nng and mangos.");
    } else {
      spec.subcommands().values().forEach(each -> page.subcommand(each.getCommandSpec()));
    }
    page.exits(spec.usageMessage());
    page.footer(spec.usageMessage());
    page.roff.append(SEE);
    page.references(
        spec.parent() == null
            ? spec.subcommands().keySet().stream().map(each -> "scapro-" + each)
            : Stream.of("scapro"));
    return page.roff.toString();
  }

  private void command(CommandSpec spec) {
    command(spec.name(), spec.usageMessage().description()[0]);
  }

  private void command(String name, String text) {
    line(".TP");
    line(".B %s", escaped(name));
    line("%s", escaped(text));
  }

  private void subcommand(CommandSpec spec) {
    line(".SH %s", escaped(spec.name().toUpperCase(Locale.ROOT)));
    synopsis(spec);
    line(".PP");
    paragraphs(List.of(spec.usageMessage().description()));
    arguments(spec, ".SS");
  }

  private void synopsis(CommandSpec spec) {
    String[] custom = spec.usageMessage().customSynopsis();
    String text =
        custom.length > 0
            ? String.join(" ", custom)
            : new Help(spec, Help.defaultColorScheme(Ansi.OFF)).synopsis(0);
    line(".B %s", escaped(text.replaceAll("\\s+", " ").strip()));
  }

  private void arguments(CommandSpec spec, String heading) {
    List<PositionalParamSpec> parameters =
        spec.positionalParameters().stream().filter(each -> !each.hidden()).toList();
    if (!parameters.isEmpty()) {
      line("%s ARGUMENTS", heading);
      parameters.forEach(each -> argument(each.paramLabel(), each));
    }
    List<OptionSpec> options =
        spec.options().stream().filter(each -> each.group() == null && !each.hidden()).toList();
    for (ArgGroupSpec group : spec.argGroups()) {
      line("%s %s", heading, escaped(group.heading().replaceAll("%n|:", "").strip()));
      group.options().forEach(this::option);
    }
    if (!options.isEmpty()) {
      line("%s OPTIONS", heading);
      options.forEach(this::option);
    }
  }

  private void option(OptionSpec option) {
    String names = String.join(", ", option.names());
    argument(option.arity().max() == 0 ? names : names + " " + option.paramLabel(), option);
  }

  private void argument(String usage, ArgSpec argument) {
    line(".TP");
    line(".B %s", escaped(usage));
    line("%s", escaped(String.join(" ", argument.description())));
  }

  private void exits(UsageMessageSpec usage) {
    line(".SH EXIT STATUS");
    Map<String, String> exits =
        usage.exitCodeList().isEmpty()
            ? Map.of(
                "0",
                "success",
                "1",
                "failure; the reason is on standard error",
                "2",
                "invalid command line")
            : usage.exitCodeList();
    exits.keySet().stream()
        .sorted(Comparator.comparing(Integer::valueOf))
        .forEach(each -> command(each, exits.get(each)));
  }

  /** Headings are lines with a colon at their end, indented lines are shown as they are. */
  private void footer(UsageMessageSpec usage) {
    boolean asIs = false;
    boolean headed = false;
    for (String each :
        Stream.concat(Stream.of(usage.footerHeading()), Stream.of(usage.footer()))
            .flatMap(text -> text.replace("%n", "\n").lines())
            .filter(text -> !text.isBlank())
            .toList()) {
      boolean example = each.startsWith(" ");
      if (example != asIs) {
        line(example ? ".nf" : ".fi");
        asIs = example;
      }
      if (each.endsWith(":")) {
        headed = true;
        line(".SH %s", escaped(each.substring(0, each.length() - 1).toUpperCase(Locale.ROOT)));
      } else {
        if (!headed) {
          line(".SH NOTES");
          headed = true;
        }
        line("%s", escaped(each.strip()));
      }
    }
    if (asIs) {
      line(".fi");
    }
  }

  // ---- tools of others ----

  private static String nanocat() {
    ManPage page = tool("nanocat", "nanomsg");
    String group = "";
    for (NanocatOptions.Rule rule : NanocatOptions.ALL) {
      if (!rule.group().equals(group)) {
        group = rule.group();
        page.line(".SS %s", escaped(group));
      }
      page.option(rule.option());
    }
    return page.end(
        "A link to nanocat with the name nn_push, nn_pull and so on starts it with that protocol.");
  }

  private static String tool(String name, String project, List<CatOption> options) {
    ManPage page = tool(name, project);
    options.forEach(page::option);
    return page.end("");
  }

  private static ManPage tool(String name, String project) {
    ManPage page =
        new ManPage(name, "send and print messages; compatible with the tool of " + project);
    page.line(".SH SYNOPSIS");
    page.line(".B %s [OPTION]...", name);
    page.line(".SH DESCRIPTION");
    page.paragraphs(
        List.of(
            "Open one socket; send, receive and print messages. The command line, the output and the"
                + " exit codes are those of the tool of "
                + project
                + " with the same name."));
    page.line(".SH OPTIONS");
    return page;
  }

  private void option(CatOption option) {
    if (!option.description().isEmpty()) {
      command(option.usage(), option.description());
    }
  }

  private String end(String note) {
    if (!note.isEmpty()) {
      line(".SH NOTES");
      line("%s", escaped(note));
    }
    roff.append(SEE);
    references(Stream.of("scapro", "scapro-cat"));
    return roff.toString();
  }

  // ---- roff ----

  private void references(Stream<String> pages) {
    line(
        "%s",
        pages
            .sorted()
            .map(page -> ".BR " + escaped(page) + " (1)")
            .collect(Collectors.joining(" ,\n")));
  }

  private void paragraphs(List<String> texts) {
    line(
        "%s",
        texts.stream()
            .map(text -> escaped(text.replace("%n", " ")))
            .collect(Collectors.joining("\n.PP\n")));
  }

  private static String escaped(String text) {
    String escaped =
        text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...").replace("µ", "u");
    return escaped.matches("(?s)[.'].*") ? "\\&" + escaped : escaped;
  }

  private void line(String form, Object... values) {
    roff.append(values.length == 0 ? form : form.formatted(values)).append('\n');
  }
}
