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

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Print messages as ${COMPLETION-CANDIDATES}; no by default.")
  @Nullable Format format;

  @Option(
      names = {"-A", "--ascii"},
      description = "A line each, a dot for what is not ASCII.")
  boolean ascii;

  @Option(
      names = {"-Q", "--quoted"},
      description = "A line each, in quotes and escaped.")
  boolean quoted;

  @Option(names = "--hex", description = "A line each, every byte as \\xNN.")
  boolean hex;

  @Option(names = "--raw", description = "The bytes, and nothing between messages.")
  boolean raw;

  @Option(names = "--msgpack", description = "As MessagePack's bin.")
  boolean msgpack;

  @Option(
      names = {"-J", "--json"},
      description =
          "A line of JSON each: n, time, protocol, from, pipe, bytes, and text or base64.")
  boolean json;

  @Option(
      names = "--subscribe",
      paramLabel = "PREFIX",
      description = "What a --sub reads; repeatable, everything by default.")
  List<String> topics = new ArrayList<>();

  @Option(
      names = "--recv-timeout",
      paramLabel = "TIME",
      converter = Times.Converter.class,
      description = "End when nothing comes for so long.")
  @Nullable Duration timeout;

  @Option(
      names = {"-Z", "--recv-maxsz"},
      paramLabel = "BYTES",
      converter = Numbers.ZeroOrMore.class,
      description = "Longest message accepted, 1 MiB by default; 0: no limit.")
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
