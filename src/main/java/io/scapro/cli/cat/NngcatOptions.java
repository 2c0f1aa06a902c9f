package io.scapro.cli.cat;

import io.scapro.EndpointOptions.FirstAttempt;
import io.scapro.cli.cat.CatOption.Effect;
import io.scapro.cli.cat.engine.CatArguments;
import io.scapro.cli.cat.engine.CatFailure;
import io.scapro.cli.cat.engine.Format;
import io.scapro.cli.common.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The options of nngcat. */
public final class NngcatOptions {

  private static final int LONGEST_SECONDS = 86_400;

  public static final List<CatOption> ALL = all();

  private NngcatOptions() {}

  private static List<CatOption> all() {
    List<CatOption> options = new ArrayList<>();
    protocols(options);
    addresses(options);
    formats(options);
    sending(options);
    sockets(options);
    security(options);
    options.add(
        CatOption.flag(
            "help",
            'h',
            "Print this help.",
            (a, none) -> {
              throw CatFailure.answer(1, help());
            }));
    options.add(
        CatOption.flag(
            "version",
            'V',
            "Print the version.",
            (a, none) -> {
              throw CatFailure.answer(0, Version.text());
            }));
    return List.copyOf(options);
  }

  private static void protocols(List<CatOption> options) {
    protocol(options, "req", "REQ: send a request, print the reply.");
    protocol(options, "rep", CatProtocolFlags.REP);
    protocol(options, "push", "PUSH: send each message to one PULL.");
    protocol(options, "pull", "PULL: receive the messages of PUSH sockets.");
    protocol(options, "pub", "PUB: send each message to all subscribers.");
    options.add(flag("sub", "", (a, none) -> protocol(a, "sub")));
    protocol(options, "sub", "SUB: receive published messages.");
    protocol(options, "surveyor", "SURVEYOR: send a survey, print all responses.");
    protocol(options, "respondent", CatProtocolFlags.RESPONDENT);
    protocol(options, "bus", "BUS: send to and receive from all direct neighbours.");
    options.add(
        flag("pair", "PAIR: version 1, or version 0 with --compat.", (a, none) -> protocol(a, "")));
    options.add(
        flag(
            "pair0",
            "PAIR version 0: exchange messages with one peer.",
            (a, none) -> protocol(a, "pair")));
    options.add(
        flag(
            "pair1",
            "PAIR version 1: exchange messages with one peer.",
            (a, none) -> protocol(a, "pair1")));
    options.add(flag("star", CatProtocolFlags.STAR, (a, none) -> protocol(a, "star")).asExtra());
    options.add(CatAdditions.POLY.asExtra());
  }

  private static void protocol(List<CatOption> options, String name, String text) {
    options.add(flag(name + "0", text, (a, none) -> protocol(a, name)));
  }

  /** Sets the protocol; empty: {@code pair}, whose version is decided later. */
  private static void protocol(CatArguments arguments, String name) {
    if (arguments.protocol() != null) {
      throw new BadValue("Only one protocol may be specified.");
    }
    arguments.protocol(name);
  }

  private static void addresses(List<CatOption> options) {
    options.add(value("dial", "URL", "Connect to URL; repeatable.", CatArguments::connect));
    options.add(value("connect", "URL", "", CatArguments::connect));
    options.add(value("listen", "URL", "Bind to URL; repeatable.", CatArguments::bind));
    options.add(value("bind", "URL", "", CatArguments::bind));
    String local = "tcp://127.0.0.1:";
    options.add(
        CatOption.value(
            "bind-local",
            'L',
            "PORT",
            "Same as --listen " + local + "PORT.",
            (a, v) -> a.bind(local + whole(v, 65_536))));
    options.add(
        CatOption.value(
            "connect-local",
            'l',
            "PORT",
            "Same as --dial " + local + "PORT.",
            (a, v) -> a.connect(local + whole(v, 65_536))));
    options.add(
        CatOption.value(
            "bind-ipc",
            'X',
            "PATH",
            "Same as --listen ipc:///PATH; PATH is relative to the root directory.",
            (a, v) -> a.bind("ipc:///" + v)));
    options.add(
        CatOption.value(
            "connect-ipc",
            'x',
            "PATH",
            "Same as --dial ipc:///PATH; PATH is relative to the root directory.",
            (a, v) -> a.connect("ipc:///" + v)));
  }

  private static void formats(List<CatOption> options) {
    options.add(
        value(
            "format",
            "FORMAT",
            "Output format: no (print nothing, default), ascii, hex, msgpack, quoted or raw.",
            (a, v) ->
                format(
                    a,
                    Format.named(v).orElseThrow(() -> new BadValue("Invalid format specified.")))));
    options.add(
        format(
            "ascii", 'A', "Print a dot for each byte that is not printable ASCII.", Format.ASCII));
    options.add(
        format(
            "quoted", 'Q', "Print one line per message, in quotes, with escapes.", Format.QUOTED));
    options.add(
        format("hex", (char) 0, "Print one line per message, each byte as \\xNN.", Format.HEX));
    options.add(format("msgpack", (char) 0, CatReceiveFlags.MSGPACK, Format.MSGPACK));
    options.add(format("raw", (char) 0, "Print message bodies without separators.", Format.RAW));
  }

