package io.scapro.cli.cat;

import io.scapro.EndpointOptions.FirstAttempt;
import io.scapro.cli.cat.MacatOptions.NotParsed;
import io.scapro.cli.cat.engine.CatArguments;
import io.scapro.cli.cat.engine.CatFailure;
import io.scapro.cli.cat.engine.CatSettings;
import io.scapro.cli.cat.engine.Trouble;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The command line of macat: long options in full, with a value as {@code --name=value} or {@code
 * --name value}; letters may be joined, and take a value as {@code -nvalue}, {@code -n=value} or
 * {@code -n value}.
 */
final class Macat {

  private static final int USAGE = 1;

  private final List<String> words;
  private final CatArguments arguments;
  private int at;

  private Macat(List<String> words, CatArguments arguments) {
    this.words = words;
    this.arguments = arguments;
  }

  /**
   * @throws CatFailure a wrong command line, or a request for help
   */
  static CatSettings parse(List<String> words, CatArguments arguments) {
    return new Macat(words, arguments).parse();
  }

  private CatSettings parse() {
    arguments.firstAttempt(FirstAttempt.FAIL);
    while (at < words.size() && words.get(at).startsWith("-")) {
      String word = words.get(at++);
      if (word.equals("--")) {
        break;
      }
      if (word.startsWith("--")) {
        named(word);
      } else {
        lettered(word);
      }
    }
    if (at < words.size()) {
      throw misuse("usage: extra arguments");
    }
    check();
    return arguments.settle();
  }

  // ---- words ----

  private void named(String word) {
    int equals = word.indexOf('=');
    String name = word.substring(2, equals < 0 ? word.length() : equals);
    CatOption option = find(each -> each.name().equals(name), word);
    if (equals >= 0 && !option.hasValue()) {
      throw misuse("no such option: " + word);
    }
    apply(option, word, equals >= 0 ? word.substring(equals + 1) : null);
  }

  private void lettered(String word) {
    if (word.length() == 1) {
      throw misuse("no such option: " + word);
    }
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      String rest = word.substring(i + 1);
      CatOption option = find(each -> each.letter() == letter, "-" + word.substring(i));
      if (option.hasValue()) {
        String value = rest.startsWith("=") ? rest.substring(1) : rest;
        apply(option, "-" + word.substring(i), rest.isEmpty() ? null : value);
        return;
      }
      apply(option, word, null);
    }
  }

  private static CatOption find(Predicate<CatOption> wanted, String word) {
    return MacatOptions.ALL.stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> misuse("no such option: " + word));
  }

  private void apply(CatOption option, String word, @Nullable String attached) {
    String value = attached != null ? attached : option.hasValue() ? next(word) : "";
    try {
      option.effect().apply(arguments, value);
    } catch (NotParsed e) {
      throw usage("failure parsing option value: " + word + ": " + e.getMessage());
    } catch (BadValue e) {
      throw usage(e.getMessage());
    } catch (IOException e) {
      Trouble trouble = Trouble.of(e);
      throw usage(
          (trouble == Trouble.FOLDER ? "read %s: %s" : "open %s: %s")
              .formatted(value, trouble.mangos()));
    }
  }

  private String next(String word) {
    if (at == words.size()) {
      throw misuse("option requires value: " + word);
    }
    return words.get(at++);
  }

  // ---- checks ----

  private void check() {
    String protocol = arguments.protocol();
    if (protocol == null) {
      throw usage("protocol not specified");
    }
    if (arguments.endpoints().isEmpty()) {
      throw usage("no address specified");
    }
    if (arguments.hasTopics() && !protocol.equals("sub")) {
      throw usage("subscription only valid with SUB protocol");
    }
    if (arguments.isPolyamorous() && !protocol.equals("pair1")) {
      throw usage("--poly only valid with PAIR1 protocol");
    }
    for (CatSettings.At each : arguments.endpoints()) {
      checkSecure(each);
    }
    checkData(CatSettings.Role.of(protocol));
  }

  private void checkSecure(CatSettings.At endpoint) {
    if (!endpoint.url().startsWith("tls") && !endpoint.url().startsWith("wss")) {
      return;
    }
    if (endpoint.isBind() && !arguments.hasCertificate()) {
      throw usage("no server cert specified");
    }
    if (!endpoint.isBind() && !arguments.hasTrust() && !arguments.isInsecure()) {
      throw usage("no CA cert specified");
    }
  }

  /** A request without data has an empty body. */
  private void checkData(CatSettings.Role role) {
    if (!arguments.hasData()) {
      switch (role) {
        case SENDS -> throw usage("no data to send");
        case ASKS -> arguments.data("");
        default -> {}
      }
    }
  }

  private static CatFailure misuse(String text) {
    return usage(text + System.lineSeparator() + MacatOptions.help());
  }

  private static CatFailure usage(String text) {
    return new CatFailure(USAGE, "macat: " + text);
  }
}
