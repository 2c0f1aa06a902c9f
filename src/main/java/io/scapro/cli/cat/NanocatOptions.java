package io.scapro.cli.cat;

import static io.scapro.cli.cat.NanocatOptions.Trait.DATA;
import static io.scapro.cli.cat.NanocatOptions.Trait.ENDPOINT;
import static io.scapro.cli.cat.NanocatOptions.Trait.READS;
import static io.scapro.cli.cat.NanocatOptions.Trait.SOCKET;
import static io.scapro.cli.cat.NanocatOptions.Trait.SUBSCRIBES;
import static io.scapro.cli.cat.NanocatOptions.Trait.WRITES;

import io.scapro.Durations;
import io.scapro.cli.cat.CatOption.Effect;
import io.scapro.cli.cat.engine.CatArguments;
import io.scapro.cli.cat.engine.CatFailure;
import io.scapro.cli.cat.engine.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of nanocat, in the order in which its messages list them. */
public final class NanocatOptions {

  /** A trait that an option provides, excludes or requires. */
  public enum Trait {
    SOCKET,
    WRITES,
    READS,
    SUBSCRIBES,
    DATA,
    ENDPOINT
  }

  /**
   * An option and its relations to other options.
   *
   * @param brings the traits that it provides
   * @param excludes the trait that earlier options must not have provided
   * @param needs the trait that some option must provide
   */
  public record Rule(
      CatOption option,
      String group,
      Set<Trait> brings,
      @Nullable Trait excludes,
      @Nullable Trait needs) {}

  private static final double MOST_SECONDS = Integer.MAX_VALUE / 1000.0;

  public static final List<Rule> ALL = all();

  private NanocatOptions() {}

  private static List<Rule> all() {
    List<Rule> rules = new ArrayList<>();
    generic(rules);
    protocols(rules);
    endpoints(rules);
    input(rules);
    output(rules);
    additions(rules);
    return List.copyOf(rules);
  }

  private static void generic(List<Rule> rules) {
    String group = "Generic";
    rules.add(
        free(
            group,
            CatOption.flag(
                "verbose",
                'v',
                "Print connections and their errors on standard error.",
                (a, none) -> a.verbose(a.verbosity() + 1))));
    rules.add(
        free(
            group,
            CatOption.flag(
                "silent",
                'q',
                "Print less; cancels one -v.",
                (a, none) -> a.verbose(a.verbosity() - 1))));
    rules.add(
        free(
            group,
            CatOption.flag(
                "help",
                'h',
                "Print this help.",
                (a, none) -> {
                  throw CatFailure.answer(0, help());
                })));
  }

  private static void protocols(List<Rule> rules) {
    rules.add(protocol("push", DATA, "PUSH: send each message to one PULL.", WRITES));
    rules.add(protocol("pull", null, "PULL: receive the messages of PUSH sockets.", READS));
    rules.add(protocol("pub", DATA, "PUB: send each message to all subscribers.", WRITES));
    rules.add(protocol("sub", null, "SUB: receive published messages.", READS, SUBSCRIBES));
    rules.add(protocol("req", DATA, "REQ: send a request, print the reply.", WRITES, READS));
    rules.add(protocol("rep", null, CatProtocolFlags.REP, WRITES, READS));
    rules.add(
        protocol("surveyor", DATA, "SURVEYOR: send a survey, print all responses.", WRITES, READS));
    rules.add(protocol("respondent", null, CatProtocolFlags.RESPONDENT, WRITES, READS));
    rules.add(
        protocol(
            "bus", null, "BUS: send to and receive from all direct neighbours.", WRITES, READS));
    rules.add(
        protocol("pair", null, "PAIR version 0: exchange messages with one peer.", WRITES, READS));
  }

  private static void endpoints(List<Rule> rules) {
    rules.add(endpoint("bind", (char) 0, "ADDR", "Bind to ADDR; repeatable.", "", true));
    rules.add(endpoint("connect", (char) 0, "ADDR", "Connect to ADDR; repeatable.", "", false));
    rules.add(endpoint("bind-ipc", 'X', "PATH", "Same as --bind ipc://PATH.", "ipc://", true));
    rules.add(
        endpoint("connect-ipc", 'x', "PATH", "Same as --connect ipc://PATH.", "ipc://", false));
    String local = "tcp://127.0.0.1:";
    rules.add(
        endpoint("bind-local", 'L', "PORT", "Same as --bind " + local + "PORT.", local, true));
    rules.add(
        endpoint(
            "connect-local", 'l', "PORT", "Same as --connect " + local + "PORT.", local, false));
    String group = "Socket";
    rules.add(
        new Rule(
            CatOption.value(
                "recv-timeout",
                (char) 0,
                "SEC",
                "Receive timeout in seconds; exit when it expires.",
                (a, v) -> a.receiveTimeout(seconds(v))),
            group,
            Set.of(),
            null,
            READS));
    rules.add(
        new Rule(
            CatOption.value(
                "send-timeout",
                (char) 0,
                "SEC",
                "Send timeout in seconds.",
                (a, v) -> a.sendTimeout(seconds(v))),
            group,
            Set.of(),
            null,
            WRITES));
    rules.add(
        free(
            group,
            CatOption.value(
                "socket-name",
                (char) 0,
                "NAME",
                "Name of the socket in statistics.",
                CatArguments::name)));
  }