  private static CatOption format(String name, char letter, String text, Format format) {
    return CatOption.flag(name, letter, text, (a, none) -> format(a, format));
  }

  private static void format(CatArguments arguments, Format format) {
    if (arguments.hasFormat()) {
      throw new BadValue("Format may be specified only once.");
    }
    arguments.format(format);
  }

  private static void sending(List<CatOption> options) {
    options.add(
        CatOption.value(
            "data",
            'D',
            "TEXT",
            "Message body to send, or to reply with.",
            (a, v) -> {
              checkNoData(a);
              a.data(v);
            }));
    options.add(
        CatOption.value(
            "file",
            'F',
            "FILE",
            "Same as --data, read from a file; - is standard input.",
            (a, v) -> {
              checkNoData(a);
              a.file(v);
            }));
    options.add(
        CatOption.value(
            "interval",
            'i',
            "SECS",
            "Send repeatedly at this interval in seconds.",
            (a, v) -> a.interval(seconds(v))));
    options.add(
        CatOption.value(
            "delay",
            'd',
            "SECS",
            "Delay before the first message, in seconds.",
            (a, v) -> a.delay(seconds(v))));
    options.add(
        CatOption.value(
            "count",
            'C',
            "NUM",
            "Number of messages to send and to receive; then it stops.",
            (a, v) -> a.count(whole(v, Integer.MAX_VALUE))));
  }

  private static void checkNoData(CatArguments arguments) {
    if (arguments.hasData()) {
      throw new BadValue("Data (--file, --data) may be specified only once.");
    }
  }

  private static void sockets(List<CatOption> options) {
    options.add(
        value(
            "subscribe",
            "TOPIC",
            "Subscribe a SUB to messages that begin with TOPIC; repeatable; default: all.",
            CatArguments::subscribe));
    options.add(
        value(
            "recv-timeout",
            "SECS",
            "Receive timeout in seconds; 0: none; exit when it expires.",
            (a, v) -> a.receiveTimeout(patience(v))));
    options.add(
        value(
            "send-timeout",
            "SECS",
            "Send timeout in seconds; 0: none.",
            (a, v) -> a.sendTimeout(patience(v))));
    options.add(
        CatOption.value(
            "recv-maxsz",
            'Z',
            "SIZE",
            "Maximum message size in bytes; default: 0 (no limit).",
            (a, v) -> a.receiveMaxSize(whole(v, Integer.MAX_VALUE))));
    options.add(
        flag(
            "async",
            "Retry when the first connection attempt fails.",
            (a, none) -> a.firstAttempt(FirstAttempt.RETRY)));
    options.add(
        flag(
            "compat",
            "Behave like nanocat: turns on --async; --pair means --pair0.",
            (a, none) -> {}));
    options.add(value("socket-name", "NAME", "Ignored.", (a, v) -> {}));
    options.add(value("zt-home", "PATH", "Ignored.", (a, v) -> {}));
    options.add(
        CatOption.flag(
            "verbose", 'v', "Print connections and their errors.", (a, none) -> a.verbose(1)));
    options.add(CatOption.flag("silent", 'q', "Cancel --verbose.", (a, none) -> a.verbose(0)));
  }

  private static void security(List<CatOption> options) {
    options.add(CatAdditions.INSECURE);
    options.add(once(CatAdditions.CACERT, CatArguments::hasTrust, "CA Certificate (--cacert)"));
    options.add(once(CatAdditions.CERT, CatArguments::hasCertificate, "Cert (--cert)"));
    options.add(once(CatAdditions.KEY, CatArguments::hasKey, "Key (--key)"));
  }

  private static CatOption once(CatOption option, Predicate<CatArguments> given, String what) {
    Effect effect =
        (a, v) -> {
          if (given.test(a)) {
            throw new BadValue(what + " may be specified only once.");
          }
          option.effect().apply(a, v);
        };
    return CatOption.value(
        option.name(), option.letter(), option.label(), option.description(), effect);
  }

  private static CatOption flag(String name, String text, Effect effect) {
    return CatOption.flag(name, (char) 0, text, effect);
  }

  private static CatOption value(String name, String label, String text, Effect effect) {
    return CatOption.value(name, (char) 0, label, text, effect);
  }

  private static Duration seconds(String text) {
    return Duration.ofSeconds(whole(text, LONGEST_SECONDS));
  }

  /** Zero: no timeout. */
  private static Duration patience(String text) {
    Duration seconds = seconds(text);
    return seconds.isZero() ? Duration.ofSeconds(-1) : seconds;
  }

  private static int whole(String text, int most) {
    if (text.isEmpty()) {
      throw new BadValue("Empty integer argument.");
    }
    if (!text.matches("[0-9]+")) {
      throw new BadValue("Integer argument expected.");
    }
    if (text.length() > 18 || Long.parseLong(text) > most) {
      throw new BadValue("Integer argument too large.");
    }
    return Integer.parseInt(text);
  }

  static String help() {
    return CatHelp.of("nngcat", "Send and print messages; compatible with nng's nngcat.", ALL);
  }
}
