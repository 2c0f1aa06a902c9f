package io.scapro.cli.cat;

import io.scapro.Durations;
import io.scapro.cli.cat.CatOption.Effect;
import io.scapro.cli.cat.engine.CatArguments;
import io.scapro.cli.cat.engine.CatFailure;
import io.scapro.cli.cat.engine.Format;
import io.scapro.cli.common.Times;
import io.scapro.transport.TlsOptions.ClientAuth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The options of macat. */
public final class MacatOptions {

  public static final List<CatOption> ALL = all();

  private MacatOptions() {}

  private static List<CatOption> all() {
    List<CatOption> options = new ArrayList<>();
    options.add(
        CatOption.flag(
            "help",
            'h',
            "Print this help.",
            (a, none) -> {
              throw CatFailure.answer(0, help());
            }));
    options.add(
        CatOption.flag(
            "verbose",
            'v',
            "Print connections and their errors on standard error.",
            (a, none) -> a.verbose(a.verbosity() + 1)));
    options.add(
        CatOption.flag(
            "silent",
            'q',
            "Print less; cancels one -v.",
            (a, none) -> a.verbose(a.verbosity() - 1)));
    protocols(options);
    addresses(options);
    sockets(options);
    formats(options);
    data(options);
    security(options);
    return List.copyOf(options);
  }

  private static void protocols(List<CatOption> options) {
    options.add(protocol("push", "PUSH: send each message to one PULL."));
    options.add(protocol("pull", "PULL: receive the messages of PUSH sockets."));
    options.add(protocol("pub", "PUB: send each message to all subscribers."));
    options.add(protocol("sub", "SUB: receive published messages."));
    options.add(protocol("req", "REQ: send a request, print the reply."));
    options.add(protocol("rep", CatProtocolFlags.REP));
    options.add(protocol("surveyor", "SURVEYOR: send a survey, print all responses."));
    options.add(protocol("respondent", CatProtocolFlags.RESPONDENT));
    options.add(protocol("bus", "BUS: send to and receive from all direct neighbours."));
    options.add(protocol("pair", "PAIR version 0: exchange messages with one peer."));
    options.add(protocol("star", CatProtocolFlags.STAR));
    options.add(protocol("pair1", "PAIR version 1: exchange messages with one peer.").asExtra());
    options.add(CatAdditions.POLY.asExtra());
  }

  private static CatOption protocol(String name, String text) {
    return flag(
        name,
        text,
        (a, none) -> {
          if (a.protocol() != null) {
            throw new BadValue("protocol already selected");
          }
          a.protocol(name);
        });
  }

  private static void addresses(List<CatOption> options) {
    options.add(value("bind", "ADDR", "Bind to ADDR; repeatable.", (a, v) -> a.bind(url(v))));
    options.add(
        value("connect", "ADDR", "Connect to ADDR; repeatable.", (a, v) -> a.connect(url(v))));
    options.add(
        CatOption.value(
            "bind-ipc", 'X', "PATH", "Same as --bind ipc://PATH.", (a, v) -> a.bind("ipc://" + v)));
    options.add(
        CatOption.value(
            "connect-ipc",
            'x',
            "PATH",
            "Same as --connect ipc://PATH.",
            (a, v) -> a.connect("ipc://" + v)));
    String local = "tcp://127.0.0.1:";
    options.add(
        CatOption.value(
            "bind-local",
            'L',
            "PORT",
            "Same as --bind " + local + "PORT.",
            (a, v) -> a.bind(local + v)));
    options.add(
        CatOption.value(
            "connect-local",
            'l',
            "PORT",
            "Same as --connect " + local + "PORT.",
            (a, v) -> a.connect(local + v)));
  }

  private static String url(String text) {
    if (!text.contains("://")) {
      throw new BadValue("invalid address format");
    }
    return text;
  }