  private static void input(List<Rule> rules) {
    rules.add(
        new Rule(
            CatOption.value(
                "subscribe",
                (char) 0,
                "PREFIX",
                "Subscribe a SUB to messages that begin with PREFIX; repeatable; default: all.",
                CatArguments::subscribe),
            "Receiving",
            Set.of(),
            null,
            SUBSCRIBES));
    rules.add(
        format(
            CatOption.value(
                "format",
                (char) 0,
                "FORMAT",
                "Output format: no (print nothing, default), raw, ascii, quoted, msgpack or hex.",
                (a, v) -> a.format(Format.named(v).orElseThrow(() -> new UnknownFormat(v))))));
    rules.add(format("raw", (char) 0, "Print message bodies without separators.", Format.RAW));
    rules.add(
        format(
            "ascii",
            'A',
            "Print one line per message, with a dot for each byte that is not printable ASCII.",
            Format.ASCII));
    rules.add(
        format(
            "quoted", 'Q', "Print one line per message, in quotes, with escapes.", Format.QUOTED));
    rules.add(format("msgpack", (char) 0, CatReceiveFlags.MSGPACK, Format.MSGPACK));
    rules.add(
        format("hex", (char) 0, "Print one line per message, each byte as \\xNN.", Format.HEX));
  }

  private static void output(List<Rule> rules) {
    String group = "Sending";
    rules.add(
        new Rule(
            CatOption.value(
                "interval",
                'i',
                "SEC",
                "Send repeatedly at this interval in seconds.",
                (a, v) -> a.interval(seconds(v))),
            group,
            Set.of(),
            null,
            WRITES));
    rules.add(
        free(
            group,
            CatOption.value(
                "delay",
                'd',
                "SEC",
                "Delay before the first message, in seconds.",
                (a, v) -> a.delay(seconds(v)))));
    rules.add(
        data("data", 'D', "DATA", "Message body to send, or to reply with.", CatArguments::data));
    rules.add(
        data(
            "file",
            'F',
            "PATH",
            "Same as --data, read from a file; - is standard input.",
            CatArguments::file));
  }

  /** Options that the original does not have. */
  private static void additions(List<Rule> rules) {
    rules.add(extra(protocol("star", null, CatProtocolFlags.STAR, WRITES, READS)));
    rules.add(
        extra(
            protocol(
                "pair1", null, "PAIR version 1: exchange messages with one peer.", WRITES, READS)));
    String group = "Additional";
    for (CatOption each : CatAdditions.ALL) {
      rules.add(free(group, each));
    }
  }

  private static Rule extra(Rule rule) {
    return new Rule(rule.option.asExtra(), "Additional", rule.brings, rule.excludes, rule.needs);
  }

  private static Rule free(String group, CatOption option) {
    return new Rule(option, group, Set.of(), null, null);
  }

  private static Rule protocol(String name, @Nullable Trait needs, String text, Trait... traits) {
    Set<Trait> brings = EnumSet.of(SOCKET, traits);
    CatOption option = CatOption.flag(name, (char) 0, text, (a, none) -> a.protocol(name));
    return new Rule(option, "Protocol", brings, SOCKET, needs);
  }

  private static Rule endpoint(
      String name, char letter, String label, String text, String before, boolean bind) {
    Effect effect =
        (a, v) -> {
          if (bind) {
            a.bind(before + v);
          } else {
            a.connect(before + v);
          }
        };
    return new Rule(
        CatOption.value(name, letter, label, text, effect),
        "Address",
        Set.of(ENDPOINT),
        null,
        null);
  }

  private static Rule format(String name, char letter, String text, Format format) {
    return format(CatOption.flag(name, letter, text, (a, none) -> a.format(format)));
  }

  private static Rule format(CatOption option) {
    return new Rule(option, "Receiving", Set.of(), null, READS);
  }

  private static Rule data(String name, char letter, String label, String text, Effect effect) {
    return new Rule(
        CatOption.value(name, letter, label, text, effect), "Sending", Set.of(DATA), DATA, WRITES);
  }

  private static Duration seconds(String text) {
    if (!text.matches("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
      throw new BadValue("requires float point argument");
    }
    double seconds = Double.parseDouble(text);
    return seconds < 0
        ? Durations.FOREVER
        : Duration.ofMillis((long) (Math.min(seconds, MOST_SECONDS) * 1000));
  }

  /** An unknown format. */
  static final class UnknownFormat extends BadValue {
    @java.io.Serial private static final long serialVersionUID = 1L;

    UnknownFormat(String name) {
      super(name);
    }
  }

  static String help() {
    Map<String, List<CatOption>> groups = new LinkedHashMap<>();
    for (Rule rule : ALL) { // no lambda: it is slow to start
      List<CatOption> group = groups.get(rule.group());
      if (group == null) {
        group = new ArrayList<>();
        groups.put(rule.group(), group);
      }
      group.add(rule.option());
    }
    return CatHelp.of(
        "nanocat", "Send and print messages; compatible with nanomsg's nanocat.", groups);
  }
}
