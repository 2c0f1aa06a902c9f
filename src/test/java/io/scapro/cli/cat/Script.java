package io.scapro.cli.cat;

import io.scapro.suite.ReservedPort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Matcher;

/**
 * Tools that are started one after the other, each once the one before listens where it was told.
 * In a file of scripts a line that begins with {@code #} opens one and names it, {@code for WORD in
 * …} makes one of it for each value, and every other line is a tool with what it is told. A tool
 * that is followed by {@code &} never ends by itself. {@code URL} is an address for this run, with
 * {@code TCP}, {@code WS} or {@code IPC} one of that kind; {@code FOLDER} has files to send; {@code
 * ''} is an empty word.
 */
record Script(String name, List<String> lines) {

  /** Starts the tool of a line: {@code words[0]} is its name. */
  interface Starter extends BiFunction<Integer, List<String>, Tool> {}

  static List<Script> read(String resource) throws IOException {
    try (InputStream in = Script.class.getResourceAsStream("scripts/" + resource)) {
      String text =
          new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
      List<Script> scripts = new ArrayList<>();
      for (String part : ("\n" + text).split("\n# ")) {
        if (!part.isBlank()) {
          List<String> lines = part.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
          scripts.addAll(expand(lines.get(0), lines.subList(1, lines.size())));
        }
      }
      return scripts;
    }
  }

  private static List<Script> expand(String name, List<String> lines) {
    if (lines.isEmpty() || !lines.get(0).startsWith("for ")) {
      return List.of(new Script(name, lines));
    }
    String[] choice = lines.get(0).split(" ");
    List<Script> scripts = new ArrayList<>();
    for (String value : Arrays.asList(choice).subList(3, choice.length)) {
      String filling = Matcher.quoteReplacement(value.replace('~', ' '));
      List<String> chosen =
          lines.stream()
              .skip(1)
              .map(line -> line.replaceAll("\\b" + choice[1] + "\\b", filling))
              .toList();
      scripts.addAll(expand(name + " " + value, chosen));
    }
    return scripts;
  }

  /**
   * How each tool ended, with the words of the script for addresses; those that never end are
   * stopped when the others have, and left out.
   *
   * @param folder of this run alone
   * @param files what {@code FOLDER} stands for
   */
  List<Ran> run(Path folder, Path files, Starter starter) throws IOException {
    List<Tool> tools = new ArrayList<>();
    try (ReservedPort port = new ReservedPort()) {
      for (int i = 0; i < lines.size(); i++) {
        List<String> words = words(lines.get(i), folder, files, port.number());
        tools.add(starter.apply(i, words));
        if (i + 1 < lines.size()) {
          tools.get(i).awaitBinds();
        }
      }
      List<Ran> result = new ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).endsWith("&")) {
          result.add(unaddressed(end(tools, i), folder, port.number()));
        }
      }
      return result;
    } finally {
      for (Tool tool : tools) {
        try {
          tool.close();
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  private static Ran end(List<Tool> tools, int i) {
    try {
      return tools.get(i).end();
    } catch (AssertionError e) {
      List<Ran> later = tools.subList(i + 1, tools.size()).stream().map(Tool::end).toList();
      throw new AssertionError(e.getMessage() + "; what came after it ended so: " + later, e);
    }
  }

  private static Ran unaddressed(Ran ran, Path folder, int port) {
    String path = folder.toString();
    String out = ran.text().replace(path, "RUN").replace(":" + port, ":PORT");
    String err = ran.err().replace(path, "RUN").replace(":" + port, ":PORT");
    return new Ran(ran.exit(), out.getBytes(StandardCharsets.ISO_8859_1), err);
  }

  private static List<String> words(String line, Path folder, Path files, int port) {
    String filled =
        line.replaceAll(" &$", "")
            .replace("IPC", "ipc://" + folder.resolve("s"))
            .replace("TCP", "tcp://127.0.0.1:" + port)
            .replace("TLS", "tls+tcp://localhost:" + port)
            .replace("WSS", "wss://localhost:" + port)
            .replace("WS", "ws://127.0.0.1:" + port)
            .replace("FOLDER", files.toString());
    return Arrays.stream(filled.split(" +")).map(word -> word.equals("''") ? "" : word).toList();
  }
}
