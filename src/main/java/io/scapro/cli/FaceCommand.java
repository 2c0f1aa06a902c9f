package io.scapro.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code nanocat} and {@code nngcat}: the command lines of the originals. Long options may be
 * abbreviated and take a value as {@code --name=value} or {@code --name value}; letters may be
 * joined.
 */
final class FaceCommand {

  private static final Map<String, Face> FACES =
      Map.of(Face.NANOCAT.name(), Face.NANOCAT, Face.NNGCAT.name(), Face.NNGCAT);

  private final Face face;
  private final List<CatOption> options;
  private final CatArguments arguments;
  private final List<String> words;
  private int at;

  private FaceCommand(Face face, List<String> words, CatArguments arguments) {
    this.face = face;
    this.options = CatOption.of(face);
    this.words = words;
    this.arguments = arguments;
  }

  /** Whether {@code name} is one of them. */
  static boolean isFace(String name) {
    return FACES.containsKey(name);
  }

  /**
   * @param words its name, then its arguments
   * @return the exit code
   */
  static int execute(List<String> words) throws InterruptedException {
    Face face = FACES.get(words.get(0));
    List<String> rest = words.subList(1, words.size());
    if (rest.contains("-h") || rest.contains("--help")) {
      System.out.print(help(face));
      return face == Face.NNGCAT ? face.usageExit() : 0;
    }
    return CatProgram.run(() -> parse(face, rest, new CatArguments(face, System.in)));
  }

  /**
   * @throws CatFailure for a wrong command line
   */
  static CatSettings parse(Face face, List<String> words, CatArguments arguments) {
    return new FaceCommand(face, words, arguments).parse();
  }

  private CatSettings parse() {
    while (at < words.size()) {
      String word = words.get(at++);
      if (word.startsWith("--") && word.length() > 2) {
        named(word.substring(2));
      } else if (word.startsWith("-") && word.length() > 1) {
        lettered(word.substring(1));
      } else {
        throw arguments.usage("Unexpected argument ``" + word + "''");
      }
    }
    return arguments.settle();
  }

  private void named(String text) {
    int equals = text.indexOf('=');
    CatOption option = find(equals < 0 ? text : text.substring(0, equals));
    if (!option.hasValue() && equals >= 0) {
      throw arguments.usage("Option --" + option.name() + " takes no argument.");
    }
    String value = equals >= 0 ? text.substring(equals + 1) : option.hasValue() ? next(text) : "";
    option.effect().accept(arguments, value);
  }

  private CatOption find(String name) {
    List<CatOption> found =
        options.stream().filter(option -> option.name().startsWith(name)).toList();
    for (CatOption each : found) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    if (found.isEmpty()) {
      throw arguments.usage("Unknown option ``--" + name + "''");
    }
    if (found.size() > 1) {
      throw arguments.usage(
          found.stream()
              .map(option -> "--" + option.name())
              .collect(Collectors.joining(", ", "Ambiguous option ``--" + name + "'': ", "")));
    }
    return found.get(0);
  }

  private void lettered(String letters) {
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      CatOption option =
          options.stream()
              .filter(each -> each.letter() == letter)
              .findFirst()
              .orElseThrow(() -> arguments.usage("Unknown option ``-" + letter + "''"));
      if (option.hasValue()) {
        String attached = letters.substring(i + 1);
        option
            .effect()
            .accept(arguments, attached.isEmpty() ? next(String.valueOf(letter)) : attached);
        return;
      }
      option.effect().accept(arguments, "");
    }
  }

  private String next(String option) {
    if (at == words.size()) {
      throw arguments.usage("Option ``" + option + "'' requires an argument");
    }
    return words.get(at++);
  }

  private static String help(Face face) {
    StringBuilder text = new StringBuilder("Usage: " + face.name() + " OPTION...\n\n");
    for (CatOption option : CatOption.of(face)) {
      if (!option.description().isEmpty()) {
        String letter = option.letter() == 0 ? "    " : "-" + option.letter() + ", ";
        String name = "--" + option.name() + (option.hasValue() ? " " + option.label() : "");
        text.append("  %s%-24s %s%n".formatted(letter, name, option.description()));
      }
    }
    return text.toString();
  }
}
