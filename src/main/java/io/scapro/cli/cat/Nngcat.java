package io.scapro.cli.cat;

import io.scapro.EndpointOptions.FirstAttempt;
import io.scapro.cli.cat.engine.CatArguments;
import io.scapro.cli.cat.engine.CatFailure;
import io.scapro.cli.cat.engine.CatSettings;
import io.scapro.cli.cat.engine.Trouble;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line of nngcat: long options may be abbreviated and take a value as {@code
 * --name=value}, {@code --name:value} or {@code --name value}; letters cannot be joined. The first
 * word that is not an option ends the command line and is ignored.
 */
final class Nngcat {

  private static final int USAGE = 1;

  private final List<String> words;
  private final CatArguments arguments;
  private boolean async;
  private boolean compat;
  private int at;

  private Nngcat(List<String> words, CatArguments arguments) {
    this.words = words;
    this.arguments = arguments;
  }

  /**
   * @throws CatFailure a wrong command line, or a request for help
   */
  static CatSettings parse(List<String> words, CatArguments arguments) {
    return new Nngcat(words, arguments).parse();
  }

  private CatSettings parse() {
    arguments.firstAttempt(FirstAttempt.FAIL);
    arguments.receiveMaxSize(0);
    while (at < words.size()) {
      String word = words.get(at);
      if (!word.startsWith("-") || word.equals("-")) {
        break;
      }
      at++;
      if (word.startsWith("--")) {
        named(word);
      } else {
        lettered(word);
      }
    }
    check();
    return arguments.settle();
  }

  // ---- words ----

  private void named(String word) {
    int end = 2;
    while (end < word.length() && word.charAt(end) != '=' && word.charAt(end) != ':') {
      end++;
    }
    CatOption option = find(word.substring(2, end), word);
    apply(option, word, end < word.length() ? word.substring(end + 1) : null);
  }

  private static CatOption find(String name, String word) {
    CatOption found = null;
    int matches = 0;
    for (CatOption each : NngcatOptions.ALL) {
      if (each.name().equals(name)) {
        return each;
      }
      if (!each.extra() && each.name().startsWith(name)) {
        matches++;
        found = each;
      }
    }
    if (found == null) {
      throw usage("Option " + word + " is invalid.");
    }
    if (matches > 1) {
      throw usage("Option " + word + " is ambiguous (specify in full).");
    }
    return found;
  }

  private void lettered(String word) {
    for (CatOption each : NngcatOptions.ALL) {
      if (each.letter() == word.charAt(1)) {
        apply(each, word, word.length() > 2 ? word.substring(2) : null);
        return;
      }
    }
    throw usage("Option " + word + " is invalid.");
  }

  private void apply(CatOption option, String word, @Nullable String attached) {
    if (!option.hasValue() && attached != null) {
      throw usage("Option " + word + " is invalid.");
    }
    String value = attached != null ? attached : option.hasValue() ? next(word) : "";
    async |= option.name().equals("async");
    compat |= option.name().equals("compat");
    try {
      option.effect().apply(arguments, value);
    } catch (BadValue e) {
      throw usage(e.getMessage());
    } catch (IOException e) {
      throw usage(fileTrouble(value, Trouble.of(e)));
    }
  }

  private String next(String word) {
    if (at == words.size()) {
      throw usage("Option " + word + " requires argument.");
    }
    return words.get(at++);
  }

  private static String fileTrouble(String path, Trouble trouble) {
    return (trouble == Trouble.FOLDER ? "Read from %s failed: %s" : "Cannot open file %s: %s")
        .formatted(path, trouble.nanomsg());
  }

  // ---- checks ----

  private void check() {
    if (arguments.endpoints().isEmpty()) {
      throw usage("No address specified.");
    }
    String protocol = arguments.protocol();
    checkCompatible(protocol);
    if ("".equals(protocol)) {
      protocol = compat ? "pair" : "pair1";
      arguments.protocol(protocol);
    }
    if (arguments.hasTopics() && !"sub".equals(protocol)) {
      throw usage("Protocol does not support --subscribe.");
    }
    if (protocol == null) {
      throw usage("No protocol specified.");
    }
    if (arguments.isPolyamorous() && !protocol.equals("pair1")) {
      throw usage("Protocol does not support --poly.");
    }
    checkUse(CatSettings.Role.of(protocol));
  }

  private void checkCompatible(@Nullable String protocol) {
    if (!compat) {
      return;
    }
    if (async) {
      throw usage("Options --async and --compat are incompatible.");
    }
    if (arguments.isCounted()) {
      throw usage("Options --count and --compat are incompatible.");
    }
    if ("pair1".equals(protocol)) {
      throw usage("Protocol does not support --compat.");
    }
    arguments.firstAttempt(FirstAttempt.RETRY);
  }

  private void checkUse(CatSettings.Role role) {
    boolean hasData = arguments.hasData();
    boolean repeats = arguments.hasInterval();
    switch (role) {
      case RECEIVES -> {
        refuse(hasData, "Protocol does not support --file or --data.");
        refuse(repeats, "Protocol does not support --interval.");
      }
      case SENDS -> {
        refuse(arguments.hasFormat(), "Protocol does not support --format options.");
        refuse(!hasData, "Protocol requires either --file or --data.");
      }
      case ASKS -> refuse(!hasData, "Protocol requires either --file or --data.");
      case ANSWERS -> refuse(repeats, "Protocol does not support --interval.");
      case CONVERSES ->
          refuse(repeats && !hasData, "Option --interval requires either --file or --data.");
      default -> throw new IllegalStateException("expected a known role, got " + role);
    }
  }

  private static void refuse(boolean wrong, String message) {
    if (wrong) {
      throw usage(message);
    }
  }

  private static CatFailure usage(String message) {
    return new CatFailure(USAGE, message);
  }
}
