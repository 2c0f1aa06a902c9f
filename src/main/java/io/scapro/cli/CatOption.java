package io.scapro.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * An option of the tools. The tables here are all that a parser and a help text need.
 *
 * @param name its long name, without dashes
 * @param letter its short name; 0: none
 * @param label what its value is; empty: it has none
 * @param description empty: not worth a line of help
 * @param effect what it means; the value is empty where it has none
 */
record CatOption(
    String name,
    char letter,
    String label,
    String description,
    BiConsumer<CatArguments, String> effect) {

  private static final List<CatOption> PROTOCOLS =
      List.of("pair", "push", "pull", "pub", "sub", "req", "rep").stream()
          .map(name -> flag(name, (char) 0, "Be a " + name.toUpperCase() + ".", protocol(name)))
          .toList();

  private static final List<CatOption> COMMON =
      List.of(
          value("bind", (char) 0, "URL", "Accept peers here; repeatable.", CatArguments::bind),
          value("connect", (char) 0, "URL", "Go to this peer; repeatable.", CatArguments::connect),
          value("bind-local", 'L', "PORT", "--bind tcp://127.0.0.1:PORT", CatArguments::bindPort),
          value(
              "connect-local",
              'l',
              "PORT",
              "--connect tcp://127.0.0.1:PORT",
              CatArguments::connectPort),
          value("bind-ipc", 'X', "PATH", "--bind ipc://PATH", CatArguments::bindIpc),
          value("connect-ipc", 'x', "PATH", "--connect ipc://PATH", CatArguments::connectIpc),
          value("data", 'D', "TEXT", "What to send.", CatArguments::data),
          value(
              "file",
              'F',
              "FILE",
              "Send what is in the file; - is standard input.",
              CatArguments::file),
          value(
              "format",
              (char) 0,
              "FORMAT",
              "Print messages as no, raw, ascii, quoted, hex or msgpack; default no.",
              CatArguments::format),
          flag("raw", (char) 0, "--format raw", format(Format.RAW)),
          flag("ascii", 'A', "--format ascii", format(Format.ASCII)),
          flag("quoted", 'Q', "--format quoted", format(Format.QUOTED)),
          flag("hex", (char) 0, "--format hex", format(Format.HEX)),
          flag("msgpack", (char) 0, "--format msgpack", format(Format.MSGPACK)),
          value(
              "interval",
              'i',
              "SECONDS",
              "Send again and again, this far apart.",
              CatArguments::interval),
          value("delay", 'd', "SECONDS", "Wait before the first message.", CatArguments::delay),
          value(
              "recv-timeout",
              (char) 0,
              "SECONDS",
              "End when nothing came for so long.",
              CatArguments::receiveTimeout),
          value(
              "send-timeout",
              (char) 0,
              "SECONDS",
              "Fail when no peer takes a message for so long.",
              CatArguments::sendTimeout),
          value(
              "subscribe",
              (char) 0,
              "PREFIX",
              "What a SUB reads; repeatable, default everything.",
              CatArguments::subscribe),
          flag(
              "verbose",
              'v',
              "Tell on standard error what is bound and connected.",
              (arguments, none) -> arguments.verbose()),
          flag("silent", 'q', "Take one --verbose back.", (arguments, none) -> arguments.silent()));

  private static final List<CatOption> NEWER =
      List.of(
          value("count", 'C', "N", "End after so many messages.", CatArguments::count),
          value(
              "recv-maxsz",
              'Z',
              "BYTES",
              "Longest message accepted; 0: no limit.",
              CatArguments::receiveMaxSize));

  /** The options of a tool, in the order of its help. */
  static List<CatOption> of(Face face) {
    List<CatOption> result = new ArrayList<>(PROTOCOLS);
    result.addAll(COMMON);
    if (face == Face.NANOCAT) {
      result.add(value("socket-name", (char) 0, "NAME", "", (arguments, name) -> {}));
      return result;
    }
    result.addAll(NEWER);
    if (face == Face.NNGCAT) {
      for (CatOption each : PROTOCOLS) {
        result.add(flag(each.name + "0", (char) 0, "", each.effect));
      }
      result.add(value("listen", (char) 0, "URL", "--bind URL", CatArguments::bind));
      result.add(value("dial", (char) 0, "URL", "--connect URL", CatArguments::connect));
      result.add(flag("async", (char) 0, "", (arguments, none) -> arguments.async()));
      result.add(flag("compat", (char) 0, "", (arguments, none) -> arguments.async()));
    }
    return result;
  }

  boolean hasValue() {
    return !label.isEmpty();
  }

  private static CatOption flag(
      String name, char letter, String description, BiConsumer<CatArguments, String> effect) {
    return new CatOption(name, letter, "", description, effect);
  }

  private static CatOption value(
      String name,
      char letter,
      String label,
      String description,
      BiConsumer<CatArguments, String> effect) {
    return new CatOption(name, letter, label, description, effect);
  }

  private static BiConsumer<CatArguments, String> protocol(String name) {
    return (arguments, none) -> arguments.protocol(name);
  }

  private static BiConsumer<CatArguments, String> format(Format format) {
    return (arguments, none) -> arguments.format(format);
  }
}