  private static void sockets(List<CatOption> options) {
    options.add(
        value(
            "subscribe",
            "PREFIX",
            "Subscribe a SUB to messages that begin with PREFIX; repeatable; default: all.",
            CatArguments::subscribe));
    options.add(
        value(
            "count",
            "COUNT",
            "Number of times to send; default: 1, or no limit with --send-interval.",
            (a, v) -> a.count(whole(v))));
    options.add(
        value(
            "recv-timeout",
            "DUR",
            "Receive timeout: 2 (seconds), 1m30s or 250ms; 0: none; exit when it expires.",
            (a, v) -> a.receiveTimeout(patience(v))));
    options.add(
        value(
            "send-timeout",
            "DUR",
            "Send timeout: 2 (seconds), 1m30s or 250ms; 0: none.",
            (a, v) -> a.sendTimeout(patience(v))));
    options.add(
        CatOption.value(
            "send-delay",
            'd',
            "DUR",
            "Delay before the first message.",
            (a, v) -> a.delay(duration(v))));
    options.add(
        CatOption.value(
            "send-interval",
            'i',
            "DUR",
            "Send repeatedly at this interval.",
            (a, v) -> a.interval(duration(v))));
  }

  private static void formats(List<CatOption> options) {
    options.add(format("raw", (char) 0, "Print message bodies without separators."));
    options.add(
        format(
            "ascii",
            'A',
            "Print one line per message, with a dot for each byte that is not printable."));
    options.add(format("quoted", 'Q', "Print one line per message, with escapes."));
    options.add(format("msgpack", (char) 0, CatReceiveFlags.MSGPACK));
    options.add(
        value(
            "format",
            "ARG",
            "Output format: no (print nothing, default), raw, ascii, quoted or msgpack.",
            (a, v) -> format(a, v)));
  }

  private static CatOption format(String name, char letter, String text) {
    return CatOption.flag(name, letter, text, (a, none) -> format(a, name));
  }

  private static void format(CatArguments arguments, String name) {
    if (arguments.hasFormat()) {
      throw new BadValue("output format already set");
    }
    arguments.format(
        Format.named(name)
            .filter(format -> format != Format.HEX)
            .orElseThrow(() -> new BadValue("invalid format type: " + name)));
  }

  private static void data(List<CatOption> options) {
    options.add(
        CatOption.value(
            "data",
            'D',
            "DATA",
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
  }

  private static void checkNoData(CatArguments arguments) {
    if (arguments.hasData()) {
      throw new BadValue("data or file already set");
    }
  }

  private static void security(List<CatOption> options) {
    options.add(
        once(CatAdditions.CERT, CatArguments::hasCertificate, "certificate file already set"));
    options.add(once(CatAdditions.KEY, CatArguments::hasKey, "key file already set"));
    CatOption trust = once(CatAdditions.CACERT, CatArguments::hasTrust, "cacert already set");
    options.add(
        value(
            trust.name(),
            trust.label(),
            trust.description(),
            (a, v) -> {
              trust.effect().apply(a, v);
              a.clientAuth(ClientAuth.REQUIRED); // with trusted CAs, both sides are verified
            }));
    options.add(CatAdditions.INSECURE);
  }

  private static CatOption once(CatOption option, Predicate<CatArguments> given, String refusal) {
    Effect effect =
        (a, v) -> {
          if (given.test(a)) {
            throw new BadValue(refusal);
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

  /** Zero: no timeout. */
  private static Duration patience(String text) {
    Duration duration = duration(text);
    return duration.isZero() ? Durations.FOREVER : duration;
  }

  private static Duration duration(String text) {
    if (text.matches("[+-]?\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      return Times.withUnits(text);
    } catch (IllegalArgumentException e) {
      throw new NotParsed("value is not a duration");
    }
  }

  private static long whole(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new NotParsed("value is not a number");
    }
  }

  /** A value of the wrong type; the message follows the option's name. */
  static final class NotParsed extends BadValue {
    @java.io.Serial private static final long serialVersionUID = 1L;

    NotParsed(String message) {
      super(message);
    }
  }

  static String help() {
    return CatHelp.of("macat", "Send and print messages; compatible with mangos' macat.", ALL);
  }
}
