package io.scapro.cli.cat;

import io.scapro.cli.cat.NanocatOptions.Rule;
import io.scapro.cli.cat.NanocatOptions.Trait;
import io.scapro.cli.cat.NanocatOptions.UnknownFormat;
import io.scapro.cli.cat.engine.CatArguments;
import io.scapro.cli.cat.engine.CatFailure;
import io.scapro.cli.cat.engine.CatSettings;
import io.scapro.cli.cat.engine.Trouble;
import java.io.IOException;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The command line of nanocat: long options may be abbreviated and take a value as {@code
 * --name=value} or {@code --name value}; letters may be joined. If the program is started under a
 * name such as {@code nn_push}, the name selects the protocol.
 */
final class Nanocat {

  private static final int USAGE = 1;
  private static final int BAD_FILE = 2;

  private final String program;
  private final List<String> words;
  private final CatArguments arguments;
  private final Set<Trait> traits = EnumSet.noneOf(Trait.class);

  /** The given options, each as it was written. */
  // By identity, since rules are constants: hashing a record would add 30 ms to the start.
  private final IdentityHashMap<Rule, String> written = new IdentityHashMap<>();

  private int at;

  private Nanocat(String program, List<String> words, CatArguments arguments) {
    this.program = program;
    this.words = words;
    this.arguments = arguments;
  }

  /**
   * @param program its name, which may select the protocol
   * @throws CatFailure a wrong command line, or a request for help
   */
  static CatSettings parse(String program, List<String> words, CatArguments arguments) {
    return new Nanocat(program, words, arguments).parse();
  }

  private CatSettings parse() {
    byName();
    while (at < words.size()) {
      String word = words.get(at++);
      if (word.equals("--")) {
        continue;
      }
      if (word.startsWith("--")) {
        named(word);
      } else if (word.startsWith("-")) {
        lettered(word.substring(1));
      } else {
        throw usage("Unexpected argument ``" + word + "''");
      }
    }
    check();
    return arguments.settle();
  }

  private void byName() {
    if (program.startsWith("nn_")) {
      for (Rule rule : NanocatOptions.ALL) {
        if (rule.brings().contains(Trait.SOCKET)
            && rule.option().name().equals(program.substring(3))) {
          written.put(rule, program + " (executable)");
          apply(rule, "");
        }
      }
    }
  }

  // ---- words ----

  private void named(String word) {
    int equals = word.indexOf('=');
    String name = word.substring(2, equals < 0 ? word.length() : equals);
    Rule rule = find(name, word);
    boolean whole = name.length() == rule.option().name().length();
    written.put(
        rule,
        whole ? word : "--" + name + "[" + rule.option().name().substring(name.length()) + "]");
    if (!rule.option().hasValue() && equals >= 0) {
      throw about(rule, "does not accept argument");
    }
    if (equals >= 0) {
      apply(rule, word.substring(equals + 1));
    } else {
      apply(rule, rule.option().hasValue() ? next(rule) : "");
    }
  }

  private Rule find(String name, String word) {
    for (Rule rule : NanocatOptions.ALL) {
      if (rule.option().name().equals(name)) {
        return rule;
      }
    }
    List<Rule> found =
        NanocatOptions.ALL.stream()
            .filter(rule -> !rule.option().extra() && rule.option().name().startsWith(name))
            .toList();
    if (found.isEmpty() || name.isEmpty()) {
      throw usage("Unknown option ``" + word + "''");
    }
    if (found.size() > 1) {
      throw usage("Ambiguous option ``" + word + "'':" + list(found, rule -> rule.option().name()));
    }
    return found.get(0);
  }

  private void lettered(String letters) {
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      Rule rule =
          NanocatOptions.ALL.stream()
              .filter(each -> each.option().letter() == letter)
              .findFirst()
              .orElseThrow(() -> usage("Unknown option ``-" + letter + "''"));
      written.put(rule, "-" + letter + " (--" + rule.option().name() + ")");
      if (rule.option().hasValue()) {
        String attached = letters.substring(i + 1);
        apply(rule, attached.isEmpty() ? next(rule) : attached);
        return;
      }
      apply(rule, "");
    }
  }

  private String next(Rule rule) {
    if (at == words.size()) {
      throw about(rule, "requires an argument");
    }
    return words.get(at++);
  }

  private void apply(Rule rule, String value) {
    if (rule.excludes() != null && traits.contains(rule.excludes())) {
      throw conflict(rule);
    }
    traits.addAll(rule.brings());
    try {
      rule.option().effect().apply(arguments, value);
    } catch (UnknownFormat e) {
      throw usage(
          "Invalid value ``%s'' for %s . Options are:%n    no%n    raw%n    ascii%n    quoted%n    msgpack%n    hex"
              .formatted(value, written.get(rule)));
    } catch (BadValue e) {
      throw about(rule, e.getMessage());
    } catch (IOException e) {
      throw new CatFailure(BAD_FILE, fileTrouble(value, Trouble.of(e)));
    }
  }

  private static String fileTrouble(String path, Trouble trouble) {
    String doing = trouble == Trouble.FOLDER ? "reading" : "opening";
    return "Error %s file ``%s'': %s".formatted(doing, path, trouble.nanomsg());
  }

  // ---- checks ----

  private void check() {
    for (Rule rule : NanocatOptions.ALL) {
      if (written.containsKey(rule) && rule.needs() != null && !traits.contains(rule.needs())) {
        Trait needs = rule.needs();
        throw usage(
            "Option "
                + written.get(rule)
                + " requires at least one of the following options:"
                + alternatives(each -> each.brings().contains(needs)));
      }
    }
    Set<Trait> missing = EnumSet.of(Trait.SOCKET, Trait.ENDPOINT);
    missing.removeAll(traits);
    if (!missing.isEmpty()) {
      throw usage(
          "At least one of the following required:"
              + alternatives(rule -> rule.brings().stream().anyMatch(missing::contains)));
    }
    if (arguments.isPolyamorous() && !"pair1".equals(arguments.protocol())) {
      throw usage("Option --poly requires --pair1");
    }
  }

  private static String alternatives(Predicate<Rule> wanted) {
    return NanocatOptions.ALL.stream()
        .filter(rule -> !rule.option().extra() && wanted.test(rule))
        .map(Rule::option)
        .map(
            option ->
                "\n    --"
                    + option.name()
                    + (option.letter() == 0 ? "" : "\n    -" + option.letter()))
        .collect(Collectors.joining());
  }

  private static String list(List<Rule> rules, Function<Rule, String> text) {
    return rules.stream().map(rule -> "\n    " + text.apply(rule)).collect(Collectors.joining());
  }

  @SuppressWarnings("ReferenceEquality") // rules are constants
  private CatFailure conflict(Rule rule) {
    List<Rule> others =
        NanocatOptions.ALL.stream()
            .filter(each -> each != rule && written.containsKey(each))
            .filter(each -> each.brings().contains(rule.excludes()))
            .toList();
    return usage(
        "Option "
            + written.get(rule)
            + " conflicts with the following options:"
            + list(others.isEmpty() ? List.of(rule) : others, each -> written.get(each) + " "));
  }

  private CatFailure about(Rule rule, String text) {
    return usage("Option " + written.get(rule) + " " + text);
  }

  private CatFailure usage(String text) {
    return new CatFailure(USAGE, program + ": " + text);
  }
}
