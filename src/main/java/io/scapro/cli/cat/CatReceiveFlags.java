package io.scapro.cli.cat;

import io.scapro.cli.cat.engine.CatArguments;
import io.scapro.cli.cat.engine.Format;
import io.scapro.cli.common.Numbers;
import io.scapro.cli.common.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code scapro cat} for received messages. */
final class CatReceiveFlags {

  static final String MSGPACK = "Print each message as MessagePack binary data (bin).";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Output format: ${COMPLETION-CANDIDATES}; default: no (print nothing).")
  @Nullable Format format;

  @Option(
      names = {"-A", "--ascii"},
      description =
          "Print one line per message, with a dot for each byte that is not printable ASCII.")
  boolean ascii;

  @Option(
      names = {"-Q", "--quoted"},
      description = "Print one line per message, in quotes, with escapes.")
  boolean quoted;

  @Option(names = "--hex", description = "Print one line per message, each byte as \\xNN.")
  boolean hex;

  @Option(names = "--raw", description = "Print message bodies without separators.")
  boolean raw;

  @Option(names = "--msgpack", description = MSGPACK)
  boolean msgpack;

  @Option(
      names = {"-J", "--json"},
      description =
          "Print one JSON object per line, with the fields n, time, protocol, from, pipe, bytes, and text or base64.")
  boolean json;

  @Option(
      names = "--subscribe",
      paramLabel = "PREFIX",
      description = "Subscribe a SUB to messages that begin with PREFIX; repeatable; default: all.")
  List<String> topics = new ArrayList<>();

  @Option(
      names = "--recv-timeout",
      paramLabel = "TIME",
      converter = Times.Converter.class,
      description = "Receive timeout: 2 (seconds), 0.5 or 250ms; exit when it expires.")
  @Nullable Duration timeout;

  @Option(
      names = {"-Z", "--recv-maxsz"},
      paramLabel = "BYTES",
      converter = Numbers.ZeroOrMore.class,
      description = "Maximum message size in bytes; default: 1 MiB; 0: no limit.")
  int most = -1;

  /** The given formats, except {@code --json}. */
  List<Format> formats() {
    Map<Format, Boolean> all = new LinkedHashMap<>();
    all.put(Format.ASCII, ascii);
    all.put(Format.QUOTED, quoted);
    all.put(Format.HEX, hex);
    all.put(Format.RAW, raw);
    all.put(Format.MSGPACK, msgpack);
    List<Format> result = new ArrayList<>(all.keySet().stream().filter(all::get).toList());
    if (format != null) {
      result.add(format);
    }
    return result;
  }

  void into(CatArguments arguments) {
    formats().forEach(arguments::format);
    topics.forEach(arguments::subscribe);
    if (timeout != null) {
      arguments.receiveTimeout(timeout);
    }
    arguments.receiveMaxSize(most);
  }
}
