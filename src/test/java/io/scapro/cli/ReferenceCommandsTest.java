package io.scapro.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.cli.cat.CatOption;
import io.scapro.cli.cat.MacatOptions;
import io.scapro.cli.cat.NanocatOptions;
import io.scapro.cli.cat.NngcatOptions;
import io.scapro.manual.Page;
import io.scapro.manual.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code docs/reference/commands.md} has every command and every option, and no other. */
class ReferenceCommandsTest {

  private static final Page PAGE = Page.of("docs/reference/commands.md");
  private static final String RECORDINGS = "scapro record and scapro replay";
  private static final String TOOLS = "nanocat, nngcat, macat";
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[A-Za-z][\\w-]*");

  /** Options that the page has above its sections. */
  private static final Set<String> OF_EVERY_COMMAND = Set.of("-h", "--help", "-V", "--version");

  private static final Map<String, List<CatOption>> OF_TOOLS =
      Map.of(
          "nanocat",
          NanocatOptions.ALL.stream().map(NanocatOptions.Rule::option).toList(),
          "nngcat",
          NngcatOptions.ALL,
          "macat",
          MacatOptions.ALL);

  static Collection<CommandLine> commands() {
    return Main.commandLine().getSubcommands().values();
  }

  private static Set<String> options(Stream<String> cells) {
    return cells
        .flatMap(cell -> Page.codes(cell).stream())
        .flatMap(code -> OPTION.matcher(code).results().map(MatchResult::group))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> real(CommandSpec command) {
    Set<String> names = new TreeSet<>();
    command.options().stream()
        .filter(option -> !option.hidden())
        .map(OptionSpec::names)
        .forEach(each -> names.addAll(List.of(each)));
    command.subcommands().values().forEach(each -> names.addAll(real(each.getCommandSpec())));
    return names;
  }

  /** The options of TLS that a command has, as the table above the sections tells. */
  private static Set<String> tls(String command) {
    Table table = PAGE.firstTables().get(2);
    Set<String> result = new TreeSet<>();
    for (String cell : table.column("option")) {
      if (!cell.contains("not `" + command + "`")) {
        String[] also = cell.split("`cat`: also");
        result.addAll(options(command.equals("cat") ? Stream.of(cell) : Stream.of(also[0] + '`')));
      }
    }
    return result;
  }

  /** The options in the tables of the section of a command. */
  private static Set<String> documented(String command) {
    boolean recording = Set.of("record", "replay").contains(command);
    String section = recording ? RECORDINGS : "scapro " + command;
    Set<String> result = new TreeSet<>();
    for (Table table : PAGE.tables(section)) {
      if (table.columns().contains("option")) {
        for (List<String> row : table.rows()) {
          String of = recording ? table.cell(row, "of") : "both";
          if (Set.of("both", command).contains(of)) {
            result.addAll(options(Stream.of(table.cell(row, "option"))));
          }
        }
      }
    }
    return result;
  }

  @Test
  void hasEveryCommand() throws IOException {
    Set<String> real = new TreeSet<>();
    commands().forEach(each -> real.add("scapro " + each.getCommandName()));
    try (Stream<Path> files = Files.list(Path.of("bin"))) {
      files.map(file -> file.getFileName().toString()).forEach(real::add);
    }
    real.remove("scapro");
    assertEquals(real, new TreeSet<>(PAGE.firstTables().get(0).codes("command")));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void hasEveryOption(CommandLine command) {
    String name = command.getCommandName();
    Set<String> real = real(command.getCommandSpec());
    Set<String> documented = new TreeSet<>(OF_EVERY_COMMAND);
    if (!name.equals("completion")) {
      documented.addAll(documented(name));
    }
    if (Set.of("cat", "device", "top", "bench").contains(name)) {
      documented.addAll(tls(name));
    }
    assertEquals(real, documented, name);
  }

  @Test
  void hasEverySubcommandOfBench() {
    Set<String> real = Main.commandLine().getSubcommands().get("bench").getSubcommands().keySet();
    Set<String> documented = new TreeSet<>();
    for (String code : PAGE.tables("scapro bench").get(0).codes("subcommand")) {
      documented.add(code.split(" ")[0]);
    }
    assertEquals(new TreeSet<>(real), documented);
  }

  /** Other names of an option, which {@code --help} leaves out, may be documented. */
  @ParameterizedTest
  @ValueSource(strings = {"nanocat", "nngcat", "macat"})
  void hasEveryOptionOfATool(String tool) {
    Set<String> required = new TreeSet<>();
    Set<String> real = new TreeSet<>();
    for (CatOption option : OF_TOOLS.get(tool)) {
      Set<String> target = option.description().isEmpty() ? real : required;
      target.add("--" + option.name());
      if (option.letter() != 0) {
        target.add("-" + option.letter());
      }
    }
    real.addAll(required);
    Set<String> documented = new TreeSet<>();
    PAGE.tables(TOOLS).forEach(table -> documented.addAll(options(table.column(tool).stream())));
    Set<String> missing = new TreeSet<>(required);
    missing.removeAll(documented);
    assertEquals(Set.of(), missing, "options that the page does not have");
    documented.removeAll(real);
    assertEquals(Set.of(), documented, "options that the tool does not have");
  }
}
